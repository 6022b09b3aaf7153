import { requiredOf } from "../check-form.ts";
import type { FeeRule } from "../fee-rule.ts";
import { holds } from "../fees.ts";
import type { FormSchema } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type Found, found, type Rule, type Words } from "./rule.ts";

/** More ways to answer than this are not gone through: nobody could read such a tariff either. */
const MOST_FILINGS = 20_000;

/** What a filing says that fees may depend on. */
type Filing = { case: string | null; form: Record<string, unknown> };

const choicesOf = (form: FormSchema, name: string): string[] => {
  const field = form.properties[name];
  return field?.type === "string" ? (field.enum ?? []) : [];
};

/** The choices that fees ask about, and those that decide whether these are asked at all. */
const decisive = (form: FormSchema, rules: readonly FeeRule[]): string[] => {
  const names = new Set(rules.flatMap(({ when = [] }) => when.map(({ formField }) => formField)));
  for (const name of names) {
    for (const condition of form.allOf ?? []) {
      if (!condition.then.required.includes(name)) continue;
      for (const tested of Object.keys(condition.if.properties)) names.add(tested);
    }
  }
  return [...names].filter((name) => choicesOf(form, name).length > 0);
};

/** Every way to answer these choices, left out where the form allows that. */
const answers = (form: FormSchema, names: readonly string[]): Record<string, string>[] => {
  const all = names.reduce<Record<string, string>[]>(
    (ways, name) => ways.flatMap((way) => [way, ...choicesOf(form, name).map((value) => ({ ...way, [name]: value }))]),
    [{}],
  );
  return all.filter((way) => {
    const required = requiredOf(form, way);
    return names.every((name) => Object.hasOwn(way, name) || !required.has(name));
  });
};

const size = (form: FormSchema, names: readonly string[]): number =>
  names.reduce((product, name) => product * (choicesOf(form, name).length + 1), 1);

/** A lone case need not be chosen, so a dossier may be filed with it or without. */
const casesOf = ({ cases }: ProcedureVersion): (string | null)[] => {
  const ids = cases.map(({ id }) => id);
  return ids.length < 2 ? [null, ...ids] : ids;
};

const told = (filings: readonly Filing[], names: readonly string[]): Words => {
  const words = (language: "vi" | "en", { case: chosen, form }: Filing): string =>
    [
      chosen === null ? { vi: "không chọn trường hợp", en: "no case chosen" }[language] : chosen,
      ...names.map((name) => `${name}: ${form[name] ?? { vi: "để trống", en: "left out" }[language]}`),
    ].join(", ");
  const first = filings.slice(0, 3);
  const more = filings.length - first.length;
  return {
    vi: `${first.map((filing) => words("vi", filing)).join("; ")}${more > 0 ? ` và ${more} cách khác` : ""}`,
    en: `${first.map((filing) => words("en", filing)).join("; ")}${more > 0 ? ` and ${more} more` : ""}`,
  };
};

type Group = { channel: number; alternative: string; rules: { at: number; rule: FeeRule }[] };

const groupsOf = ({ channels }: ProcedureVersion): Group[] =>
  channels.flatMap(({ fees }, channel) => {
    const grouped = Map.groupBy(
      fees.map((rule, at) => ({ at, rule })),
      ({ rule }) => rule.alternative,
    );
    return [...grouped].flatMap(([alternative, rules]) => (alternative ? [{ channel, alternative, rules }] : []));
  });

type Covered = Group & { names: string[]; filings: Filing[] };

/** Each alternative of each channel with every filing that there can be. */
const covered = (procedure: ProcedureVersion): Covered[] =>
  groupsOf(procedure).flatMap((group) => {
    const { form } = procedure;
    const names = decisive(
      form,
      group.rules.map(({ rule }) => rule),
    );
    if (size(form, names) > MOST_FILINGS) return [];
    const ways = answers(form, names);
    const filings = casesOf(procedure).flatMap((chosen) => ways.map((way) => ({ case: chosen, form: way })));
    return [{ ...group, names, filings }];
  });

const gaps = ({ channel, alternative, rules, names, filings }: Covered): Found[] => {
  const bare = filings.filter((filing) => !rules.some(({ rule }) => holds(rule, filing)));
  if (bare.length === 0) return [];
  const { vi, en } = told(bare, names);
  return [
    found(
      `/channels/${channel}/fees`,
      `“${alternative}” không có mức nào cho: ${vi}.`,
      `"${alternative}" asks nothing of: ${en}.`,
    ),
  ];
};

const overlaps = ({ channel, rules, names, filings }: Covered): Found[] =>
  rules.flatMap(({ at, rule }, place) =>
    rules.slice(0, place).flatMap(({ rule: earlier }) => {
      const both = filings.filter((filing) => holds(rule, filing) && holds(earlier, filing));
      if (both.length === 0) return [];
      const { vi, en } = told(both, names);
      return [
        found(
          `/channels/${channel}/fees/${at}`,
          `Khoản “${rule.id}” và “${earlier.id}” cùng thu của: ${vi}.`,
          `The items "${rule.id}" and "${earlier.id}" are both asked of: ${en}.`,
        ),
      ];
    }),
  );

const never = ({ channel, rules, filings }: Covered): Found[] =>
  rules
    .filter(({ rule }) => !filings.some((filing) => holds(rule, filing)))
    .map(({ at, rule }) =>
      found(
        `/channels/${channel}/fees/${at}`,
        `Khoản “${rule.id}” không bao giờ được thu.`,
        `The item "${rule.id}" is never asked.`,
      ),
    );

export const COVERAGE_RULES: readonly Rule[] = [
  {
    code: "fee-gap",
    remedy: {
      vi: "Thêm một khoản cho các trường hợp này (amount 0 nếu miễn), hoặc cho mục chọn là bắt buộc.",
      en: "Add an item for them (amount 0 where it is free), or let the form require the choice.",
    },
    find: ({ procedure }) => covered(procedure).flatMap(gaps),
  },
  {
    code: "fee-overlap",
    remedy: {
      vi: "Sửa cases hoặc when để mỗi hồ sơ chỉ đúng một khoản.",
      en: "Correct cases or when, so that each dossier meets one of them.",
    },
    find: ({ procedure }) => covered(procedure).flatMap(overlaps),
  },
  {
    code: "fee-never",
    remedy: { vi: "Xóa khoản này, hoặc sửa cases và when.", en: "Remove it, or correct its cases and when." },
    find: ({ procedure }) => covered(procedure).flatMap(never),
  },
  {
    code: "fee-choices-too-many",
    remedy: {
      vi: "Giảm số mục chọn mà phí phụ thuộc vào, hoặc tách thành nhiều khoản.",
      en: "Let fees depend on fewer choices, or split them into several items.",
    },
    find: ({ procedure }) =>
      groupsOf(procedure).flatMap(({ channel, alternative, rules }) => {
        const { form } = procedure;
        const names = decisive(
          form,
          rules.map(({ rule }) => rule),
        );
        const ways = size(form, names);
        return ways <= MOST_FILINGS
          ? []
          : [
              found(
                `/channels/${channel}/fees`,
                `“${alternative}” phụ thuộc vào ${ways} cách điền, nhiều hơn ${MOST_FILINGS}.`,
                `"${alternative}" depends on ${ways} ways to answer, more than ${MOST_FILINGS}.`,
              ),
            ];
      }),
  },
];
