import type * as z from "zod";
import { type Fault, fault } from "../../foundation/refusal.ts";
import { inside } from "../form-faults.ts";
import type { Words } from "./rule.ts";

type Issue = z.core.$ZodIssue;

/** What the schema itself can find wrong, and what to do about it. */
export const SCHEMA_REMEDIES = {
  "member-unknown": { vi: "Xóa mục này, hoặc sửa lỗi gõ tên.", en: "Remove it, or correct its name." },
  "member-missing": { vi: "Thêm mục này.", en: "Add it." },
  "type-wrong": { vi: "Ghi lại theo đúng kiểu.", en: "Write it as that." },
  "value-unknown": { vi: "Chọn một trong các giá trị đó.", en: "Choose one of them." },
  "value-out-of-bounds": { vi: "Sửa cho nằm trong giới hạn.", en: "Keep within the bound." },
  "value-misshapen": { vi: "Sửa cho đúng dạng.", en: "Write it in that form." },
  "pattern-broken": { vi: "Sửa pattern theo cú pháp biểu thức chính quy của JavaScript.", en: "Correct the pattern." },
  "pattern-unbounded": { vi: "Thêm maxLength cho mục có pattern.", en: "Add a maxLength to the field." },
  "pattern-costly": {
    vi: "Không lặp một nhóm mà bên trong đã có phần lặp hoặc lựa chọn, như (\\S+\\s?)+; hoặc bớt phần lặp, giảm maxLength.",
    en: "Do not repeat a group that itself repeats or chooses, as in (\\S+\\s?)+; or repeat less, or lower maxLength.",
  },
  "range-boundless": { vi: "Ghi min, max, hoặc below (với số).", en: "Write min, max or, of a number, below." },
  "form-field-missing": {
    vi: "Thêm mục đó vào properties, hoặc sửa tên.",
    en: "Add it to properties, or correct the name.",
  },
  "value-invalid": {
    vi: "So với lược đồ: npm run catalogue -- schema.",
    en: "Compare the schema: npm run catalogue -- schema.",
  },
} satisfies Record<string, Words>;

type Code = keyof typeof SCHEMA_REMEDIES;

const TYPE_WORDS: Record<string, Words> = {
  string: { vi: "chữ", en: "text" },
  number: { vi: "số", en: "a number" },
  int: { vi: "số nguyên", en: "a whole number" },
  boolean: { vi: "true hoặc false", en: "true or false" },
  array: { vi: "danh sách", en: "a list" },
  object: { vi: "đối tượng", en: "an object" },
  record: { vi: "đối tượng", en: "an object" },
  null: { vi: "null", en: "null" },
};

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((pointer, part) => inside(pointer, String(part)), "");

const said = (pointer: string, code: Code, vi: string, en: string): Fault => {
  const remedy: Words = SCHEMA_REMEDIES[code];
  return fault(pointer, code, `${vi} ${remedy.vi}`, `${en} ${remedy.en}`);
};

/** Refinements name themselves in `params`; see `form-schema.ts`. */
const refined = (pointer: string, { params = {}, message }: Issue & { code: "custom" }): Fault => {
  switch (params.fault) {
    case "pattern-broken":
      return said(pointer, "pattern-broken", "Không phải biểu thức chính quy.", "It is no regular expression.");
    case "pattern-unbounded":
      return said(pointer, "pattern-unbounded", "Mục có pattern phải có giới hạn độ dài.", message);
    case "pattern-costly":
      return said(pointer, "pattern-costly", "Thử pattern này trên một câu trả lời có thể quá lâu.", message);
    case "range-boundless":
      return said(pointer, "range-boundless", "Khoảng không nói từ đâu hay đến đâu.", message);
    case "field-missing":
      return said(pointer, "form-field-missing", `Biểu mẫu không có mục “${params.name}”.`, message);
    default:
      return said(pointer, "value-invalid", "Giá trị không hợp lệ.", message);
  }
};

/** Of the branches of a union, the one that was meant: where the value itself, not a member of it, is right. */
const meant = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  branches.find((issues) => issues.every(({ path }) => path.length > 0));

