import { describe, expect, it } from "vitest";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { answerSupplement } from "../../../shared/domain/dossiers/answer-supplement.ts";
import { clocksOf } from "../../../shared/domain/dossiers/clocks.ts";
import type {
  Accepted,
  AwaitingSupplement,
  PaymentDueMidway,
  Resolved,
} from "../../../shared/domain/dossiers/dossier.ts";
import type { TrackedEvent } from "../../../shared/domain/dossiers/event.ts";
import { withReturnFeePaid } from "../../../shared/domain/dossiers/payment.ts";
import { standingOf } from "../../../shared/domain/dossiers/standing.ts";
import type { DossierState } from "../../../shared/domain/dossiers/state.ts";
import { blockerOf } from "../../../shared/domain/dossiers/views/blocker.ts";
import { clockViews, dueProofView } from "../../../shared/domain/dossiers/views/clock-views.ts";
import { consumedView } from "../../../shared/domain/dossiers/views/consumed.ts";
import { resumed } from "../../../shared/domain/dossiers/waiting.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { calendar, LAN, procedure, submitted } from "../../builders/dossier.ts";
import { at, granted, local } from "../working-time/calendars.ts";

/** Five working days. */
const notice = await procedure("1.004650");
const filedRecord = submitted(notice, at("2024-05-06 08:00"));
const filed = filedRecord.dossier as Accepted;

const accepted = (moment: string, more: Partial<Accepted> = {}): Accepted => ({
  ...filed,
  state: "accepted",
  acceptedAt: at(moment),
  receivedAt: at(moment),
  dueAt: null,
  provisional: false,
  assignee: "officer-culture-receiver",
  ...more,
});
const asked = (from: Accepted, since: string): AwaitingSupplement & { resume: "accepted" } => ({
  ...from,
  state: "awaiting-supplement",
  requested: [],
  respondBy: at("2024-06-06 08:00"),
  waitingSince: at(since),
  resume: "accepted",
});
const due = (dossier: Accepted, version: ProcedureVersion = notice): string =>
  local(granted(clocksOf(dossier, version, calendar)).dueAt ?? "");
const answeredAt = (dossier: AwaitingSupplement | PaymentDueMidway, moment: string, version = notice): Accepted => {
  const after = resumed(dossier, version, calendar, at(moment));
  if (isRefusal(after)) throw new Error(after.refused);
  return after as Accepted;
};

describe("the clocks of a dossier", () => {
  it("are reckoned anew from acceptance, pauses and all", () => {
    expect(due(accepted("2024-05-06 09:00"))).toBe("2024-05-13 09:00");
    const after = answeredAt(asked(accepted("2024-05-06 09:00"), "2024-05-07 10:00"), "2024-05-09 10:00");
    expect([after.pauses, local(after.dueAt ?? "")]).toEqual([
      [{ from: at("2024-05-07 10:00"), to: at("2024-05-09 10:00") }],
      "2024-05-15 09:00",
    ]);
    const twice = answeredAt(asked(after, "2024-05-14 16:00"), "2024-05-15 08:30");
    expect([twice.pauses?.length, local(twice.dueAt ?? "")]).toEqual([2, "2024-05-15 11:00"]);
  });

  it("begin anew after a supplement where the procedure says so, but not after a payment", () => {
    const anew: ProcedureVersion = { ...notice, clock: { afterSupplement: "restart" } };
    const waiting = asked(accepted("2024-05-06 09:00"), "2024-05-09 10:00");
    expect(local(answeredAt(waiting, "2024-05-10 10:00", anew).dueAt ?? "")).toBe("2024-05-17 10:00");
    const owing: PaymentDueMidway = {
      ...accepted("2024-05-06 09:00"),
      state: "payment-due",
      demand: { id: "request-4", due: "request", amount: 1000, items: [] },
      payBy: at("2024-06-06 08:00"),
      waitingSince: at("2024-05-09 10:00"),
      resume: "accepted",
    };
    const paid = answeredAt(owing, "2024-05-10 10:00", anew);
    expect([local(paid.dueAt ?? ""), paid.restartedAt]).toEqual(["2024-05-14 09:00", undefined]);
  });

  it("count from the next morning where it was accepted after the hour that the procedure names", () => {
    const sameDay: ProcedureVersion = {
      ...notice,
      channels: notice.channels.map((one) => ({ ...one, timeLimit: { value: 8, unit: "working-hour" as const } })),
      clock: { receiptCutOff: "15:00" },
    };
    expect(due(accepted("2024-05-06 14:00"), sameDay)).toBe("2024-05-07 14:00");
    expect(due(accepted("2024-05-06 15:30"), sameDay)).toBe("2024-05-07 17:00");
    expect(due(accepted("2024-05-06 15:30"), { ...sameDay, clock: {} })).toBe("2024-05-07 15:30");
  });

  it("take no time back for an answer that another machine's clock puts before its question", () => {
    const after = answeredAt(asked(accepted("2024-05-06 09:00"), "2024-05-07 10:00"), "2024-05-07 09:59");
    expect([after.pauses, local(after.dueAt ?? "")]).toEqual([
      [{ from: at("2024-05-07 10:00"), to: at("2024-05-07 10:00") }],
      "2024-05-13 09:00",
    ]);
  });

  it("count a pause that began a moment before its receipt from the receipt on", () => {
    const pauses = [{ from: at("2024-05-06 08:59"), to: at("2024-05-06 10:00") }];
    expect(due(accepted("2024-05-06 09:00", { pauses }))).toBe("2024-05-13 10:00");
  });

  it("count pauses one after another where another machine's clock lets them overlap", () => {
    const pauses = [
      { from: at("2024-05-07 10:00"), to: at("2024-05-07 11:00") },
      { from: at("2024-05-07 10:30"), to: at("2024-05-07 11:30") },
    ];
    expect(due(accepted("2024-05-06 09:00", { pauses }))).toBe("2024-05-13 10:30");
  });

  it("keep a promised date, moved by what is paused after it alone", () => {
    const extension = { at: at("2024-05-10 09:00"), dueAt: at("2024-05-20 17:00") };
    const before = { from: at("2024-05-07 10:00"), to: at("2024-05-09 10:00") };
    const since = { from: at("2024-05-14 10:00"), to: at("2024-05-14 11:00") };
    expect(due(accepted("2024-05-06 09:00", { extension, pauses: [before] }))).toBe("2024-05-20 17:00");
    expect(due(accepted("2024-05-06 09:00", { extension, pauses: [before, since] }))).toBe("2024-05-21 08:30");
  });
});

