import * as z from "zod";
import type { Fault } from "../foundation/refusal.ts";
import { NOTHING_HIDDEN, SOMETHING_SEEN } from "../foundation/written-text.ts";
import { add, addHidden, addMissing, addWrongForm, type Context, inside, TYPES } from "./form-faults.ts";
import { type FormField, type FormSchema, type TextField, testsOf } from "./form-schema.ts";
import { type Circumstances, type Filing, holds } from "./when.ts";

export type Members = Pick<FormSchema, "properties" | "required" | "allOf">;

const FORMATS = { date: z.iso.date(), email: z.email() };

const checkText = (context: Context, pointer: string, field: TextField, text: string): void => {
  const { title, minLength = 0, maxLength, pattern, format } = field;
  const en = field["x-en"].title;
  const length = [...text].length;
  if (maxLength !== undefined && length > maxLength) {
    // A pattern is never tried on a longer text than its cost was reckoned for.
    add(context, pointer, "too-long", `${title} tối đa ${maxLength} ký tự.`, `${en}: at most ${maxLength} characters.`);
    return;
  }
  const blank = !SOMETHING_SEEN.test(text);
  if (field.enum && !field.enum.includes(text)) {
    if (blank && context.strictness === "complete") {
      addMissing(context, pointer, field);
      return;
    }
    const allowed = field.enum.map((value) => field["x-labels"]?.[value] ?? { vi: value, en: value });
    const vi = allowed.map((label) => label.vi).join(", ");
    const labels = allowed.map((label) => label.en).join(", ");
    add(context, pointer, "not-allowed", `${title} chỉ nhận: ${vi}.`, `${en}: choose one of ${labels}.`);
    return;
  }
  if (context.strictness === "draft") return;
  if (!NOTHING_HIDDEN.test(text)) {
    addHidden(context, pointer, field);
    return;
  }
  const wrong =
    (text.trim() !== "" && blank) ||
    length < minLength ||
    (pattern !== undefined && !new RegExp(pattern, "u").test(text)) ||
    (format !== undefined && !FORMATS[format].safeParse(text).success);
  if (wrong && blank) addMissing(context, pointer, field);
  else if (wrong && length < minLength) {
    add(
      context,
      pointer,
      "too-short",
      `${title} ít nhất ${minLength} ký tự.`,
      `${en}: at least ${minLength} characters.`,
    );
  } else if (wrong) addWrongForm(context, pointer, field);
};

const checkNumber = (
  context: Context,
  pointer: string,
  field: FormField & { type: "integer" | "number" },
  value: number,
) => {
  const { title, minimum, maximum } = field;
  const en = field["x-en"].title;
  if (context.strictness === "draft") return;
  if (minimum !== undefined && value < minimum) {
    add(context, pointer, "too-small", `${title} ít nhất là ${minimum}.`, `${en}: at least ${minimum}.`);
  } else if (maximum !== undefined && value > maximum) {
    add(context, pointer, "too-big", `${title} nhiều nhất là ${maximum}.`, `${en}: at most ${maximum}.`);
  }
};

const checkField = (context: Context, pointer: string, field: FormField, value: unknown): void => {
  const { title } = field;
  const en = field["x-en"].title;
  const type = TYPES[field.type];
  if (!type.is(value)) {
    add(context, pointer, "wrong-type", `${title} phải là ${type.vi}.`, `${en} must be ${type.en}.`);
    return;
  }
  switch (field.type) {
    case "string":
      checkText(context, pointer, field, value as string);
      return;
    case "integer":
    case "number":
      checkNumber(context, pointer, field, value as number);
      return;
    case "boolean":
      if (field.const === true && value !== true && context.strictness === "complete") {
        addMissing(context, pointer, field);
      }
      return;
    case "object":
      checkMembers(context, pointer, field, value as Record<string, unknown>);
      return;
    case "array": {
      const { items, minItems = 0, maxItems } = field;
      const list = value as unknown[];
      if (list.length > maxItems) {
        add(context, pointer, "too-many", `${title}: tối đa ${maxItems} mục.`, `${en}: at most ${maxItems} items.`);
        return;
      }
      if (list.length < minItems && context.strictness === "complete") {
        add(context, pointer, "too-few", `${title}: cần ít nhất ${minItems} mục.`, `${en}: at least ${minItems}.`);
      }
      list.forEach((item, at) => {
        checkField(context, `${pointer}/${at}`, items, item);
      });
    }
  }
};

