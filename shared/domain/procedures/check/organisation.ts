import { agencyCodeAt, type Unit, unitAt } from "../../organisation/unit.ts";
import { dateOfDay, dayOfDate } from "../../working-time/day.ts";
import { found, type Rule, type Subject } from "./rule.ts";

const noon = (date: string): string => `${date}T05:00:00.000Z`;

const dayAfter = (date: string): string => dateOfDay(dayOfDate(date) + 1);

/** The dates from a first one on at which the register changes: between two of them it answers the same. */
const changes = (units: readonly Unit[], from: string): string[] => {
  const dates = units.flatMap(({ versions }) =>
    versions.flatMap(({ validFrom, validTo }) => [
      ...(validFrom === null ? [] : [validFrom]),
      ...(validTo === null ? [] : [dayAfter(validTo)]),
    ]),
  );
  return [from, ...new Set(dates.filter((date) => date > from))].sort();
};

type Named = { pointer: string; unit: string };

const namedUnits = ({ source, procedure }: Subject): Named[] => [
  ...source.units.map((unit, at) => ({ pointer: `/units/${at}`, unit })),
  ...(typeof source.steps === "string"
    ? []
    : procedure.steps.map(({ unit }, at) => ({ pointer: `/steps/${at}/unit`, unit }))),
];

const known = ({ around }: Subject, id: string): boolean => around.units.some((unit) => unit.id === id);

/** The first date from the validity on at which something of a unit is missing. */
const firstWithout = ({ source, around: { units } }: Subject, has: (date: string) => boolean): string | undefined =>
  changes(units, source.validFrom).find((date) => !has(date));

export const ORGANISATION_RULES: readonly Rule[] = [
  {
    code: "unit-unknown",
    remedy: {
      vi: "Dùng mã đơn vị có trong organisation/units.json, hoặc thêm đơn vị vào đó.",
      en: "Use the id of a unit in organisation/units.json, or add the unit there.",
    },
    find: (subject) =>
      namedUnits(subject)
        .filter(({ unit }) => !known(subject, unit))
        .map(({ pointer, unit }) => found(pointer, `Không có đơn vị “${unit}”.`, `There is no unit "${unit}".`)),
  },
  {
    code: "unit-absent",
    remedy: {
      vi: "Chọn đơn vị hoạt động suốt thời gian đó, hoặc thêm phiên bản tiếp theo của đơn vị.",
      en: "Choose a unit that acts all that time, or add the unit's next version.",
    },
    find: (subject) =>
      namedUnits(subject).flatMap(({ pointer, unit }) => {
        if (!known(subject, unit)) return [];
        const date = firstWithout(subject, (on) => unitAt(subject.around.units, unit, noon(on)) !== undefined);
        return date === undefined
          ? []
          : [found(pointer, `Ngày ${date} không có đơn vị “${unit}”.`, `On ${date} there is no unit "${unit}".`)];
      }),
  },
  {
    code: "agency-unknown",
    remedy: {
      vi: "Ghi agencyCode cho đơn vị hoặc cơ quan cấp trên của đơn vị: mã hồ sơ bắt đầu bằng mã đó.",
      en: "Give the unit or an agency above it an agencyCode: the codes of dossiers begin with it.",
    },
    find: (subject) =>
      namedUnits(subject).flatMap(({ pointer, unit }) => {
        const { units } = subject.around;
        const date = firstWithout(
          subject,
          (on) => unitAt(units, unit, noon(on)) === undefined || agencyCodeAt(units, unit, noon(on)) !== undefined,
        );
        const vi = `Ngày ${date} đơn vị “${unit}” chưa có mã định danh cơ quan.`;
        return date === undefined ? [] : [found(pointer, vi, `On ${date} unit "${unit}" has no agency code.`)];
      }),
  },
  {
    code: "field-unknown",
    remedy: {
      vi: "Dùng mã lĩnh vực có trong fields.json, hoặc thêm lĩnh vực vào đó.",
      en: "Use the id of a field in fields.json, or add the field there.",
    },
    find: ({ source: { field }, around: { fields } }) =>
      fields.some(({ id }) => id === field.id)
        ? []
        : [found("/field/id", `Không có lĩnh vực “${field.id}”.`, `There is no field "${field.id}".`)],
  },
  {
    code: "field-renamed",
    remedy: { vi: "Ghi tên lĩnh vực như trong fields.json.", en: "Write the field's name as in fields.json." },
    find: ({ source: { field }, around: { fields } }) => {
      const same = fields.find(({ id }) => id === field.id);
      if (!same || same.name === field.name) return [];
      const { id, name } = same;
      return [found("/field/name", `Lĩnh vực “${id}” có tên là “${name}”.`, `The field "${id}" is named "${name}".`)];
    },
  },
];
