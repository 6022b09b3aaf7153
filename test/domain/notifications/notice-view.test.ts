import { describe, expect, it } from "vitest";
import type { Notice, NoticeState } from "../../../shared/domain/notifications/notice.ts";
import {
  ApplicantNotice,
  applicantNotices,
  OfficerNotice,
  officerNotice,
} from "../../../shared/domain/notifications/notice-view.ts";

const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  outboxId: "abcdefgh234567aa:3",
  channel: "sms",
  state: "sent",
  attempt: 1,
  at: "2026-11-22T01:30:00.000Z",
  since: "2026-11-22T01:29:00.000Z",
  provider: "esms",
  doubts: 0,
  commandId: "command-3",
  what: "dossier-accepted",
  ...changes,
});

const WORDS: [NoticeState, string][] = [
  ["claimed", "sending"],
  ["failed", "sending"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["undelivered", "not-delivered"],
  ["unconfirmed", "unconfirmed"],
  ["skipped", "not-sent"],
  ["waiting", "to-be-called"],
];

describe("a notice as it is shown", () => {
  it.each(WORDS)("that is %s reads as %s, to applicant and officer alike", (state, word) => {
    const notice = aNotice({ state });
    expect(applicantNotices([notice])).toMatchObject([{ state: word }]);
    expect(officerNotice(notice)).toMatchObject({ state: word });
  });

  it.each(WORDS)("that is %s tells why only where it did not arrive or was not sent", (state, word) => {
    const [shown] = applicantNotices([aNotice({ state, reason: "no-receipt" })]);
    const tells = word === "not-delivered" || word === "not-sent";
    expect(shown?.reason).toBe(tells ? "no-receipt" : undefined);
  });

  it("tells an applicant what of, which way, how it went and when, and nothing of how it was sent", () => {
    const [shown] = applicantNotices([aNotice({ doubts: 1, attempt: 3 })]);
    expect(shown).toStrictEqual({
      what: "dossier-accepted",
      channel: "sms",
      state: "sent",
      at: "2026-11-22T08:30:00+07:00",
    });
    expect(ApplicantNotice.strict().parse(shown)).toEqual(shown);
  });

  it("tells an officer by whom, how often it was tried and how often more it may have arrived", () => {
    const shown = officerNotice(aNotice({ state: "undelivered", reason: "given-up", doubts: 1, attempt: 3 }));
    expect(shown).toStrictEqual({
      what: "dossier-accepted",
      channel: "sms",
      state: "not-delivered",
      reason: "given-up",
      at: "2026-11-22T08:30:00+07:00",
      provider: "esms",
      attempts: 3,
      doubts: 1,
    });
    expect(OfficerNotice.strict().parse(shown)).toEqual(shown);
  });

  it("of one that was sent before it was kept what it tells of says so", () => {
    const { what: _, provider: __, ...old } = aNotice();
    expect(applicantNotices([old])).toMatchObject([{ what: null }]);
    expect(officerNotice(old)).not.toHaveProperty("provider");
  });
});

describe("the notices of an applicant", () => {
  it("come newest first, by phone too", () => {
    const told = [
      aNotice(),
      aNotice({ channel: "email", at: "2026-11-22T01:31:00.000Z" }),
      aNotice({ channel: "phone", state: "waiting", at: "2026-11-22T01:32:00.000Z" }),
    ];
    expect(applicantNotices(told).map(({ channel }) => channel)).toEqual(["phone", "email", "sms"]);
  });

  it("leave out what officers are told, and events that nobody is told of", () => {
    const others = [
      aNotice({ channel: "officer-email", what: "step-late" }),
      aNotice({ state: "skipped", reason: "no-template", what: "document-uploaded" }),
    ];
    expect(applicantNotices(others)).toEqual([]);
    expect(applicantNotices([aNotice({ state: "skipped", reason: "not-wanted" })])).toHaveLength(1);
  });
});