const typeWrong = (pointer: string, expected: string): Fault => {
  const { vi, en } = TYPE_WORDS[expected] ?? { vi: expected, en: expected };
  return said(pointer, "type-wrong", `Cần ${vi}.`, `It must be ${en}.`);
};

const missing = (pointer: string): Fault =>
  said(pointer, "member-missing", "Thiếu mục bắt buộc này.", "This member is required.");

/** Where `type` tells which kind of thing something is, and does not. */
const kindUnknown = (pointer: string, issue: Issue & { code: "invalid_union" }): Fault => {
  const kinds = "options" in issue && Array.isArray(issue.options) ? issue.options.join(", ") : "";
  return said(pointer, "value-unknown", `Chỉ nhận ${kinds}.`, `Allowed: ${kinds}.`);
};

const faultsOfIssue = (issue: Issue, above: readonly PropertyKey[]): Fault[] => {
  const path = [...above, ...issue.path];
  const at = pointerOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        said(inside(at, key), "member-unknown", `Không có mục “${key}”.`, `There is no member "${key}".`),
      );
    case "invalid_type":
      return [issue.input === undefined ? missing(at) : typeWrong(at, issue.expected)];
    case "invalid_value": {
      if (issue.input === undefined) return [missing(at)];
      const values = issue.values.map((value) => JSON.stringify(value)).join(", ");
      return [said(at, "value-unknown", `Chỉ nhận ${values}.`, `Allowed: ${values}.`)];
    }
    case "too_small":
      return [said(at, "value-out-of-bounds", `Ít nhất ${issue.minimum}.`, `At least ${issue.minimum}.`)];
    case "too_big":
      return [said(at, "value-out-of-bounds", `Nhiều nhất ${issue.maximum}.`, `At most ${issue.maximum}.`)];
    case "invalid_format": {
      if (issue.format === "date") {
        const vi = "Chưa đúng dạng YYYY-MM-DD, hoặc không có ngày này.";
        return [said(at, "value-misshapen", vi, "It is not of the form YYYY-MM-DD, or there is no such day.")];
      }
      const form = issue.pattern ?? issue.format;
      return [said(at, "value-misshapen", `Chưa đúng dạng ${form}.`, `It does not have the form ${form}.`)];
    }
    case "invalid_key":
      return [said(at, "value-misshapen", "Tên mục chưa đúng dạng.", "The name of the member has the wrong form.")];
    case "invalid_union": {
      if (issue.input === undefined) return [missing(at)];
      const branch = meant(issue.errors);
      if (branch) return branch.flatMap((inner) => faultsOfIssue(inner, path));
      if (issue.errors.length > 0) {
        return [said(at, "value-invalid", "Giá trị không hợp lệ.", "The value is not valid.")];
      }
      return [kindUnknown(at, issue)];
    }
    case "custom":
      return [refined(at, issue)];
    default:
      return [said(at, "value-invalid", "Giá trị không hợp lệ.", issue.message)];
  }
};

/** A copy without the members that a schema does not know, so that all else can be judged at once. */
const withoutUnknown = (value: unknown, faults: readonly Fault[], pointer = ""): unknown => {
  if (Array.isArray(value)) return value.map((item, at) => withoutUnknown(item, faults, `${pointer}/${at}`));
  if (typeof value !== "object" || value === null) return value;
  const unknown = new Set(faults.flatMap((one) => (one.code === "member-unknown" ? [one.pointer] : [])));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => ({ name, member, at: inside(pointer, name) }))
      .filter(({ at }) => !unknown.has(at))
      .map(({ name, member, at }) => [name, withoutUnknown(member, faults, at)]),
  );
};

/** A value held against a schema: its faults, and what it says wherever no more than unknown members are wrong. */
export const heldTo = <T>(schema: z.ZodType<T>, value: unknown): { faults: Fault[]; value: T | undefined } => {
  const first = schema.safeParse(value, { reportInput: true });
  if (first.success) return { faults: [], value: first.data };
  const faults = first.error.issues.flatMap((issue) => faultsOfIssue(issue, []));
  return { faults, value: schema.safeParse(withoutUnknown(value, faults)).data };
};
