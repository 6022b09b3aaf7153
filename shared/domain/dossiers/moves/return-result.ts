import { refuse } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import { openDemand } from "../demand.ts";
import type { Returned } from "../dossier.ts";
import { type Maker, withWords } from "./move-context.ts";

/** The result goes to the citizen. */
export const returnResult: Maker<"return-result"> = (
  dossier,
  { method, trackingNumber = null, receiver },
  { record, version, act, digest },
) => {
  if (openDemand(record, version) !== null) return refuse("payment-outstanding");
  const after: Returned = { ...dossier, state: "returned", returned: { method, at: act.at, trackingNumber } };
  const change = changeOf(
    dossier,
    after,
    { what: "result-returned", move: "return-result", facts: { method, trackingNumber } },
    act,
    digest,
  );
  return withWords(change, { receiver });
};
