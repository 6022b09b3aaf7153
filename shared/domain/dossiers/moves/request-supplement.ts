import { type Fault, fault, refuse } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import type { AwaitingSupplement, RequestedItem } from "../dossier.ts";
import { daysAfter } from "../waiting.ts";
import { sealed } from "../words.ts";
import type { Maker, MoveContext } from "./move-context.ts";
import type { RequestOf } from "./move-request.ts";

/** No applicant is waited for longer than this, whoever sets the date. */
const LONGEST_DAYS = 366;

const unknownItem = (pointer: string): Fault =>
  fault(
    pointer,
    "not-listed",
    "Thủ tục không có giấy tờ hoặc mục khai này.",
    "The procedure has no such document or form field.",
  );

const checkItems = ({ items }: RequestOf<"request-supplement">, { version }: MoveContext): Fault[] => {
  const seen = new Set<string>();
  return items.flatMap((item, index): Fault[] => {
    const isPaper = "requirement" in item;
    const name = isPaper ? item.requirement : item.formField;
    const member = isPaper ? "requirement" : "formField";
    const pointer = `/items/${index}/${member}`;
    const known = isPaper
      ? version.documents.some(({ id }) => id === name)
      : Object.hasOwn(version.form.properties, name);
    if (!known) return [unknownItem(pointer)];
    const twice = seen.has(`${member} ${name}`);
    seen.add(`${member} ${name}`);
    return twice ? [fault(pointer, "twice", "Mục này đã nêu ở trên.", "This is asked for above.")] : [];
  });
};

const checkMoment = (respondBy: string, { act }: MoveContext): Fault[] => {
  if (respondBy > act.at && respondBy <= daysAfter(act.at, LONGEST_DAYS)) return [];
  const vi = `Hạn bổ sung phải ở tương lai và không quá ${LONGEST_DAYS} ngày.`;
  return [fault("/respondBy", "out-of-range", vi, `Must be to come, within ${LONGEST_DAYS} days.`)];
};

/**
 * The applicant is asked to complete the dossier; its clock stands still until the answer. Once, and again only with
 * somebody else's approval, which `check-move.ts` asks for.
 */
export const requestSupplement: Maker<"request-supplement"> = (dossier, request, context) => {
  const { act, digest, terms } = context;
  const respondBy = request.respondBy ?? daysAfter(act.at, terms.supplementWithinDays);
  const faults = [...checkItems(request, context), ...checkMoment(respondBy, context)];
  if (faults.length > 0) return refuse("body-invalid", { faults });
  const requested = request.items.map(
    (item): RequestedItem =>
      "requirement" in item
        ? { requirement: item.requirement, answered: false }
        : { formField: item.formField, answered: false },
  );
  const supplements = (dossier.supplements ?? 0) + 1;
  const asked = { state: "awaiting-supplement", requested, respondBy, waitingSince: act.at, supplements } as const;
  const { supplementApproval: _, ...before } = dossier;
  const after: AwaitingSupplement =
    before.state === "submitted"
      ? { ...before, ...asked, resume: "submitted" }
      : { ...before, ...asked, resume: before.state };
  const words = sealed({ items: request.items }, context);
  const happened = {
    what: "supplement-requested",
    move: "request-supplement",
    facts: {},
    ...words,
  } as const;
  return changeOf(dossier, after, happened, act, digest);
};
