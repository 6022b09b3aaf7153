import { type Fault, fault } from "../foundation/refusal.ts";
import { type CalendarYear, calendarFaults } from "./calendar-year.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "./day.ts";

const FRIDAY = 5;
const isRestDay = (date: string): boolean => weekdayOf(dayOfDate(date)) > FRIDAY;

const inYear = (date: string, year: number): boolean => Number(date.slice(0, 4)) === year;

/** Days that are announced and not yet law: in order, of the year, and in no other list. */
const unconfirmedFaults = ({ year, daysOff, workingSaturdays, unconfirmed }: CalendarYear): Fault[] => {
  const listed = new Map([
    ...daysOff.map(({ date }): [string, string] => [date, "daysOff"]),
    ...workingSaturdays.map(({ date }): [string, string] => [date, "workingSaturdays"]),
  ]);
  let before = "";
  return unconfirmed.flatMap(({ date }, at) => {
    const add = (code: string, vi: string, en: string) => fault(`/unconfirmed/${at}/date`, code, vi, en);
    const also = listed.get(date);
    const faults = [
      ...(inYear(date, year)
        ? []
        : [add("date-outside-year", `Ngày ${date} không thuộc năm ${year}.`, `${date} is not in ${year}.`)]),
      ...(date === before ? [add("date-twice", `Ngày ${date} ghi hai lần.`, `${date} is listed twice.`)] : []),
      ...(date < before
        ? [add("dates-unsorted", `Ngày ${date} đứng sau ${before}.`, `${date} comes after ${before}.`)]
        : []),
      ...(also === undefined
        ? []
        : [
            add(
              "unconfirmed-and-decided",
              `Ngày ${date} đã có trong "${also}": đã quyết định thì bỏ khỏi "unconfirmed".`,
              `${date} stands in "${also}" already: once decided, take it out of "unconfirmed".`,
            ),
          ]),
    ];
    before = date;
    return faults;
  });
};

const dayOffFaults = ({ year, daysOff, workingSaturdays }: CalendarYear): Fault[] => {
  const worked = new Map(workingSaturdays.map(({ date, replaces }) => [date, replaces]));
  return daysOff.flatMap(({ date, kind, refDate }, at) => {
    const add = (member: string, code: string, vi: string, en: string) =>
      fault(`/daysOff/${at}/${member}`, code, vi, en);
    const faults: Fault[] = [];
    if (kind !== "holiday" && isRestDay(date)) {
      faults.push(
        add(
          "date",
          "rest-day-off-already",
          `Ngày ${date} là ngày nghỉ hằng tuần: chỉ ngày lễ ("holiday") được ghi vào đó, nghỉ bù và hoán đổi thì chọn ngày làm việc.`,
          `${date} is a weekly rest day: only a "holiday" may stand there; choose a weekday for a day in lieu or a swap.`,
        ),
      );
    }
    if (kind === "holiday") return faults;
    if (refDate === null) {
      faults.push(
        add(
          "refDate",
          "reference-missing",
          kind === "swap"
            ? "Ngày nghỉ hoán đổi phải ghi thứ Bảy làm bù."
            : "Ngày nghỉ bù phải ghi ngày lễ mà nó bù cho.",
          kind === "swap"
            ? "A swapped day must name the Saturday worked for it."
            : "A day in lieu must name the holiday it stands for.",
        ),
      );
      return faults;
    }
    if (kind === "swap" && inYear(refDate, year) && worked.get(refDate) !== date) {
      faults.push(
        add(
          "refDate",
          "swap-not-worked",
          `Ngày ${date} hoán đổi với ${refDate}, nhưng ${refDate} không có trong "workingSaturdays" để làm bù cho ngày này.`,
          `${date} is swapped with ${refDate}, which "workingSaturdays" does not have as worked for it.`,
        ),
      );
    }
    return faults;
  });
};

const saturdayFaults = ({ year, daysOff, workingSaturdays }: CalendarYear): Fault[] => {
  const swapped = new Set(daysOff.filter(({ kind }) => kind === "swap").map(({ date }) => date));
  return workingSaturdays.flatMap(({ date, replaces }, at) =>
    !inYear(replaces, year) || swapped.has(replaces)
      ? []
      : [
          fault(
            `/workingSaturdays/${at}/replaces`,
            "replaces-day-not-off",
            `${date} làm bù cho ${replaces}, nhưng ${replaces} không phải ngày nghỉ hoán đổi ("swap") trong "daysOff".`,
            `${date} is worked for ${replaces}, which is not a "swap" in "daysOff".`,
          ),
        ],
  );
};

/** A reference of another year may only lie beside new year. */
const isNear = (date: string, year: number): boolean => Math.abs(Number(date.slice(0, 4)) - year) <= 1;

const referenceFaults = ({ year, daysOff, workingSaturdays }: CalendarYear): Fault[] => {
  const far = (pointer: string, date: string): Fault[] =>
    isNear(date, year)
      ? []
      : [fault(pointer, "reference-far", `${date} không gần năm ${year}.`, `${date} is not near the year ${year}.`)];
  return [
    ...daysOff.flatMap(({ refDate }, at) => (refDate === null ? [] : far(`/daysOff/${at}/refDate`, refDate))),
    ...workingSaturdays.flatMap(({ replaces }, at) => far(`/workingSaturdays/${at}/replaces`, replaces)),
  ];
};

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, "0"));

/** A month without a working day stops every limit: no announcement says so. */
const closedMonthFaults = ({ year, daysOff }: CalendarYear): Fault[] => {
  const off = new Set(daysOff.map(({ date }) => date));
  return MONTHS.flatMap((month) => {
    const first = dayOfDate(`${year}-${month}-01`);
    const days = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
    const isOpen = Array.from({ length: days }, (_, day) => dateOfDay(first + day)).some(
      (date) => !isRestDay(date) && !off.has(date),
    );
    const vi = `Tháng ${month}/${year} không còn ngày làm việc nào. Kiểm tra lại danh sách ngày nghỉ.`;
    const en = `${month}/${year} has no working day left. Check the list of days off.`;
    return isOpen ? [] : [fault("/daysOff", "month-without-working-day", vi, en)];
  });
};

/**
 * What keeps a year from being published: all that `calendarFaults` names, and what says two things at once. A swap over
 * new year has its other half in the other year's calendar, which may not be published yet: it is taken as it says.
 */
export const publicationFaults = (calendar: CalendarYear): Fault[] => [
  ...calendarFaults(calendar),
  ...dayOffFaults(calendar),
  ...saturdayFaults(calendar),
  ...unconfirmedFaults(calendar),
  ...referenceFaults(calendar),
  ...closedMonthFaults(calendar),
];
