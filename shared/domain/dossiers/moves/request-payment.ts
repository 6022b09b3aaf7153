import { fault, refuse } from "../../foundation/refusal.ts";
import { MOST_VND } from "../../payments/money.ts";
import { changeOf } from "../change-set.ts";
import type { Demand, PaymentDueMidway } from "../dossier.ts";
import { daysAfter } from "../waiting.ts";
import type { Maker } from "./move-context.ts";

/** A fee or charge is asked for while the dossier is worked on; its clock stands still until it is paid. */
export const requestPayment: Maker<"request-payment"> = (dossier, { items }, { act, digest, terms }) => {
  const amount = items.reduce((sum, item) => sum + item.amount, 0);
  if (amount > MOST_VND) {
    const words = fault("/items", "too-large", "Tổng số tiền quá lớn.", "The sum is too large.");
    return refuse("body-invalid", { faults: [words] });
  }
  const id = `request-${dossier.version + 1}`;
  const demand: Demand = {
    id,
    due: "request",
    amount,
    items: items.map((item, index) => ({ id: `${id}-${index + 1}`, ...item })),
  };
  const after: PaymentDueMidway = {
    ...dossier,
    state: "payment-due",
    demand,
    payBy: daysAfter(act.at, terms.payWithinDays),
    waitingSince: act.at,
    resume: dossier.state,
  };
  const facts = { amount };
  return changeOf(dossier, after, { what: "payment-requested", move: "request-payment", facts }, act, digest);
};
