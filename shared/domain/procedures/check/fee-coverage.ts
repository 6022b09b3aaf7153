import type { FeeRule } from "../fee-rule.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type Filing, holds } from "../when.ts";
import { filingsOf, isNeverMet, MOST_FILINGS, type Question, questionOf, waysOf } from "./filings.ts";
import { type Found, found, type Rule, type Words } from "./rule.ts";

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
                rules.flatMap(({ rule }) => rule.when ?? []),
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
    const channel = procedure.channels[group.channel]?.channel;
    return channel === undefined || waysOf(group.question) > MOST_FILINGS
      ? []
      : [{ ...group, filings: filingsOf(procedure, channel, group.question) }];
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

const never = (procedure: ProcedureVersion): Found[] =>
  procedure.channels.flatMap(({ channel, fees }, place) =>
    fees.flatMap(({ id, when }, at) =>
      when && isNeverMet(procedure, [channel], when)
        ? [
            found(
              `/channels/${place}/fees/${at}`,
              `Khoản “${id}” không bao giờ được thu.`,
              `The item "${id}" is never asked.`,
            ),
          ]
        : [],
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
    find: ({ procedure }) => never(procedure),
  },
  {
    code: "fee-choices-too-many",
    remedy: {
      vi: "Giảm số mục chọn mà phí phụ thuộc vào, hoặc tách thành nhiều khoản.",
      en: "Let fees depend on fewer choices, or split them into several items.",
    },
    find: ({ procedure }) =>
      groupsOf(procedure).flatMap(({ channel, alternative, question }) => {
        const ways = waysOf(question);
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
