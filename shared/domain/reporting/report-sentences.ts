import { writtenNumber as number, writtenDate } from "../slips/words.ts";
import { type HalfYear, halfName } from "./half-year.ts";
import { otherFields, ratingsOf } from "./period-report.ts";
import { inSentence, responseShare, sharePercent, shareWithParts, writtenPart } from "./report-words.ts";
import type { Summary } from "./summary.ts";

type Told = readonly [count: number, words: string];

/** What there is any of, joined as a list is said: `1 rút hồ sơ, 2 bị dừng`. */
const those = (all: readonly Told[]): string =>
  all.flatMap(([count, words]) => (count === 0 ? [] : [`${number(count)} ${words}`])).join(", ");

/** `83/94 qua bưu chính (88,30%)` of each way that any went, the most used first. */
const byWay = (ways: readonly Told[], total: number): string =>
  ways
    .filter(([count]) => count > 0)
    .toSorted(([a], [b]) => b - a)
    .map(([count, words]) => `${writtenPart(count, total)} ${words} (${sharePercent(count, total)})`)
    .join(", ");

const proceduresSentence = ({ procedures, period }: Summary): string => {
  const { total, byLevel, oneStop } = procedures;
  const day = writtenDate(period.to);
  if (total === 0) return `Đến ngày ${day} chưa có thủ tục hành chính nào được công bố.`;
  const level4 = `${writtenPart(byLevel[4], total)} thủ tục hành chính được cung cấp dịch vụ công trực tuyến mức độ 4 (${sharePercent(byLevel[4], total)})`;
  const all = `${writtenPart(oneStop, total)} thủ tục được giải quyết theo cơ chế một cửa (${sharePercent(oneStop, total)})`;
  return `Đến ngày ${day} có ${level4}; ${all}.`;
};

const span = ({ period, isOver }: HalfYear): string =>
  isOver
    ? `từ ngày ${writtenDate(period.from)} đến ngày ${writtenDate(period.to)}`
    : `kỳ chưa kết thúc, tính từ ngày ${writtenDate(period.from)} đến ngày ${writtenDate(period.to)}`;

const receivedSentence = (summary: Summary, half: HalfYear): string => {
  const opening = `Trong ${halfName(half)} (${span(half)})`;
  const { total, carriedOver, online, counter, post, byField } = summary.received;
  const carried =
    carriedOver === 0 ? "" : ` Từ kỳ trước chuyển sang ${number(carriedOver)} hồ sơ đang giải quyết hoặc tạm dừng.`;
  if (total === 0) return `${opening} chưa tiếp nhận hồ sơ nào.${carried}`;
  const fields = [
    ...byField.map(({ name, count }): Told => [count, inSentence(name)]),
    [otherFields(summary), "lĩnh vực khác"] as const,
  ];
  const ways =
    online === total
      ? "100% hồ sơ được tiếp nhận trực tuyến"
      : `trong đó ${byWay(
          [
            [online, "trực tuyến"],
            [counter, "trực tiếp"],
            [post, "qua dịch vụ bưu chính công ích"],
          ],
          total,
        )}`;
  return `${opening} đã tiếp nhận ${number(total)} hồ sơ (${those(fields)}); ${ways}.${carried}`;
};

const returnedSentence = ({ returned }: Summary): string => {
  const { total, online, counter, post } = returned;
  if (total === 0) return "Chưa trả kết quả của hồ sơ nào.";
  const ways = byWay(
    [
      [post, "qua dịch vụ bưu chính công ích"],
      [online, "trực tuyến"],
      [counter, "trực tiếp"],
    ],
    total,
  );
  return `Đã trả kết quả ${number(total)} hồ sơ: ${ways}.`;
};

const settledSentence = ({ settled }: Summary): string => {
  const { total, early, onTime, late } = settled;
  if (total === 0) return "Chưa giải quyết xong hồ sơ nào, nên chưa có tỷ lệ đúng hạn.";
  const inTime = early + onTime;
  const opening = `Đã giải quyết ${number(total)} hồ sơ`;
  if (late === total) return `${opening}, ${total === 1 ? "hồ sơ này" : "tất cả đều"} quá hạn; tỷ lệ đúng hạn 0%.`;
  const before = early === 0 ? "" : `, trong đó ${number(early)} trước hạn`;
  if (late === 0) return `${opening}; tỷ lệ đúng hạn đạt 100% (${writtenPart(inTime, total)}${before}).`;
  return `${opening}: ${number(inTime)} đúng hạn, đạt ${sharePercent(inTime, total)}${before}; ${number(late)} quá hạn (${sharePercent(late, total)}).`;
};

const remainingSentence = ({ open, paused, ended, notReceived, period }: Summary): string => {
  const left = those([
    [open.inTime, "hồ sơ đang giải quyết trong hạn"],
    [open.late, "hồ sơ chưa giải quyết xong đã quá hạn"],
    [paused, "hồ sơ tạm dừng chờ người nộp bổ sung hoặc nộp phí, lệ phí"],
  ]);
  const over = those([
    [ended.withdrawn, "hồ sơ được người nộp rút"],
    [ended.stopped, "hồ sơ dừng giải quyết"],
  ]);
  const never = those([
    [notReceived.refused, "hồ sơ bị từ chối"],
    [notReceived.withdrawn, "hồ sơ được người nộp rút"],
    [notReceived.stopped, "hồ sơ dừng vì không bổ sung hoặc không nộp phí, lệ phí"],
  ]);
  const day = writtenDate(period.to);
  return [
    left === "" ? `Đến ngày ${day} không còn hồ sơ nào chưa giải quyết xong.` : `Đến ngày ${day} còn ${left}.`,
    ...(over === "" ? [] : [`Sau khi tiếp nhận có ${over}.`]),
    ...(never === "" ? [] : [`Không tính vào số tiếp nhận: ${never}.`]),
  ].join(" ");
};

const satisfactionSentence = (summary: Summary): string => {
  const ratings = ratingsOf(summary);
  const { responses, satisfied, returned } = ratings;
  if (responses === 0) {
    const of = returned === 0 ? "" : ` trên ${number(returned)} hồ sơ đã trả kết quả`;
    return `Chưa có phản hồi đánh giá nào${of}, nên chưa có tỷ lệ hài lòng.`;
  }
  const share = responseShare(ratings);
  const answered = share
    ? `Có ${writtenPart(share.part, share.whole)} hồ sơ đã trả kết quả có phản hồi đánh giá (tỷ lệ phản hồi ${sharePercent(share.part, share.whole)})`
    : `Có ${number(responses)} phản hồi đánh giá, gồm cả của hồ sơ trả kết quả từ kỳ trước`;
  return `${answered}; mức độ hài lòng ${satisfied === responses ? "đạt " : ""}${shareWithParts(satisfied, responses)}.`;
};

/** What a report says in words, a sentence or more of each matter, whatever its figures are. */
export const reportSentences = (summary: Summary, half: HalfYear): string[] => [
  proceduresSentence(summary),
  receivedSentence(summary, half),
  returnedSentence(summary),
  settledSentence(summary),
  remainingSentence(summary),
  satisfactionSentence(summary),
];
