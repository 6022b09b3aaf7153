import * as z from "zod";
import { MOST_TRIES, triesOf } from "./pattern-cost.ts";
import { BOUNDED, Length, type Test, When } from "./when.ts";

/**
 * The part of JSON Schema 2020-12 that forms are written in. It is closed: a keyword that `checkForm` does not
 * know cannot enter a published form, so what is published is what is checked. Members that begin with `x-` are
 * annotations, except two that no standard keyword can say. `x-not-before`: a date may not precede another. `x-when`,
 * on a field: it is required where all of these tests hold, of the case, the kind of applicant, the way of filing and
 * the answers at the top of the form, written as the conditions of fees and papers are; elsewhere it may stay empty.
 * What depends on answers alone is written with `if` and `then`, so a validator that knows nothing of `x-when` finds
 * each fault but an empty field, and never one that the submission does not find.
 */
const English = z.strictObject({ title: z.string().min(1), hint: z.string().min(1).optional() });

const labelled = {
  title: z.string().min(1),
  description: z.string().optional(),
  /** How to fill it in right, shown with the fault when the value has the wrong form. */
  "x-hint": z.string().min(1).optional(),
  "x-en": English,
  "x-when": When.optional(),
};

/** What a signed-in identity can say: claims of the citizen's token and the applicant's particulars. */
const Prefill = z.enum(["fullName", "identityNumber", "taxCode", "phone", "email", "address", "dateOfBirth"]);
export type Prefill = z.infer<typeof Prefill>;

const Pattern = z.string().refine(
  (pattern) => {
    try {
      new RegExp(pattern, "u");
      return true;
    } catch {
      return false;
    }
  },
  { error: "Not a regular expression.", params: { fault: "pattern-broken" } },
);

const TextField = z
  .strictObject({
    type: z.literal("string"),
    ...labelled,
    minLength: z.int().min(1).optional(),
    maxLength: z.int().min(1).max(10_000).optional(),
    pattern: Pattern.optional(),
    format: z.enum(["date", "email"]).optional(),
    enum: z.array(z.string().min(1)).min(1).optional(),
    "x-labels": z.record(z.string(), z.strictObject({ vi: z.string().min(1), en: z.string().min(1) })).optional(),
    /** What the identity of who is signed in says of it; see `prefill.ts`. */
    "x-prefill": Prefill.optional(),
    /** Name of a date field beside it that this date may not precede. */
    "x-not-before": z.string().optional(),
  })
  .refine(({ pattern, maxLength }) => pattern === undefined || maxLength !== undefined, {
    error: "A pattern needs a maxLength, which its cost depends on.",
    params: { fault: "pattern-unbounded" },
  })
  .refine(({ pattern, maxLength }) => !(pattern && maxLength) || triesOf(pattern, maxLength) <= MOST_TRIES, {
    // A short text alone is no bound: `^(\S+\s?)+$` takes seconds over thirty characters.
    error: `Texts of this maxLength may be tried against the pattern in more than ${MOST_TRIES} ways.`,
    path: ["pattern"],
    params: { fault: "pattern-costly" },
  });

