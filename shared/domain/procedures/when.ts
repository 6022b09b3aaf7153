import * as z from "zod";

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
export const FormFieldName = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/** How a dossier is filed. */
export const Way = z.enum(["online", "counter", "post"]);
export type Way = z.infer<typeof Way>;

/** Whom a dossier is for. */
export const ApplicantKind = z.enum(["individual", "organisation"]);
export type ApplicantKind = z.infer<typeof ApplicantKind>;

/** A range says where it begins or where it ends. */
export const BOUNDED = [
  (range: object) => Object.values(range).some((bound) => bound !== undefined),
  { error: "A range needs a bound.", params: { fault: "range-boundless" } },
] as const;

/** Numbers, whole or not: `min` and `max` are among them, `below` is not. */
const Range = z
  .strictObject({ min: z.number().optional(), max: z.number().optional(), below: z.number().optional() })
  .refine(...BOUNDED);

/** How many entries a list has. */
export const Length = z.int().min(0).max(10_000);
const Count = z.strictObject({ min: Length.optional(), max: Length.optional() }).refine(...BOUNDED);
export type Bounds = { min?: number | undefined; max?: number | undefined; below?: number | undefined };

/**
 * One thing that a filing is asked: its case, whom it is for, how it is filed, or an answer at the top of its form. Of
 * an answer: whether it is one of a few choices, a number within a range, or a list of so many entries. A number that
 * is not given lies in no range; a list that is not given has no entry.
 */
export const Test = z.union([
  z.strictObject({ cases: z.array(Id).min(1) }),
  z.strictObject({ applicants: z.array(ApplicantKind).min(1) }),
  z.strictObject({ channels: z.array(Way).min(1) }),
  z.strictObject({ formField: FormFieldName, values: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ formField: FormFieldName, range: Range }),
  z.strictObject({ formField: FormFieldName, count: Count }),
]);
export type Test = z.infer<typeof Test>;

/**
 * When a fee is owed, a paper asked for or a form field wanted: where all of its tests hold. The one kind of condition
 * that procedures have; where it is absent, always.
 */
export const When = z
  .array(Test)
  .min(1)
  .describe(
    "Chỉ áp dụng khi mọi điều kiện đều đúng: trường hợp, đối tượng, kênh nộp, hoặc câu trả lời trong biểu mẫu (values: lựa chọn; range: số, từ min đến max, hoặc dưới below; count: số mục của danh sách). / Applies where all of these hold: of the case, the applicant, the channel, or an answer of the form (values: a choice; range: a number from min to max, or less than below; count: how many entries a list has).",
  );
export type When = z.infer<typeof When>;

/** How, as which case and for whom a dossier is filed; null where that is not said. */
export type Circumstances = { channel: Way; case: string | null; applicant: ApplicantKind | null };

/** All that conditions ask about. */
export type Filing = Circumstances & { form: Record<string, unknown> };

export const within = (value: number, { min, max, below }: Bounds): boolean =>
  (min === undefined || value >= min) && (max === undefined || value <= max) && (below === undefined || value < below);

const meets = (test: Test, { channel, case: chosen, applicant, form }: Filing): boolean => {
  if ("cases" in test) return chosen !== null && test.cases.includes(chosen);
  if ("applicants" in test) return applicant !== null && test.applicants.includes(applicant);
  if ("channels" in test) return test.channels.includes(channel);
  const answer = form[test.formField];
  if ("values" in test) return test.values.includes(answer as string);
  if ("range" in test) return typeof answer === "number" && within(answer, test.range);
  return within(Array.isArray(answer) ? answer.length : 0, test.count);
};

/** Whether a condition holds for a filing. */
export const holds = (when: When | undefined, filing: Filing): boolean =>
  (when ?? []).every((test) => meets(test, filing));