describe("an answer whose new date lies beyond the published years", () => {
  it("is taken: the dossier goes on with its dates as they stood, until the calendar is published", () => {
    const extension = { at: at("2024-05-07 09:00"), dueAt: at("2042-05-20 17:00") };
    const dueAt = at("2024-05-13 09:00");
    const waiting = asked(accepted("2024-05-06 09:00", { extension, dueAt }), "2024-05-07 10:00");
    const record = { ...filedRecord, dossier: waiting };
    const act = { commandId: "answer", bodyHash: "body", actor: LAN, at: at("2024-05-09 10:00") };
    const change = answerSupplement(record, notice, new Set(), calendar, act, sha256);
    if (isRefusal(change)) throw new Error(change.refused);
    expect(change.after).toMatchObject({ state: "accepted", dueAt, pauses: [{ from: at("2024-05-07 10:00") }] });
  });
});

describe("what is shown of them", () => {
  const context = { version: notice, calendar, language: "vi" as const };

  it("are the minutes left, those that it had when it was paused", () => {
    const dossier = accepted("2024-05-06 09:00", { dueAt: at("2024-05-13 09:00") });
    const running = { ...dossier, step: { ...dossier.step, dueAt: at("2024-05-13 09:00") } };
    const now = at("2024-05-13 08:00");
    expect(clockViews(running, { ...context, now }).map((view) => [view.clock, view.remainingWorkingMinutes])).toEqual([
      ["whole", 60],
      ["step", 60],
    ]);
    const paused = asked(running, "2024-05-10 16:00");
    const later = clockViews(paused, { ...context, now: at("2024-05-20 08:00") });
    expect(later.map((view) => [view.clock, view.remainingWorkingMinutes, view.late])).toEqual([
      ["supplement", 13 * 480, false],
      ["whole", 150, false],
      ["step", 150, false],
    ]);
  });

  it("are none of a dossier that has ended", () => {
    const ended = {
      ...accepted("2024-05-06 09:00"),
      state: "stopped",
      endedAt: at("2024-05-07 09:00"),
      stopReason: "decided",
    };
    expect(clockViews(ended as never, { ...context, now: at("2024-05-20 08:00") })).toEqual([]);
  });

  it("is a proof that says when a corrected calendar has not moved the dossier yet", () => {
    const view = dueProofView(accepted("2024-05-06 09:00", { dueAt: at("2024-05-10 09:00") }), {
      ...context,
      now: at("2024-05-07 09:00"),
    });
    expect([view?.pending, view?.sum]).toEqual([true, { counts: 5, gives: 0 }]);
  });
});

describe("whom the time went to", () => {
  const event = (moment: string, to: DossierState, unit = "culture"): TrackedEvent =>
    ({ at: at(moment), to, unit, code: "000.00.04.H40-240506-0001" }) as TrackedEvent;
  const spent = (events: TrackedEvent[], now: string) =>
    consumedView(events, { register: organisationRegister, calendar, now: at(now) });

  it("is told apart: unit, applicant, payment; and what nobody reports is null", () => {
    const events = [
      event("2024-05-06 08:00", "payment-due"),
      event("2024-05-06 09:00", "submitted"),
      event("2024-05-06 11:00", "accepted"),
      event("2024-05-06 14:00", "awaiting-supplement"),
      event("2024-05-07 14:00", "processing"),
    ];
    expect(spent(events, "2024-05-07 16:00")).toEqual({
      payment: 60,
      unit: 120 + 90 + 120,
      citizen: 480,
      otherAgency: 0,
      post: null,
      byUnit: [{ unit: { id: "culture", name: expect.any(String) }, minutes: 330 }],
    });
  });

  it("ends with the dossier", () => {
    const events = [event("2024-05-06 08:00", "submitted"), event("2024-05-06 09:00", "refused")];
    expect(spent(events, "2024-06-06 09:00")?.unit).toBe(60);
  });

  it("is not told where no calendar is published for it", () => {
    expect(spent([event("2024-05-06 08:00", "submitted")], "2028-05-06 08:00")).toBeNull();
  });
});

describe("a fee due on return", () => {
  const resolved: Resolved = {
    ...accepted("2024-05-06 09:00"),
    state: "resolved",
    decision: { outcome: "granted", number: null, documentId: null, by: "x", at: at("2024-05-08 09:00") },
    owesReturnFee: true,
  };
  const names = { unit: "Phòng Văn hóa", officer: null, step: null };
  const who = (dossier: Resolved): string => blockerOf(standingOf(dossier), names, at("2024-05-09 09:00")).who;

  it("is what a decided dossier waits for, until it is in", () => {
    expect([who(resolved), who(withReturnFeePaid(resolved) as Resolved)]).toEqual(["payment", "unit"]);
  });
});
