import { refuse } from "../../foundation/refusal.ts";
import { feesDue } from "../../procedures/fees.ts";
import { changeOf } from "../change-set.ts";
import type { Returned } from "../dossier.ts";
import { type Maker, withWords } from "./move-context.ts";

/** The result goes to the citizen. */
export const returnResult: Maker<"return-result"> = (
  dossier,
  { method, trackingNumber = null, receiver },
  { version, act, digest },
) => {
  if (feesDue(version, dossier.channel, "return").length > 0) return refuse("payment-outstanding");
  const after: Returned = { ...dossier, state: "returned", returned: { method, at: act.at, trackingNumber } };
  const change = changeOf(dossier, after, { what: "result-returned", facts: { method, trackingNumber } }, act, digest);
  return withWords(change, { receiver });
};
