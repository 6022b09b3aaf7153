import type { Digest } from "../foundation/base32.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { cancelledIntent } from "./demand.ts";
import { answerBy, isWaiting, type Stopped } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { withoutWaiting } from "./waiting.ts";

/** The payer's account may have been debited in time: the provider or a cashier is to say first whether it was. */
const isHeld = ({ dossier, intents }: DossierRecord): boolean =>
  dossier.state === "payment-due" &&
  intents.some(({ demand, state }) => demand === dossier.demand.id && state === "held");

/** A dossier whose applicant did not pay or answer in time is stopped; null where there is nothing to stop now. */
export const stopOverdue = (record: DossierRecord, act: Act, digest: Digest): ChangeSet | null => {
  const { dossier } = record;
  if (!isWaiting(dossier) || act.at <= answerBy(dossier) || isHeld(record)) return null;
  const [move, stopReason] =
    dossier.state === "payment-due" ? (["unpaid", "unpaid"] as const) : (["lapse", "lapsed"] as const);
  const after: Stopped = { ...withoutWaiting(dossier), state: "stopped", endedAt: act.at, stopReason };
  const happened = {
    what: "dossier-stopped",
    move,
    facts: { reason: stopReason, answerBy: answerBy(dossier) },
  } as const;
  const cancelled = cancelledIntent(record, act.at);
  return { ...changeOf(dossier, after, happened, act, digest), ...(cancelled ? { cancelled } : {}) };
};
