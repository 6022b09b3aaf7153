import { SOMETHING_SEEN } from "../../foundation/written-text.ts";
import { inside } from "../form-faults.ts";
import { type Found, found, type Rule, repeated } from "./rule.ts";

type Text = { pointer: string; text: string };

const textsIn = (value: unknown, pointer: string): Text[] => {
  if (typeof value === "string") return [{ pointer, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, inside(pointer, name)));
};

const tidy = (text: string): string => text.normalize("NFC").trim();

/** Line breaks are for templates; other control and invisible characters are for nobody. */
const INVISIBLE = /(?!\n)[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

const twice = (pointer: string, list: readonly string[]): Found[] =>
  repeated(list, (item) => item).map(({ at, key }) =>
    found(`${pointer}/${at}`, `“${key}” đã có ở trên.`, `"${key}" stands above already.`),
  );

export const TEXT_RULES: readonly Rule[] = [
  {
    code: "text-untidy",
    remedy: {
      vi: "Bỏ khoảng trắng ở đầu, cuối và ký tự không nhìn thấy; gõ tiếng Việt theo Unicode dựng sẵn (NFC).",
      en: "Remove spaces at its ends and invisible characters; write it in composed Unicode (NFC).",
    },
    find: ({ source }) =>
      textsIn(source, "")
        .filter(({ text }) => text !== tidy(text) || !SOMETHING_SEEN.test(text) || INVISIBLE.test(text))
        .map(({ pointer }) =>
          found(pointer, "Chữ trống, thừa khoảng trắng hoặc chưa ở dạng NFC.", "The text is empty or not tidy."),
        ),
  },
  {
    code: "listed-twice",
    remedy: { vi: "Xóa mục lặp lại.", en: "Remove the second one." },
    find: ({ source }) => [
      ...twice("/units", source.units),
      ...twice("/audience", source.audience),
      ...twice("/payable", source.payable),
      ...twice("/returns", source.returns),
      ...twice("/legalBases", source.legalBases),
      ...twice("/conditions", source.conditions),
      ...twice(
        "/channels",
        source.channels.map(({ channel }) => channel),
      ),
      ...twice(
        "/cases",
        source.cases.map(({ id }) => id),
      ),
    ],
  },
];
