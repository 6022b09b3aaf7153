import { describe, expect, it } from "vitest";
import { type NextStep, nextStep, type Traits } from "../../../shared/domain/notifications/next-step.ts";
import type { Notice, NoticeState } from "../../../shared/domain/notifications/notice.ts";

const AT = "2026-11-22T01:30:00.000Z";
const LATER = "2026-11-22T01:30:20.000Z";

const aNotice = (changes: Partial<Notice>): Notice => ({
  outboxId: "dossier:3",
  channel: "sms",
  state: "failed",
  attempt: 1,
  at: AT,
  doubts: 0,
  provider: "aws-sms",
  ...changes,
});

const FORGETFUL: Traits = { honoursReferences: false, canBeAsked: false };
const HONOURING: Traits = { honoursReferences: true, canBeAsked: false };
const ASKABLE: Traits = { honoursReferences: true, canBeAsked: true };

const step = (
  notice: Notice | undefined,
  traits: Traits | undefined = FORGETFUL,
  over: { resendable?: boolean; fallback?: boolean; turn?: number } = {},
) =>
  nextStep(
    notice,
    { at: LATER, resendable: over.resendable ?? true, fallback: over.fallback ?? false, turn: over.turn ?? 0 },
    () => traits,
  );

describe("what is to be done with a notice", () => {
  it("that nobody tried: it is sent", () => {
    expect(step(undefined)).toEqual({ step: "send", doubts: 0 });
  });

  it.each<NoticeState>(["sent", "delivered", "undelivered", "unconfirmed", "waiting", "skipped"])(
    "that is %s: nothing",
    (state) => {
      expect(step(aNotice({ state }))).toEqual({ step: "nothing" });
    },
  );

  it("that was skipped, as the other way of one that did not arrive: it is sent", () => {
    expect(step(aNotice({ state: "skipped" }), FORGETFUL, { fallback: true })).toEqual({ step: "send", doubts: 0 });
    expect(step(aNotice({ state: "undelivered" }), FORGETFUL, { fallback: true })).toEqual({ step: "nothing" });
  });

  it("that a live worker has: it waits for the lease, to its last moment", () => {
    expect(step(aNotice({ state: "claimed", leaseUntil: LATER }))).toEqual({ step: "wait", until: LATER });
    expect(step(aNotice({ state: "claimed", leaseUntil: "2026-11-22T01:30:19.999Z" }))).not.toMatchObject({
      step: "wait",
    });
  });

  it("that its provider did not take: it is sent, rather by another", () => {
    expect(step(aNotice({}))).toEqual({ step: "send", avoid: "aws-sms", doubts: 0 });
  });

  it.each<[string, Traits | undefined, Partial<Notice>, boolean, NextStep]>([
    [
      "asked about where that is possible, from the next day on",
      ASKABLE,
      { at: "2026-11-21T16:59:59.999Z" },
      true,
      { step: "ask", provider: "aws-sms", doubts: 0 },
    ],
    [
      "repeated on the same day by one that could be asked and knows the reference",
      ASKABLE,
      { at: "2026-11-21T17:00:00.000Z" },
      true,
      { step: "repeat", provider: "aws-sms", doubts: 0 },
    ],
    [
      "repeated where the reference is known again",
      HONOURING,
      {},
      true,
      { step: "repeat", provider: "aws-sms", doubts: 0 },
    ],
    ["sent once more otherwise", FORGETFUL, {}, true, { step: "send", avoid: "aws-sms", doubts: 1 }],
    ["not sent a third time", FORGETFUL, { doubts: 1 }, true, { step: "give-up", doubts: 2 }],
    ["not sent again where the law does not ask for it", FORGETFUL, {}, false, { step: "give-up", doubts: 1 }],
    [
      "sent once more where its provider is not configured any more",
      undefined,
      {},
      true,
      { step: "send", avoid: "aws-sms", doubts: 1 },
    ],
  ])(
    "of unknown outcome: it is %s, alike after a lost answer and after a dead worker",
    (_, traits, changes, resendable, expected) => {
      const lapsed = aNotice({ state: "claimed", leaseUntil: AT, ...changes });
      expect(nextStep(lapsed, { at: LATER, resendable, fallback: false, turn: 0 }, () => traits)).toEqual(expected);
      const unanswered = aNotice({ doubtful: "aws-sms", ...changes });
      expect(nextStep(unanswered, { at: LATER, resendable, fallback: false, turn: 0 }, () => traits)).toEqual(expected);
    },
  );
});
