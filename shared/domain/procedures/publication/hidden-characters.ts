import { type Fault, fault, type Refusal, refuse } from "../../foundation/refusal.ts";
import { NOTHING_HIDDEN } from "../../foundation/written-text.ts";
import { inside } from "../form-faults.ts";

const faultsIn = (value: unknown, pointer: string): Fault[] => {
  if (typeof value === "string")
    return NOTHING_HIDDEN.test(value)
      ? []
      : [
          fault(
            pointer,
            "hidden-character",
            "Có ký tự điều khiển không nhìn thấy. Hãy xóa rồi gõ lại đoạn này.",
            "It holds a control character that nobody sees. Delete this text and type it again.",
          ),
        ];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...faultsIn(name, inside(pointer, name)),
    ...faultsIn(member, inside(pointer, name)),
  ]);
};

/** Refuses texts of a draft with characters that hide, at once and not only when it is published; null where all are seen. */
export const hiddenCharacters = (given: unknown): Refusal | null => {
  const faults = faultsIn(given, "");
  return faults.length > 0 ? refuse("version-draft-invalid", { faults }) : null;
};
