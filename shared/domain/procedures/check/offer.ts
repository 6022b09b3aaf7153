import { levelOf } from "../level.ts";
import { type Found, found, listed, type Rule, repeated } from "./rule.ts";

/** The levels that each mode stands for: `levelOf` derives them from what is offered. */
const LEVELS = { full: [4], partial: [3], information: [1, 2] } as const;

const missing = (pointer: string, absent: boolean, vi: string, en: string): Found[] =>
  absent ? [found(pointer, vi, en)] : [];

export const OFFER_RULES: readonly Rule[] = [
  {
    code: "mode-unlike-level",
    remedy: {
      vi: "Sửa onlineMode, hoặc kênh online, payable và returns: full là mức 4 (nộp, trả tiền và nhận kết quả trực tuyến), partial là mức 3, information không có kênh online.",
      en: "Correct onlineMode, or the online channel, payable and returns: full is level 4 (filed, paid and answered online), partial level 3, information has no online channel.",
    },
    find: ({ procedure }) => {
      const { onlineMode, channels } = procedure;
      const level = levelOf(procedure);
      const offered = channels.some(({ channel }) => channel === "online");
      const fits = (LEVELS[onlineMode] as readonly number[]).includes(level);
      if (fits && offered === (onlineMode !== "information")) return [];
      return [
        found(
          "/onlineMode",
          `Ghi “${onlineMode}” nhưng cách cung cấp là mức ${level}${offered ? ", có kênh online" : ""}.`,
          `It says "${onlineMode}", but what is offered is level ${level}${offered ? ", with an online channel" : ""}.`,
        ),
      ];
    },
  },
  {
    code: "reason-missing",
    remedy: {
      vi: "Ghi reason: vì sao chưa làm được toàn bộ trực tuyến.",
      en: "Write in reason why not all of it is online.",
    },
    find: ({ source: { onlineMode, reason } }) =>
      missing(
        "/reason",
        onlineMode !== "full" && reason === undefined,
        "Dịch vụ chưa toàn trình phải công khai lý do.",
        "A service that is not wholly online has to publish the reason.",
      ),
  },
  {
    code: "reason-needless",
    remedy: { vi: "Xóa reason, hoặc sửa onlineMode.", en: "Remove reason, or correct onlineMode." },
    find: ({ source: { onlineMode, reason } }) =>
      missing(
        "/reason",
        onlineMode === "full" && reason !== undefined,
        "Dịch vụ toàn trình không có lý do để chưa toàn trình.",
        "A service wholly online has no reason for not being so.",
      ),
  },
  {
    code: "file-at-missing",
    remedy: {
      vi: "Ghi fileAt: tên và địa chỉ nơi nộp, hoặc cổng khác.",
      en: "Write in fileAt where to go: an office with its address, another portal.",
    },
    find: ({ source: { onlineMode, fileAt } }) =>
      missing(
        "/fileAt",
        onlineMode === "information" && fileAt === undefined,
        "Không nộp trực tuyến mà chưa nói nộp ở đâu.",
        "It is not filed online and does not say where it is.",
      ),
  },
  {
    code: "nowhere-to-file",
    remedy: { vi: "Thêm ít nhất một kênh nộp hồ sơ.", en: "Add at least one channel." },
    find: ({ source: { channels } }) =>
      missing("/channels", channels.length === 0, "Không có kênh nào để nộp.", "There is no channel to file on."),
  },
  {
    code: "nowhere-to-pay",
    remedy: { vi: "Ghi payable: online, counter hoặc cả hai.", en: "Say in payable: online, counter or both." },
    find: ({ source: { channels, payable } }) =>
      missing(
        "/payable",
        payable.length === 0 && channels.some(({ fees }) => fees.some(({ amount }) => amount > 0)),
        "Có khoản phải nộp nhưng không có nơi nộp tiền.",
        "There is something to pay and nowhere to pay it.",
      ),
  },
  {
    code: "fees-unknown-but-listed",
    remedy: { vi: "Bỏ feesUnknown, hoặc bỏ các khoản phí.", en: "Remove feesUnknown, or the fees." },
    find: ({ source: { channels, feesUnknown } }) =>
      missing(
        "/feesUnknown",
        feesUnknown === true && channels.some(({ fees }) => fees.length > 0),
        "Ghi là chưa có mức phí nhưng lại có khoản phí.",
        "It says that the sum is not known and lists fees.",
      ),
  },
  {
    code: "nowhere-to-collect",
    remedy: { vi: "Ghi returns: online, counter, post.", en: "Say in returns: online, counter, post." },
    find: ({ source: { returns } }) =>
      missing("/returns", returns.length === 0, "Không có cách trả kết quả.", "The result is given in no way."),
  },
  {
    code: "case-limit-unknown",
    remedy: { vi: "Dùng mã của một trường hợp trong cases.", en: "Use the id of one of the cases." },
    find: ({ source: { cases, channels } }) => {
      const known = cases.map(({ id }) => id);
      const names = listed(known);
      return channels.flatMap(({ caseLimits = [] }, at) =>
        caseLimits.flatMap((limit, place) =>
          known.includes(limit.case)
            ? []
            : [
                found(
                  `/channels/${at}/caseLimits/${place}/case`,
                  `Không có trường hợp “${limit.case}”; hiện có: ${names.vi}.`,
                  `There is no case "${limit.case}"; there are: ${names.en}.`,
                ),
              ],
        ),
      );
    },
  },
  {
    code: "case-limit-twice",
    remedy: { vi: "Giữ một thời hạn cho mỗi trường hợp.", en: "Keep one limit for each case." },
    find: ({ source: { channels } }) =>
      channels.flatMap(({ caseLimits = [] }, at) =>
        repeated(caseLimits, (limit) => limit.case).map(({ at: place, key }) =>
          found(
            `/channels/${at}/caseLimits/${place}/case`,
            `Trường hợp “${key}” có hai thời hạn.`,
            `The case "${key}" has two limits.`,
          ),
        ),
      ),
  },
];
