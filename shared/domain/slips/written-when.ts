import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { Bounds, Test, When } from "../procedures/when.ts";
import { writtenNumber } from "./words.ts";

type Asked = { cases: ProcedureVersion["cases"]; form: Pick<ProcedureVersion["form"], "properties"> };

const APPLICANTS = { individual: "cá nhân", organisation: "tổ chức" } as const;
const WAYS = { online: "trực tuyến", counter: "trực tiếp tại quầy", post: "qua bưu chính công ích" } as const;

const either = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(" hoặc ");

/** `unit` is what is counted, none where a number is meant. */
const writtenBounds = ({ min, max, below }: Bounds, unit = ""): string => {
  const [least, most, end] = [min, max, below].map((bound) => (bound === undefined ? undefined : writtenNumber(bound)));
  if (least !== undefined && least === most) return `đúng ${least}${unit}`;
  const upper = most === undefined ? (end === undefined ? "" : `dưới ${end}`) : `đến ${most}`;
  if (least === undefined) return `${upper.replace(/^đến/u, "không quá")}${unit}`;
  return upper === "" ? `từ ${least}${unit} trở lên` : `từ ${least} ${upper.replace(/^dưới/u, "đến dưới")}${unit}`;
};

const writtenTest = ({ cases, form }: Asked, test: Test): string => {
  if ("cases" in test) {
    return `trường hợp ${either(test.cases.map((id) => cases.find((one) => one.id === id)?.name ?? id))}`;
  }
  if ("applicants" in test) return `chủ hồ sơ là ${test.applicants.map((kind) => APPLICANTS[kind]).join(" hoặc ")}`;
  if ("channels" in test) return `nộp ${test.channels.map((way) => WAYS[way]).join(" hoặc ")}`;
  const field = form.properties[test.formField];
  const title = `“${field?.title ?? test.formField}”`;
  if ("values" in test) {
    const labels = test.values.map((value) => (field?.type === "string" && field["x-labels"]?.[value]?.vi) || value);
    return `${title} là ${either(labels)}`;
  }
  return "range" in test ? `${title} ${writtenBounds(test.range)}` : `${title} có ${writtenBounds(test.count, " mục")}`;
};

/** A condition in words, to follow "khi": `trường hợp “Cấp mới” và “Khu vực” là “Thành phố”`. */
export const writtenWhen = (asked: Asked, when: When | readonly Test[]): string =>
  when.map((test) => writtenTest(asked, test)).join(" và ");
