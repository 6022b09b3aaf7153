import { describe, expect, it } from "vitest";
import type { Person } from "../../../shared/domain/dossiers/person.ts";
import { addressOf, channelsOf } from "../../../shared/domain/notifications/channels.ts";
import { aPerson } from "../../builders/notice.ts";

const LAN = { phone: "0912345678", email: "lan@example.com" };
const person = (wants: string, applicant: Partial<Person["applicant"]> = LAN): Person =>
  aPerson({ applicant, notify: { sms: wants.includes("sms"), email: wants.includes("email") } });

describe("the ways by which a person is told", () => {
  it.each([
    ["sms email", LAN, ["sms", "email"], ["sms", "email"]],
    ["sms", LAN, ["sms"], ["sms"]],
    ["email", LAN, ["email"], ["email"]],
    // The law wants a change told: which way is the citizen's choice, whether is not.
    ["nothing", LAN, ["sms", "email"], []],
    ["email", { phone: LAN.phone }, ["sms"], []],
    ["sms", { phone: "0228364567", email: LAN.email }, ["email"], []],
    ["sms email", { phone: LAN.phone, email: "a@b.vn,c@d.vn" }, ["sms"], ["sms"]],
    ["sms email", {}, [], []],
    ["nothing", { phone: "+15551234567" }, [], []],
  ] as const)("who wants %s and has %j: of a change %j, of a courtesy %j", (wants, has, status, courtesy) => {
    expect(channelsOf(person(wants, has), "status")).toEqual(status);
    expect(channelsOf(person(wants, has), "courtesy")).toEqual(courtesy);
  });
});

describe("the address of a person", () => {
  it.each([
    ["sms", { phone: "0912 345 678" }, { to: "+84912345678" }],
    ["email", { email: "lan@example.com" }, { to: "lan@example.com" }],
    ["sms", { email: "lan@example.com" }, { skipped: "no-address" }],
    ["email", { phone: "0912345678" }, { skipped: "no-address" }],
    ["sms", { phone: "0228364567" }, { skipped: "address-unusable" }],
    ["email", { email: "a@example.com\r\nBcc: b@example.com" }, { skipped: "address-unusable" }],
    ["email", { email: "Lan <a@example.com>" }, { skipped: "address-unusable" }],
  ] as const)("by %s of one with %j is %j", (channel, applicant, address) => {
    expect(addressOf(channel, aPerson({ applicant }))).toEqual(address);
  });
});
