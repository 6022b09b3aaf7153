import { changeOf } from "../change-set.ts";
import type { Stopped } from "../dossier.ts";
import { sealed } from "../words.ts";
import type { Maker } from "./move-context.ts";

/** A leader stops the dossier: the conditions are not met, with the reason. */
export const stop: Maker<"stop"> = (dossier, { reason }, context) => {
  const { act, digest } = context;
  const after: Stopped = { ...dossier, state: "stopped", endedAt: act.at, stopReason: "decided" };
  const facts = { reason: "decided" };
  const happened = { what: "dossier-stopped", move: "stop", facts, ...sealed({ reason }, context) } as const;
  return changeOf(dossier, after, happened, act, digest);
};
