import { refuse } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import { openDemand } from "../demand.ts";
import type { Returned } from "../dossier.ts";
import { sealed } from "../words.ts";
import type { Maker } from "./move-context.ts";

/** The result goes to the citizen. */
export const returnResult: Maker<"return-result"> = (dossier, { method, trackingNumber = null, receiver }, context) => {
  const { record, version, act, digest } = context;
  if (openDemand(record, version) !== null) return refuse("payment-outstanding");
  const after: Returned = { ...dossier, state: "returned", returned: { method, at: act.at, trackingNumber } };
  const facts = { method, trackingNumber };
  const happened = { what: "result-returned", move: "return-result", facts, ...sealed({ receiver }, context) } as const;
  return changeOf(dossier, after, happened, act, digest);
};
