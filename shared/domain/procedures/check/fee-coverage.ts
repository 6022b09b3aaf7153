import { requiredOf } from "../check-form.ts";
import type { FeeRule } from "../fee-rule.ts";
import type { FormSchema } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type ApplicantKind, type Filing, holds, type Test } from "../when.ts";
import { demandsOf } from "./conditions.ts";
import { boundsOf, partsOf, scopeOf } from "./numbers.ts";
import { type Found, found, type Rule, type Words } from "./rule.ts";

/** More ways to answer than this are not gone through: nobody could read such a tariff either. */
const MOST_FILINGS = 20_000;

/** An answer that fees may depend on, and how it is called: a choice, or numbers that no fee tells apart. */
type Answer = { value: unknown; words: Words };

/** A field that fees ask about, with every answer that makes a difference. */
type Asked = { name: string; answers: Answer[] };

const answersTo = (form: FormSchema, name: string, tests: readonly Test[]): Answer[] => {
  const field = form.properties[name];
  if (field?.type === "string") {
    return (field.enum ?? []).map((value) => ({ value, words: { vi: value, en: value } }));
  }
  const scope = scopeOf(field);
  if (!field || !scope) return [];
  const ranges = tests.flatMap((test) =>
    "formField" in test && test.formField === name ? (boundsOf(test) ?? []) : [],
  );
  return partsOf(scope, ranges).map(({ value, words }) => ({
    value: field.type === "array" ? new Array(value).fill(null) : value,
    words,
  }));
};

type Question = { asked: Asked[]; ofApplicants: boolean };

/** What fees ask about, and what decides whether these fields are asked at all. */
const questionOf = (form: FormSchema, rules: readonly FeeRule[]): Question => {
  const demands = demandsOf(form);
  const tests = rules.flatMap(({ when = [] }) => when);
  const names = new Set(tests.flatMap((test) => ("formField" in test ? [test.formField] : [])));
  const all = [...tests];
  for (const name of names) {
    for (const demand of demands.filter(({ wants }) => wants.includes(name))) {
      all.push(...demand.tests);
      for (const test of demand.tests) if ("formField" in test) names.add(test.formField);
    }
  }
  const asked = [...names]
    .map((name) => ({ name, answers: answersTo(form, name, all) }))
    .filter(({ answers }) => answers.length > 0);
  return { asked, ofApplicants: all.some((test) => "applicants" in test) };
};

/** Every way to give these answers, each left out too. */
const waysTo = (asked: readonly Asked[]): Record<string, unknown>[] =>
  asked.reduce<Record<string, unknown>[]>(
    (ways, { name, answers }) =>
      ways.flatMap((way) => [way, ...answers.map(({ value }) => ({ ...way, [name]: value }))]),
    [{}],
  );

const size = (asked: readonly Asked[]): number =>
  asked.reduce((product, { answers }) => product * (answers.length + 1), 1);

/** A lone case need not be chosen, so a dossier may be filed with it or without. */
const casesOf = ({ cases }: ProcedureVersion): (string | null)[] => {
  const ids = cases.map(({ id }) => id);
  return ids.length < 2 ? [null, ...ids] : ids;
};

const told = (filings: readonly Filing[], { asked, ofApplicants }: Question): Words => {
  const words = (language: "vi" | "en", { case: chosen, applicant, form }: Filing): string =>
    [
      chosen === null ? { vi: "không chọn trường hợp", en: "no case chosen" }[language] : chosen,
      ...(ofApplicants && applicant ? [applicant] : []),
      ...asked.map(({ name, answers }) => {
        const given = answers.find(({ value }) => value === form[name]);
        return `${name}: ${(given?.words ?? { vi: "để trống", en: "left out" })[language]}`;
      }),
    ].join(", ");
  const first = filings.slice(0, 3);
  const more = filings.length - first.length;
  return {
    vi: `${first.map((filing) => words("vi", filing)).join("; ")}${more > 0 ? ` và ${more} cách khác` : ""}`,
    en: `${first.map((filing) => words("en", filing)).join("; ")}${more > 0 ? ` and ${more} more` : ""}`,
  };
};