const NumberField = z.strictObject({
  type: z.enum(["integer", "number"]),
  ...labelled,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

const BooleanField = z.strictObject({ type: z.literal("boolean"), ...labelled, const: z.literal(true).optional() });

const Scalar = z.discriminatedUnion("type", [TextField, NumberField, BooleanField]);

/** The keywords that `if` tests an answer with: one of a few choices, a number, how many entries a list has. */
const Tested = z.union([
  z.strictObject({ enum: z.array(z.string()).min(1) }),
  z
    .strictObject({
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      exclusiveMaximum: z.number().optional(),
    })
    .refine(...BOUNDED),
  z.strictObject({ minItems: Length.optional(), maxItems: Length.optional() }).refine(...BOUNDED),
]);

/** `if` tests answers, `then` requires others. */
const Condition = z.strictObject({
  if: z.strictObject({
    properties: z.record(z.string(), Tested),
    required: z.array(z.string()).min(1),
  }),
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
  then: z.strictObject({ required: z.array(z.string()).min(1) }),
});

const members = {
  type: z.literal("object"),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
  allOf: z.array(Condition).optional(),
};

const GroupField = z.strictObject({ ...members, ...labelled, properties: z.record(z.string(), Scalar) });

const ListField = z.strictObject({
  type: z.literal("array"),
  ...labelled,
  minItems: z.int().min(1).optional(),
  maxItems: z.int().min(1),
  items: z.discriminatedUnion("type", [TextField, NumberField, GroupField]),
});

/** One field of a form. Groups and lists hold plain fields: deeper than that no paper form goes. */
const FormField = z.discriminatedUnion("type", [TextField, NumberField, BooleanField, GroupField, ListField]);
export type FormField = z.infer<typeof FormField>;
export type TextField = z.infer<typeof TextField>;

type Condition = z.infer<typeof Condition>;

type Members = {
  properties: Record<string, FormField>;
  required: string[];
  allOf?: Condition[] | undefined;
};

const testOf = (formField: string, tested: z.infer<typeof Tested>): Test => {
  if ("enum" in tested) return { formField, values: tested.enum };
  if ("minItems" in tested || "maxItems" in tested) {
    return { formField, count: { min: tested.minItems, max: tested.maxItems } };
  }
  const { minimum, maximum, exclusiveMaximum } = tested as {
    [Keyword in "minimum" | "maximum" | "exclusiveMaximum"]?: number;
  };
  return { formField, range: { min: minimum, max: maximum, below: exclusiveMaximum } };
};

/** The tests of an `if`, written as all conditions are. */
export const testsOf = ({ if: { properties } }: Condition): Test[] =>
  Object.entries(properties).map(([name, tested]) => testOf(name, tested));

type Named = { path: (string | number)[]; name: string };

/** Names that conditions, requirements and date rules mention but the form does not have, each with its place. */
const unknownNames = ({ properties, required, allOf = [] }: Members): Named[] => {
  const listed = (path: (string | number)[], names: string[]): Named[] =>
    names.map((name, at) => ({ path: [...path, at], name }));
  const named = [
    ...listed(["required"], required),
    ...allOf.flatMap((condition, at) => [
      ...Object.keys(condition.if.properties).map((name) => ({ path: ["allOf", at, "if", "properties", name], name })),
      ...listed(["allOf", at, "if", "required"], condition.if.required),
      ...listed(["allOf", at, "then", "required"], condition.then.required),
    ]),
    ...Object.entries(properties).flatMap(([at, field]): Named[] => {
      const name = field.type === "string" ? field["x-not-before"] : undefined;
      return name === undefined ? [] : [{ path: ["properties", at, "x-not-before"], name }];
    }),
  ];
  const inside = Object.entries(properties).flatMap(([name, field]) => {
    const [group, path] =
      field.type === "array" ? [field.items, ["properties", name, "items"]] : [field, ["properties", name]];
    return group.type === "object"
      ? unknownNames(group).map((unknown) => ({ ...unknown, path: [...path, ...unknown.path] }))
      : [];
  });
  return [...named.filter(({ name }) => !Object.hasOwn(properties, name)), ...inside];
};

/** Fields that an `x-when` asks about but the form does not have: wherever it stands, it asks of the top of the form. */
const unknownInWhen = ({ properties }: Members, top: Members, path: (string | number)[] = []): Named[] =>
  Object.entries(properties).flatMap(([name, field]) => {
    const own = [...path, "properties", name];
    const asked = (field["x-when"] ?? []).flatMap((test, at): Named[] =>
      "formField" in test && !Object.hasOwn(top.properties, test.formField)
        ? [{ path: [...own, "x-when", at, "formField"], name: test.formField }]
        : [],
    );
    const [group, inner] = field.type === "array" ? [field.items, [...own, "items"]] : [field, own];
    return group.type === "object" ? [...asked, ...unknownInWhen(group, top, inner)] : asked;
  });

/** The form of a procedure: one self-contained schema whose first example is a valid filling. */
export const FormSchema = z
  .strictObject({
    $schema: z.literal("https://json-schema.org/draft/2020-12/schema"),
    ...members,
    ...labelled,
    properties: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), FormField),
    examples: z.array(z.record(z.string(), z.unknown())).min(1),
  })
  .superRefine((form, context) => {
    for (const { path, name } of [...unknownNames(form), ...unknownInWhen(form, form)]) {
      const message = `The form names a field it does not have: ${name}.`;
      context.addIssue({ code: "custom", path, message, params: { fault: "field-missing", name } });
    }
  });
export type FormSchema = z.infer<typeof FormSchema>;
