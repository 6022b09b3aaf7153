import type * as z from "zod";
import { type Fault, fault } from "../../shared/domain/foundation/refusal.ts";

/** The name of a member as a part of a pointer (RFC 6901). */
export const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const pointerOf = (path: readonly PropertyKey[], last?: string): string =>
  [...path, ...(last === undefined ? [] : [last])].map((part) => `/${escaped(String(part))}`).join("");

export const unknownMember = (pointer: string): Fault =>
  fault(pointer, "unknown-member", "Không có mục này.", "There is no such member.");

const TYPE_WORDS: Record<string, string> = {
  string: "chuỗi chữ",
  number: "số",
  int: "số nguyên",
  boolean: "đúng hoặc sai (true, false)",
  array: "danh sách",
  object: "nhóm mục",
};

/** What a schema found wrong, each with its pointer, in words a person can act on. */
export const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.flatMap((issue): Fault[] => {
    const at = pointerOf(issue.path);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => unknownMember(pointerOf(issue.path, key)));
      case "invalid_type":
        return issue.input === undefined
          ? [fault(at, "required", "Thiếu mục bắt buộc này.", "This member is required.")]
          : [
              fault(
                at,
                "wrong-type",
                `Cần ${TYPE_WORDS[issue.expected] ?? issue.expected}.`,
                `Expected ${issue.expected}.`,
              ),
            ];
      case "too_small":
        return [
          issue.inclusive === false
            ? fault(at, "too-small", `Phải lớn hơn ${issue.minimum}.`, `More than ${issue.minimum}.`)
            : fault(at, "too-small", `Tối thiểu ${issue.minimum}.`, `At least ${issue.minimum}.`),
        ];
      case "too_big":
        return [fault(at, "too-big", `Tối đa ${issue.maximum}.`, `At most ${issue.maximum}.`)];
      case "invalid_value":
        return [
          fault(at, "not-allowed", `Chỉ nhận: ${issue.values.join(", ")}.`, `Allowed: ${issue.values.join(", ")}.`),
        ];
      case "invalid_format":
        return [fault(at, "wrong-format", "Sai định dạng.", `Not a valid ${issue.format}.`)];
      default:
        return [fault(at, "invalid", "Giá trị không hợp lệ.", "The value is not valid.")];
    }
  });
