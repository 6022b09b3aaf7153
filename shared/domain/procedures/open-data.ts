import * as z from "zod";
import { type CsvColumn, csvOf } from "../foundation/csv.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { Level } from "./procedure-version.ts";

const Limit = z.strictObject({ value: z.number(), unit: z.string() }).nullable();

/** A procedure in force, as open data gives it. */
export const OpenProcedure = z.strictObject({
  code: z.string(),
  name: z.string(),
  field: z.strictObject({ id: z.string(), name: z.string() }),
  units: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  level: Level,
  onlineMode: z.enum(["full", "partial", "information"]),
  audience: z.array(z.enum(["individual", "organisation"])),
  timeLimit: Limit,
  feeSummary: z.string(),
  /** VND, by way of filing. */
  fees: z.array(
    z.strictObject({
      channel: z.string(),
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      amount: z.int(),
      due: z.string(),
    }),
  ),
  documents: z.array(z.string()),
  legalBases: z.array(z.string()),
  decision: z.strictObject({ number: z.string(), date: z.iso.date() }),
  version: z.int(),
  validFrom: z.iso.date(),
  verified: z.boolean(),
  url: z.url(),
});
export type OpenProcedure = z.infer<typeof OpenProcedure>;

export const OpenCatalogue = z.strictObject({ $schema: z.url(), procedures: z.array(OpenProcedure) });

/** @param unitName the name of a unit on the day @param url where people read of a procedure */
export const openProcedure = (
  entry: CatalogueEntry,
  unitName: (id: string) => string,
  url: (code: string) => string,
): OpenProcedure => {
  const { code, name, field, units, level, onlineMode, audience, timeLimit, fee, channels, words } = entry;
  const { decision, version, validFrom, verified } = entry;
  return {
    code,
    name,
    field,
    units: units.map((id) => ({ id, name: unitName(id) })),
    level,
    onlineMode,
    audience,
    timeLimit,
    feeSummary: fee.summary,
    fees: channels.flatMap(({ channel, fees }) => fees.map((one) => ({ channel, ...one }))),
    documents: words.documents,
    legalBases: words.legalBases,
    decision,
    version,
    validFrom,
    verified,
    url: url(code),
  };
};

/** The columns of the table for spreadsheets: the members of the JSON, lists joined by semicolons. */
const COLUMNS: readonly CsvColumn<OpenProcedure>[] = [
  ["Mã thủ tục", ({ code }) => code],
  ["Tên thủ tục", ({ name }) => name],
  ["Lĩnh vực", ({ field }) => field.name],
  ["Đơn vị", ({ units }) => units.map(({ name }) => name).join("; ")],
  ["Mức độ", ({ level }) => String(level)],
  ["Trực tuyến", ({ onlineMode }) => onlineMode],
  ["Đối tượng", ({ audience }) => audience.join("; ")],
  ["Thời hạn", ({ timeLimit }) => (timeLimit ? `${timeLimit.value} ${timeLimit.unit}` : "")],
  ["Phí, lệ phí", ({ feeSummary }) => feeSummary],
  ["Chi tiết phí", ({ fees }) => fees.map(({ channel, name, amount }) => `${channel}: ${name} ${amount}`).join("; ")],
  ["Thành phần hồ sơ", ({ documents }) => documents.join("; ")],
  ["Căn cứ pháp lý", ({ legalBases }) => legalBases.join("; ")],
  ["Quyết định", ({ decision }) => decision.number],
  ["Ngày quyết định", ({ decision }) => decision.date],
  ["Phiên bản", ({ version }) => String(version)],
  ["Hiệu lực từ", ({ validFrom }) => validFrom],
  ["Đã kiểm chứng", ({ verified }) => (verified ? "có" : "chưa")],
  ["Liên kết", ({ url }) => url],
];

/** The procedures as a table. */
export const openTable = (procedures: readonly OpenProcedure[]): string => csvOf(COLUMNS, procedures);
