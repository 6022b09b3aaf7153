import { type Found, found, type Rule } from "./rule.ts";

/** Decree 43/2011/NĐ-CP, which the levels come from, is in force from this day. */
const FIRST_DAY = "2011-10-01";

/** Nothing is published longer ahead than this, in years: further off, a digit is wrong. */
const YEARS_AHEAD = 5;

/** The last day that what a decision of this date publishes can begin. */
export const lastStart = (decided: string): string => `${Number(decided.slice(0, 4)) + YEARS_AHEAD}${decided.slice(4)}`;

const insecure = (pointer: string, url: string | null): Found[] =>
  url === null || url.startsWith("https://")
    ? []
    : [found(pointer, `Địa chỉ ${url} không bắt đầu bằng https://.`, `${url} does not begin with https://.`)];

export const PUBLICATION_RULES: readonly Rule[] = [
  {
    code: "decision-after-validity",
    remedy: {
      vi: "Sửa ngày quyết định, hoặc lùi validFrom đến ngày quyết định hoặc sau đó.",
      en: "Correct the decision's date, or set validFrom to that day or later.",
    },
    find: ({ source: { decision, validFrom } }) =>
      decision.date <= validFrom
        ? []
        : [
            found(
              "/decision/date",
              `Thủ tục có hiệu lực ${validFrom}, trước quyết định công bố ngày ${decision.date}.`,
              `It is valid from ${validFrom}, before the decision of ${decision.date} that publishes it.`,
            ),
          ],
  },
  {
    code: "validity-out-of-range",
    remedy: {
      vi: `Sửa validFrom: từ ${FIRST_DAY} đến ${YEARS_AHEAD} năm sau quyết định.`,
      en: `Correct validFrom: from ${FIRST_DAY} to ${YEARS_AHEAD} years after the decision.`,
    },
    find: ({ source: { decision, validFrom } }) => {
      return validFrom >= FIRST_DAY && validFrom <= lastStart(decision.date)
        ? []
        : [
            found(
              "/validFrom",
              `Ngày hiệu lực ${validFrom} khó có thể đúng.`,
              `Valid from ${validFrom} is hardly right.`,
            ),
          ];
    },
  },
  {
    code: "unverified-missing",
    remedy: {
      vi: "Ghi unverified: điều gì chưa đối chiếu và vì sao, bằng tiếng Việt.",
      en: "Write in unverified what is not verified and why, in Vietnamese.",
    },
    find: ({ source: { verified, unverified = [] } }) =>
      verified || unverified.length > 0
        ? []
        : [
            found(
              "/unverified",
              "Thủ tục chưa đối chiếu mà không nói chưa đối chiếu điều gì.",
              "It is not verified and does not say what is not.",
            ),
          ],
  },
  {
    code: "unverified-needless",
    remedy: { vi: "Xóa unverified, hoặc ghi verified là false.", en: "Remove unverified, or say verified: false." },
    find: ({ source: { verified, unverified } }) =>
      verified && unverified !== undefined
        ? [found("/unverified", "Đã đối chiếu mà còn điều chưa đối chiếu.", "It is verified and says what is not.")]
        : [],
  },
  {
    code: "address-not-https",
    remedy: { vi: "Dùng địa chỉ https://, hoặc null.", en: "Use an https:// address, or null." },
    find: ({ source: { guideVideoUrl, nationalUrl } }) => [
      ...insecure("/guideVideoUrl", guideVideoUrl),
      ...insecure("/nationalUrl", nationalUrl),
    ],
  },
];
