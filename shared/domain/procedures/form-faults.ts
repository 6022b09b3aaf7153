import { type Fault, fault } from "../foundation/refusal.ts";
import type { FormField } from "./form-schema.ts";
import type { Filing } from "./when.ts";

/** No reader works through more faults than this, and a reply has a size. */
const MAX_FAULTS = 50;

/** A draft may still miss things: what is there must be able to become right. A complete form is judged as it is filed. */
export type Context = { faults: Fault[] } & ({ strictness: "draft" } | { strictness: "complete"; filing: Filing });

export const add = ({ faults }: Context, pointer: string, code: string, vi: string, en: string): void => {
  if (faults.length < MAX_FAULTS) faults.push(fault(pointer, code, vi, en));
};

export const inside = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

export const addMissing = (context: Context, pointer: string, field: FormField): void => {
  const en = field["x-en"].title;
  if (field.type === "boolean") {
    add(context, pointer, "required", `Cần xác nhận: ${field.title}.`, `Please confirm: ${en}.`);
  } else if (field.type === "string" && field.enum) {
    add(context, pointer, "required", `Cần chọn ${field.title}.`, `Choose: ${en}.`);
  } else {
    add(context, pointer, "required", `Cần ghi ${field.title}.`, `Enter: ${en}.`);
  }
};

export const TYPES: Record<FormField["type"], { vi: string; en: string; is: (value: unknown) => boolean }> = {
  string: { vi: "chữ", en: "text", is: (value) => typeof value === "string" },
  integer: { vi: "số nguyên", en: "a whole number", is: Number.isSafeInteger },
  number: { vi: "số", en: "a number", is: Number.isFinite },
  boolean: { vi: "đúng hoặc sai", en: "true or false", is: (value) => typeof value === "boolean" },
  array: { vi: "danh sách", en: "a list", is: Array.isArray },
  object: {
    vi: "nhóm mục",
    en: "a group of fields",
    is: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  },
};

export const addWrongForm = (context: Context, pointer: string, field: FormField): void => {
  const hint = field["x-hint"];
  const hintEn = field["x-en"].hint;
  add(
    context,
    pointer,
    "wrong-format",
    hint ? `${field.title} chưa đúng: ${hint}` : `${field.title} chưa đúng dạng.`,
    hintEn ? `${field["x-en"].title} is not right: ${hintEn}` : `${field["x-en"].title} has the wrong form.`,
  );
};

/** Of a text with a control character or one that turns it round. */
export const addHidden = (context: Context, pointer: string, field: FormField): void => {
  const vi = `${field.title} có ký tự ẩn không nhìn thấy. Hãy xóa rồi gõ lại.`;
  const en = `${field["x-en"].title} holds a character that nobody sees. Delete it and type it again.`;
  add(context, pointer, "hidden-character", vi, en);
};
