import type { Members } from "../check-form.ts";
import { inside } from "../form-faults.ts";
import type { FormField, FormSchema } from "../form-schema.ts";

/** A field of a form where it stands. `top` are those that are no part of a group or a list. */
export type Placed = { pointer: string; field: FormField; top: boolean };

const placed = (pointer: string, field: FormField, top: boolean): Placed[] => {
  const own = { pointer, field, top };
  if (field.type === "object") return [own, ...fieldsIn(pointer, field, false)];
  return field.type === "array" ? [own, ...placed(`${pointer}/items`, field.items, false)] : [own];
};

const fieldsIn = (pointer: string, { properties }: Members, top: boolean): Placed[] =>
  Object.entries(properties).flatMap(([name, field]) => placed(inside(`${pointer}/properties`, name), field, top));

/** Every field of a form, groups before what is in them. */
export const fieldsOf = (form: FormSchema): Placed[] => fieldsIn("/form", form, true);

/** The form and its groups: what has members of its own. */
export const groupsOf = (form: FormSchema): { pointer: string; members: Members }[] => [
  { pointer: "/form", members: form },
  ...fieldsOf(form).flatMap(({ pointer, field }) => (field.type === "object" ? [{ pointer, members: field }] : [])),
];
