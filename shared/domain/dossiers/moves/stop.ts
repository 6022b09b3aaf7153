import { changeOf } from "../change-set.ts";
import type { Stopped } from "../dossier.ts";
import { type Maker, withWords } from "./move-context.ts";

/** A leader stops the dossier: the conditions are not met, with the reason. */
export const stop: Maker<"stop"> = (dossier, { reason }, { act, digest }) => {
  const after: Stopped = { ...dossier, state: "stopped", endedAt: act.at, stopReason: "decided" };
  const facts = { reason: "decided" };
  return withWords(changeOf(dossier, after, { what: "dossier-stopped", move: "stop", facts }, act, digest), { reason });
};