type Group = { channel: number; alternative: string; rules: { at: number; rule: FeeRule }[]; question: Question };

const groupsOf = ({ channels, form }: ProcedureVersion): Group[] =>
  channels.flatMap(({ fees }, channel) => {
    const grouped = Map.groupBy(
      fees.map((rule, at) => ({ at, rule })),
      ({ rule }) => rule.alternative,
    );
    return [...grouped].flatMap(([alternative, rules]) =>
      alternative
        ? [
            {
              channel,
              alternative,
              rules,
              question: questionOf(
                form,
                rules.map(({ rule }) => rule),
              ),
            },
          ]
        : [],
    );
  });

type Covered = Group & { filings: Filing[] };

/** Each alternative of each channel with every filing that there can be. */
const covered = (procedure: ProcedureVersion): Covered[] =>
  groupsOf(procedure).flatMap((group) => {
    const { asked, ofApplicants } = group.question;
    if (size(asked) > MOST_FILINGS) return [];
    const { form, channels, audience } = procedure;
    const channel = channels[group.channel]?.channel ?? "online";
    const applicants: (ApplicantKind | null)[] = ofApplicants ? audience : [audience[0] ?? null];
    const ways = waysTo(asked);
    const filings = casesOf(procedure)
      .flatMap((chosen) => applicants.map((applicant) => ({ channel, case: chosen, applicant })))
      .flatMap((circumstances) => ways.map((way) => ({ ...circumstances, form: way })))
      .filter((filing) => {
        const required = requiredOf(form, filing.form, filing);
        return asked.every(({ name }) => Object.hasOwn(filing.form, name) || !required.has(name));
      });
    return [{ ...group, filings }];
  });

const gaps = ({ channel, alternative, rules, question, filings }: Covered): Found[] => {
  const bare = filings.filter((filing) => !rules.some(({ rule }) => holds(rule.when, filing)));
  if (bare.length === 0) return [];
  const { vi, en } = told(bare, question);
  return [
    found(
      `/channels/${channel}/fees`,
      `“${alternative}” không có mức nào cho: ${vi}.`,
      `"${alternative}" asks nothing of: ${en}.`,
    ),
  ];
};

const overlaps = ({ channel, rules, question, filings }: Covered): Found[] =>
  rules.flatMap(({ at, rule }, place) =>
    rules.slice(0, place).flatMap(({ rule: earlier }) => {
      const both = filings.filter((filing) => holds(rule.when, filing) && holds(earlier.when, filing));
      if (both.length === 0) return [];
      const { vi, en } = told(both, question);
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
    .filter(({ rule }) => !filings.some((filing) => holds(rule.when, filing)))
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
      vi: "Thêm một khoản cho các trường hợp này (amount 0 nếu miễn), hoặc cho mục mà phí phụ thuộc vào là bắt buộc.",
      en: "Add an item for them (amount 0 where it is free), or let the form require the answer.",
    },
    find: ({ procedure }) => covered(procedure).flatMap(gaps),
  },
  {
    code: "fee-overlap",
    remedy: {
      vi: "Sửa when để mỗi hồ sơ chỉ đúng một khoản.",
      en: "Correct when, so that each dossier meets one of them.",
    },
    find: ({ procedure }) => covered(procedure).flatMap(overlaps),
  },
  {
    code: "fee-never",
    remedy: { vi: "Xóa khoản này, hoặc sửa when.", en: "Remove it, or correct its when." },
    find: ({ procedure }) => covered(procedure).flatMap(never),
  },
  {
    code: "fee-choices-too-many",
    remedy: {
      vi: "Giảm số mục chọn mà phí phụ thuộc vào, hoặc tách thành nhiều khoản.",
      en: "Let fees depend on fewer choices, or split them into several items.",
    },
    find: ({ procedure }) =>
      groupsOf(procedure).flatMap(({ channel, alternative, question: { asked } }) => {
        const ways = size(asked);
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
