import type { Digest } from "../foundation/base32.ts";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { cancelledIntent } from "./demand.ts";
import type { Withdrawn } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { statesBefore } from "./moves/moves.ts";
import { withoutWaiting } from "./waiting.ts";
import { type Sealing, sealed } from "./words.ts";

/** The applicant takes the dossier back before a decision; an open payment is cancelled. */
export const withdrawDossier = (
  record: DossierRecord,
  reason: string,
  act: Act,
  digest: Digest,
  sealing: Sealing,
): ChangeSet | Refusal => {
  const { dossier } = record;
  if (dossier.state === "draft" || !statesBefore("withdrawal").includes(dossier.state)) {
    return refuse("move-not-allowed", { facts: { state: dossier.state, move: "withdrawal" } });
  }
  const after: Withdrawn = { ...withoutWaiting(dossier), state: "withdrawn", endedAt: act.at };
  const words = sealed({ reason }, { record, act, sealing });
  const cancelled = cancelledIntent(record, act.at);
  return {
    ...changeOf(dossier, after, { what: "dossier-withdrawn", move: "withdrawal", ...words }, act, digest),
    ...(cancelled ? { cancelled } : {}),
  };
};
