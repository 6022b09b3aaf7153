import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadStage, StageFault } from "../../../infra/stage.ts";

const SAMPLE = join(import.meta.dirname, "../../../infra/stages/sample.json");

const set = (value: unknown, path: readonly string[], to: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string, unknown>;
  const changed = set(copy[key], rest, to);
  if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return copy;
};

const faultsOf = (text: string, name = "sample"): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  writeFileSync(join(folder, `${name}.json`), text);
  try {
    loadStage(name, folder);
  } catch (error) {
    if (error instanceof StageFault) return error.lines;
    throw error;
  }
  return [];
};
const faultsWith = (pointer: string, to: unknown): readonly string[] =>
  faultsOf(JSON.stringify(set(JSON.parse(readFileSync(SAMPLE, "utf8")), pointer.slice(1).split("/"), to)));

const season = (from: string, slots: unknown = [["07:30", "11:30"]]) => ({ from, slots, days: [1, 2, 3, 4, 5] });

const certificateIn = (region: string, account = "000000000000") =>
  `arn:aws:acm:${region}:${account}:certificate/00000000-0000-0000-0000-000000000000`;

describe("a stage", () => {
  it.each(["local", "sample"])("%s can be used as it is shipped", (name) => {
    expect(loadStage(name)).toMatchObject({ name, region: "ap-southeast-1" });
  });

  it("says that the shipped values are samples", () => {
    expect(loadStage("sample").note).toMatch(/[Mm]ẫu/);
  });

  it.each([
    ["/limits", undefined, "is missing: add it"],
    ["/publicOrigin", undefined, "is missing: add it"],
    ["/domain", "x", "is not a member of a stage: remove it"],
    ["/providers/sms/shortCode", "x", "is not a member of a stage: remove it"],
    ["/name", "Sample", "must be at most 12 lower-case letters and digits"],
    ["/account", "12345", "must be the 12 digits of an AWS account"],
    ["/region", "hanoi", "must be an AWS region"],
    ["/province/id", "40", 'must be the national code, such as "H40"'],
    ["/publicOrigin", "http://motcua.example.vn", "must be https://<domain> without a path"],
    ["/publicOrigin", "https://motcua.example.vn/", "must be https://<domain> without a path"],
    ["/publicOrigin", "https://dichvucong.vanhoathethaovadulich.example.vn", "use a shorter domain"],
    ["/publicOrigin", "https://motcua.example.vn:8443", "without a port where the stage has an edge"],
    ["/publicOrigin", "http://localhost:3000", "without a port where the stage has an edge"],
    ["/edge/originDomain", undefined, "is missing: add it"],
    ["/edge/cname", "x", "is not a member of a stage: remove it"],
    ["/edge/originDomain", "https://api.example.vn", "must be a domain without scheme and path"],
    ["/edge/originDomain", "motcua.example.vn", "is the domain that citizens open: give the API another one"],
    ["/edge/certificates/public", "motcua", "must be the ARN of a certificate of ACM in us-east-1"],
    ["/edge/certificates/public", certificateIn("ap-southeast-1"), "CloudFront takes certificates from us-east-1 only"],
    ["/edge/certificates/origin", certificateIn("us-east-1"), "the API takes certificates of its own region"],
    ["/edge/requestsPerAddress/all", 5, "must be a whole number from 10 to 1000000: requests of any kind"],
    ["/edge/requestsPerAddress/lookups", 3000, "must be lower than /edge/requestsPerAddress/all"],
    ["/edge/originKey", "V 2", "must be at most 16 lower-case letters and digits"],
    ["/issuers/citizen/issuer", "http://id.example.vn", "must begin with https://"],
    ["/issuers/officer/audience", [], "name at least one audience"],
    ["/officeHours", [], "name at least one season"],
    ["/reminders", undefined, "is missing: add it"],
    ["/reminders/acceptBeforeHours", 9, "must be a whole number from 1 to 8: working hours before"],
    ["/reminders/stepBeforeHours", 0.5, "must be a whole number from 1 to 80: working hours before a step"],
    ["/reminders/apologyBeforeDays", 0, "must be a whole number from 1 to 10: working days before"],
    ["/reminders/escalateAfterDays", "3", "must be a whole number from 1 to 60: working days after"],
    ["/reminders/answerBeforeDays", 11, "must be a whole number from 1 to 10: calendar days before"],
    ["/reminders/ratingAfterDays", 0, "must be a whole number from 1 to 30: calendar days after"],
    ["/reminders/quietHours/from", "24:00", "must be a local time"],
    ["/reminders/quietHours/until", "07:00", "is not a member of a stage: remove it"],
    ["/reminders/courtesiesPerDay", 0, "must be a whole number from 1 to 20: reminders and requests a day"],
    ["/officeHours", [season("10-16"), season("04-16")], 'must be in ascending order of "from"'],
    ["/officeHours", [season("04-16"), season("04-16")], 'must be in ascending order of "from"'],
    ["/officeHours/0/from", "13-01", "must be a day of the year"],
    ["/officeHours/0/days", [1, 1], "names a weekday twice"],
    ["/officeHours/0/days/0", 0, "must be a whole number from 1 to 7"],
    ["/officeHours/0/slots/0", ["11:30", "07:30"], "must end after it begins"],
    ["/officeHours/0/slots/0/1", "25:00", "must be a local time"],
    [
      "/officeHours/0/slots",
      [
        ["13:00", "17:00"],
        ["07:30", "11:30"],
      ],
      "must be in order of the day",
    ],
    [
      "/officeHours/0/slots",
      [
        ["07:30", "11:30"],
        ["11:00", "17:00"],
      ],
      "must not overlap",
    ],
    ["/providers/vnpay/payUrl", "vnpayment.vn", "must begin with https://"],
    ["/providers/sms/sender", "MotCuaNamDinh", "must be at most 11 letters and digits"],
    ["/providers/email/sender", "motcua", "must be an email address"],
    ["/limits/paymentExpiryMinutes", 2, "must be a whole number from 5 to 1440"],
    ["/limits/requestsPerSecond", 1.5, "must be a whole number"],
    ["/retention/appLogDays", 100, "must be a number of days that CloudWatch Logs knows"],
    ["/alarms/email", "nobody", "must be the email address that alarms are sent to"],
  ])("names %s = %j in one line and says what to do: %s", (pointer, value, what) => {
    const lines = faultsWith(pointer, value);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`infra/stages/sample.json: ${pointer}: `);
    expect(lines[0]).toContain(what);
  });

  it("refuses officers who share issuer and audience with citizens", () => {
    const citizen = loadStage("sample").issuers.citizen;
    expect(faultsWith("/issuers/officer", citizen)).toEqual([
      expect.stringContaining("/issuers/officer: shares issuer and audience with citizens"),
    ]);
  });

  it("refuses certificates of another account than its own", () => {
    expect(faultsWith("/account", "444455556666")).toEqual([
      expect.stringContaining("/edge/certificates/public: is of another account: the stage's is 444455556666"),
      expect.stringContaining("/edge/certificates/origin: is of another account: the stage's is 444455556666"),
    ]);
  });

  it("may leave the edge out, and sends the first value of the origin's secret unless it names another", () => {
    expect(faultsWith("/edge", undefined)).toEqual([]);
    expect(faultsWith("/edge/originKey", undefined)).toEqual([]);
    expect(loadStage("sample").edge?.originKey).toBe("v1");
    expect(loadStage("local").edge).toBeUndefined();
  });

  it("names every fault, not the first only", () => {
    const lines = faultsOf(JSON.stringify({ name: "sample", region: "nowhere" }));
    expect(lines.length).toBeGreaterThan(7);
    expect(lines.join("\n")).toContain("/region: must be an AWS region");
    expect(lines.join("\n")).toContain("/providers: is missing: add it");
  });

  it("must be called as its file is", () => {
    expect(faultsOf(readFileSync(SAMPLE, "utf8"), "other")).toEqual([
      'infra/stages/other.json: /name: is "sample": must be "other", as the file is called',
    ]);
  });

  it("must be JSON", () => {
    expect(faultsOf("{ name: 1 }")).toEqual([expect.stringContaining("infra/stages/sample.json: is not JSON")]);
  });

  it("must exist, and the line says which do", () => {
    expect(() => loadStage("nowhere")).toThrow(
      "infra/stages/nowhere.json: there is no such stage: choose one of local, sample",
    );
  });
});
