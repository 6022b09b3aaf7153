import type { Instant } from "../foundation/instant.ts";
import type { UnitRegister } from "../organisation/register.ts";
import type { ProcedureVersion, RequiredDocument, Validity } from "../procedures/procedure-version.ts";
import type { TimeLimit } from "../working-time/time-limit.ts";

/** `08/03/1995`; what is no date stays as it was written. */
export const writtenDate = (text: string): string => text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");

/** `1.234.567,5`, as numbers are written in Việt Nam. */
export const writtenNumber = (value: number): string => {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ".");
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
};

/** `650.000 đồng`, never torn apart. */
export const money = (amount: number): string => `${writtenNumber(amount)}\u00a0đồng`;

const UNITS: Record<TimeLimit["unit"], string> = {
  "working-hour": "giờ làm việc",
  "working-day": "ngày làm việc",
  "calendar-day": "ngày",
  month: "tháng",
};

/** A number below ten with its zero, as counts are written on papers. */
const twoDigits = (value: number): string => String(value).padStart(2, "0");

export const writtenLimit = ({ value, unit }: TimeLimit): string => `${twoDigits(value)} ${UNITS[unit]}`;

/** `01 bản chính, 02 bản chụp`, no count torn from its noun; empty where the rules set no number. */
export const writtenCopies = ({ original, certified, copy }: RequiredDocument["copies"]): string =>
  [[original, "bản chính"] as const, [certified, "bản sao chứng thực"] as const, [copy, "bản chụp"] as const]
    .flatMap(([count, name]) => (count === 0 ? [] : [`${twoDigits(count)} ${name}`.replaceAll(" ", "\u00a0")]))
    .join(", ");

/** How long a result holds, to follow its name: `có giá trị 05 năm`. */
export const writtenValidity = (validity: Validity): string => {
  switch (validity.kind) {
    case "term":
      return `có giá trị ${twoDigits(validity.value)} ${validity.unit === "year" ? "năm" : "tháng"}`;
    case "for-good":
      return "có giá trị không thời hạn";
    case "unknown":
      return "chưa rõ thời hạn hiệu lực";
  }
};

export const countOf = (count: number): string => (count === 0 ? "" : twoDigits(count));

/** Which version of which decision a sheet was made from. */
export const sourceLine = ({ code, version, decision }: ProcedureVersion): string =>
  `Mã thủ tục ${code}, phiên bản ${version}, Quyết định ${decision.number} ngày ${writtenDate(decision.date)}`;

/**
 * The department that a unit belongs to, under its name of the day; the unit itself where it has none. Undefined where
 * the unit does not exist on the day.
 */
export const departmentOf = (id: string, register: UnitRegister, at: Instant): string | undefined => {
  const own = register.unitAt(id, at);
  for (let unit = own; unit; unit = unit.parent === null ? undefined : register.unitAt(unit.parent, at))
    if (unit.kind === "department") return unit.name;
  return own?.name;
};

/** Who a paper is addressed to: the departments of the procedure's units. */
export const addresseeOf = ({ units }: ProcedureVersion, register: UnitRegister, at: Instant): string =>
  [...new Set(units.flatMap((id) => departmentOf(id, register, at) ?? []))].join("; ");