/** What a form or a group of it wants filled in beside these answers, of a dossier filed so. */
export const requiredOf = (
  { properties, required, allOf = [] }: Members,
  value: Record<string, unknown>,
  filing: Filing,
): Set<string> => {
  const given = (name: string): boolean => Object.hasOwn(value, name);
  const met = (condition: NonNullable<Members["allOf"]>[number]): boolean =>
    condition.if.required.every(given) &&
    testsOf(condition).every(
      (test) => !("formField" in test && given(test.formField)) || holds([test], { ...filing, form: value }),
    );
  const wanted = Object.entries(properties).filter(([, { "x-when": when }]) => when && holds(when, filing));
  return new Set([
    ...required,
    ...allOf.filter(met).flatMap((condition) => condition.then.required),
    ...wanted.map(([name]) => name),
  ]);
};

const checkDateOrder = (context: Context, pointer: string, { properties }: Members, value: Record<string, unknown>) => {
  for (const [name, field] of Object.entries(properties)) {
    const earlier = field.type === "string" ? field["x-not-before"] : undefined;
    if (field.type !== "string" || earlier === undefined) continue;
    const [from, to] = [value[earlier], value[name]].map((date) => FORMATS.date.safeParse(date).data);
    const other = properties[earlier];
    if (other === undefined || from === undefined || to === undefined || to >= from) continue;
    const en = `${field["x-en"].title} may not be before: ${other["x-en"].title}.`;
    add(context, inside(pointer, name), "date-before", `${field.title} không được trước ${other.title}.`, en);
  }
};

const checkMembers = (context: Context, pointer: string, members: Members, value: Record<string, unknown>): void => {
  const { properties } = members;
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(properties, name)) continue;
    add(context, inside(pointer, name), "unknown-member", "Biểu mẫu không có mục này.", "The form has no such field.");
  }
  const required = context.strictness === "complete" ? requiredOf(members, value, context.filing) : new Set<string>();
  for (const [name, field] of Object.entries(properties)) {
    const at = inside(pointer, name);
    if (Object.hasOwn(value, name)) checkField(context, at, field, value[name]);
    else if (required.has(name)) addMissing(context, at, field);
  }
  if (context.strictness === "complete") checkDateOrder(context, pointer, members, value);
};

const isObject = (value: unknown): value is Record<string, unknown> => TYPES.object.is(value);

const check = (schema: FormSchema, form: unknown, circumstances: Circumstances | null): Fault[] => {
  const faults: Fault[] = [];
  const context: Context =
    circumstances === null
      ? { strictness: "draft", faults }
      : { strictness: "complete", faults, filing: { ...circumstances, form: isObject(form) ? form : {} } };
  if (!isObject(form)) {
    add(context, "/form", "wrong-type", "Biểu mẫu phải là một đối tượng JSON.", "The form must be a JSON object.");
  } else {
    checkMembers(context, "/form", schema, form);
  }
  return context.faults;
};

/**
 * What keeps a form from being filed in these circumstances, each with its pointer under `/form`; at most 50, empty
 * when it is complete. An answer that nothing asks for there is no fault.
 */
export const checkForm = (schema: FormSchema, form: unknown, circumstances: Circumstances): Fault[] =>
  check(schema, form, circumstances);

/**
 * What no further typing could make right in a draft: wrong types, unknown members, choices not offered, text or
 * lists too long. Missing and half-written answers are allowed.
 */
export const checkFormShape = (schema: FormSchema, form: unknown): Fault[] => check(schema, form, null);
