import type { DossierEvent } from "../dossiers/event.ts";
import type { TemplateName } from "./templates.ts";

const STOPPED: Record<string, TemplateName> = {
  unpaid: "stopped-unpaid",
  lapsed: "stopped-lapsed",
  decided: "stopped",
};

/** The words that tell of an event; undefined where nobody is told of it. */
export const templateOf = ({ what, from, to, facts, changed }: DossierEvent): TemplateName | undefined => {
  switch (what) {
    case "dossier-submitted":
      return to === "payment-due" ? "payment-due" : "submitted";
    case "payment-confirmed":
      if (from === to) return undefined;
      return to === "submitted" ? "submitted-paid" : "payment-received";
    case "dossier-accepted":
      return to === "payment-due" ? "accepted-payment-due" : "accepted";
    case "dossier-assigned":
    case "step-completed":
      return from === to ? undefined : "processing";
    case "dossier-decided":
      return facts.outcome === "denied" ? "resolved-denied" : "resolved";
    case "dossier-stopped":
      return STOPPED[String(facts.reason)];
    case "dossier-refused":
      return "refused";
    case "dossier-withdrawn":
      return "withdrawn";
    case "dossier-extended":
      return "extended";
    case "dates-corrected":
      if (changed.dueAt !== undefined) return "due-corrected";
      return changed.acceptBy === undefined ? undefined : "acceptance-corrected";
    case "supplement-requested":
    case "supplement-answered":
    case "payment-requested":
    case "refund-completed":
      return what;
    case "result-returned":
      return facts.method === "post" ? "posted" : "returned";
    default:
      return undefined;
  }
};
