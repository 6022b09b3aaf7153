import { isRefusal } from "../../foundation/refusal.ts";
import { timeLimitOf } from "../../procedures/limits.ts";
import { dueOf } from "../../working-time/due.ts";
import { changeOf } from "../change-set.ts";
import { demandOf } from "../demand.ts";
import type { Accepted, PaymentDueMidway } from "../dossier.ts";
import { daysAfter } from "../waiting.ts";
import { sealed } from "../words.ts";
import { handled, type Maker } from "./move-context.ts";

/** Receipt (tiếp nhận): the limit begins to run, and stands still at once where a fee is due on acceptance. */
export const accept: Maker<"accept"> = (dossier, { note }, context) => {
  const { record, version, calendar, terms, officer, act, digest } = context;
  const limit = timeLimitOf(version, dossier);
  const due =
    limit === null
      ? { receivedAt: act.at, dueAt: null, provisional: false }
      : dueOf(calendar, act.at, limit, version.clock?.receiptCutOff);
  if (isRefusal(due)) return due;
  const accepted: Accepted = {
    ...dossier,
    ...due,
    state: "accepted",
    acceptedAt: act.at,
    step: { ...dossier.step, dueAt: due.dueAt },
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  const demand = demandOf(version, { dossier, person: record.person }, "acceptance", act.at);
  const payBy = daysAfter(act.at, terms.payWithinDays);
  const after: Accepted | PaymentDueMidway =
    demand === null
      ? accepted
      : { ...accepted, state: "payment-due", demand, payBy, waitingSince: act.at, resume: "accepted" };
  const facts = {
    provisional: due.provisional,
    ...(demand === null ? {} : { amount: demand.amount }),
  };
  const happened = { what: "dossier-accepted", move: "accept", facts, ...sealed({ note }, context) } as const;
  return changeOf(dossier, after, happened, act, digest);
};
