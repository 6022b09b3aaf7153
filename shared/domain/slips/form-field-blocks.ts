import { type FormField, type FormSchema, type TextField, testsOf } from "../procedures/form-schema.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { Block, Column } from "./sheet.ts";
import { writtenDate, writtenNumber } from "./words.ts";
import { writtenWhen } from "./written-when.ts";

type Members = Pick<FormSchema, "properties" | "required" | "allOf">;
type Offered = Pick<ProcedureVersion, "cases" | "form">;
type Place = { label: string; note: string | null; indented: boolean };
type Scalar = Exclude<FormField, { type: "object" | "array" }>;
type List = Extract<FormField, { type: "array" }>;

/** Empty rows of a list on a blank form. */
const EMPTY_ROWS = 3;
const BLANK_DATE = "ngày …… tháng …… năm …………";

/** How many lines a person is given to write on. */
const linesFor = (maxLength = 0): number => {
  if (maxLength > 2000) return 7;
  if (maxLength >= 1000) return 4;
  return maxLength > 250 && maxLength !== 254 ? 2 : 1;
};

const labelOf = (field: TextField, value: string): string => field["x-labels"]?.[value]?.vi ?? value;

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** A plain answer as people write it; null where there is none. */
const writtenValue = (field: Scalar, value: unknown): string | null => {
  if (field.type === "boolean") return typeof value === "boolean" ? (value ? "Có" : "Không") : null;
  if (field.type !== "string") return typeof value === "number" ? writtenNumber(value) : null;
  if (!isText(value)) return null;
  if (field.enum) return labelOf(field, value);
  return field.format === "date" ? writtenDate(value) : value.normalize("NFC");
};

/** When a field must be filled in that may stay empty otherwise, as every such rule of a form means it: "bắt buộc khi …". */
const conditionOf = (offered: Offered, members: Members, name: string): string | null => {
  const { properties, required, allOf = [] } = members;
  if (required.includes(name)) return null;
  const when = properties[name]?.["x-when"];
  const times = [
    ...allOf
      .filter((condition) => condition.then.required.includes(name))
      .map((condition) => writtenWhen({ cases: [], form: members }, testsOf(condition))),
    ...(when ? [writtenWhen(offered, when)] : []),
  ];
  return times.length === 0 ? null : `bắt buộc khi ${times.join(", hoặc khi ")}`;
};

/** What is said in small beside a label: its condition, its explanation, or that it may stay empty. */
const noteOf = (offered: Offered, members: Members, name: string, field: FormField): string | null => {
  const condition = conditionOf(offered, members, name);
  const optional = !members.required.includes(name) && !/[(]|nếu có/iu.test(field.title);
  const notes = [condition ?? (optional ? "nếu có" : null), field.description?.replace(/\.$/u, "") ?? null];
  const said = notes.filter((note) => note !== null).join("; ");
  return said === "" ? null : said;
};

const scalarBlock = (field: Scalar, value: unknown, place: Place): Block => {
  if (field.type === "boolean") {
    const options = [
      { text: "Có", marked: value === true },
      { text: "Không", marked: value === false },
    ];
    return { kind: "ticks", ...place, options };
  }
  if (field.type === "string" && field.enum) {
    const options = field.enum.map((choice) => ({ text: labelOf(field, choice), marked: value === choice }));
    return { kind: "ticks", ...place, options };
  }
  const written = writtenValue(field, value);
  if (written !== null) return { kind: "answer", ...place, answer: { written } };
  const isDate = field.type === "string" && field.format === "date";
  const lines = field.type === "string" ? linesFor(field.maxLength) : 1;
  return { kind: "answer", ...place, answer: isDate ? { toComplete: BLANK_DATE } : { lines } };
};

const shareOf = (field: Scalar): number =>
  field.type === "string" && !field.enum && field.format !== "date" && (field.maxLength ?? 0) > 60 ? 3 : 2;

const listBlock = ({ items, minItems = 1, maxItems }: List, value: unknown, place: Place): Block => {
  const cells: [string, Scalar][] = items.type === "object" ? Object.entries(items.properties) : [["", items]];
  const columns: Column[] = [
    { title: "STT", share: 0.6, centred: true },
    ...cells.map(([, field]): Column => {
      const column = { title: field.title, share: shareOf(field) };
      return field.type === "string" ? column : { ...column, centred: true };
    }),
  ];
  const given = Array.isArray(value) ? (value as unknown[]) : [];
  const filled = given.map((item) =>
    cells.map(
      ([name, field]) => writtenValue(field, name === "" ? item : (item as Record<string, unknown>)?.[name]) ?? "",
    ),
  );
  const empty = filled.length > 0 ? 0 : Math.min(Math.max(EMPTY_ROWS, minItems), maxItems);
  const rows = [...filled, ...Array.from({ length: empty }, () => cells.map(() => ""))];
  const numbered = rows.map((row, at) => [String(at + 1), ...row]);
  const { label, note } = place;
  return { kind: "table", label, note, columns, rows: numbered, tall: filled.length === 0 };
};

/** A declaration is signed, not ticked: it stands as a sentence above the signature. */
const isDeclaration = (field: FormField): boolean => field.type === "boolean" && field.const === true;

/** The members of a form in their order, numbered, each with its answer or a place for it. */
export const formFieldBlocks = (offered: Offered, answers: Record<string, unknown>): Block[] => {
  const { form } = offered;
  const fields = Object.entries(form.properties).filter(([, field]) => !isDeclaration(field));
  return fields.flatMap(([name, field], at): Block[] => {
    const value = answers[name];
    const place = { label: `${at + 1}. ${field.title}`, note: noteOf(offered, form, name, field), indented: false };
    if (field.type === "array") return [listBlock(field, value, place)];
    if (field.type !== "object") return [scalarBlock(field, value, place)];
    const inner = (value ?? {}) as Record<string, unknown>;
    const members = Object.entries(field.properties).map(([member, scalar]) => {
      const note = noteOf(offered, field, member, scalar);
      return scalarBlock(scalar, inner[member], { label: `- ${scalar.title}`, note, indented: true });
    });
    const note = place.note === null ? "" : ` (${place.note})`;
    return [{ kind: "paragraph", text: `${place.label}${note}:`, style: "lead" }, ...members];
  });
};

/** What the applicant declares by signing. */
export const declarationsOf = ({ properties }: FormSchema): string[] =>
  Object.values(properties).flatMap((field) => (isDeclaration(field) ? [`${field.title.replace(/\.$/u, "")}.`] : []));
