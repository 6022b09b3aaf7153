import { type Instant, readable } from "../../foundation/instant.ts";
import type { Standing } from "../standing.ts";

/**
 * Where a dossier is stuck: exactly one answer for every state. `until` is how long it may take, null where nothing sets
 * that; `reason` is one sentence for people.
 */
export type Blocker = {
  who: "citizen" | "unit" | "payment" | "post" | "none";
  reason: { vi: string; en: string };
  since: Instant;
  until: Instant | null;
  late: boolean;
};

/** Names for what a standing has as ids. `officer` and `step` are null where none is known. */
export type BlockerNames = { unit: string; officer: string | null; step: string | null };

type Says = Pick<Blocker, "who" | "reason">;
const says = (who: Blocker["who"], vi: string, en: string): Says => ({ who, reason: { vi, en } });

const PAYMENT: Record<string, [vi: string, en: string]> = {
  submission: [
    "Chờ người nộp thanh toán phí để hồ sơ được ghi nhận",
    "Waiting for the fee to be paid; the dossier then counts as filed",
  ],
  acceptance: ["Chờ người nộp thanh toán phí khi tiếp nhận", "Waiting for the fee due on acceptance to be paid"],
  request: ["Chờ người nộp thanh toán khoản được yêu cầu", "Waiting for the sum that was asked for to be paid"],
  return: [
    "Đã có kết quả, chờ người nộp thanh toán phí trước khi nhận",
    "Decided, waiting for the fee that is due before the result is handed out",
  ],
};
const ANY_PAYMENT: [vi: string, en: string] = ["Chờ người nộp thanh toán", "Waiting for a payment"];

const STOPPED: Record<string, [vi: string, en: string]> = {
  unpaid: ["Hồ sơ đã dừng vì quá hạn thanh toán", "Stopped: the payment was not made in time"],
  lapsed: ["Hồ sơ đã dừng vì quá hạn bổ sung", "Stopped: the supplement was not sent in time"],
  decided: ["Cơ quan đã dừng giải quyết hồ sơ", "The authority stopped the dossier"],
};

const payment = (what: string | null): Says => says("payment", ...(PAYMENT[what ?? ""] ?? ANY_PAYMENT));

const working = ({ unit, officer, step }: BlockerNames): Says => {
  const by = officer === null ? "" : ` (${officer})`;
  return step === null
    ? says("unit", `${unit}${by} đang xử lý`, `${unit}${by} is working on it`)
    : says("unit", `${unit}${by} đang thực hiện bước “${step}”`, `${unit}${by} is at the step “${step}”`);
};

const waitsFor = ({ state, waitsFor: what }: Standing, names: BlockerNames): Says => {
  const { unit } = names;
  switch (state) {
    case "draft":
      return says("citizen", "Hồ sơ chưa nộp", "Not yet filed");
    case "payment-due":
      return payment(what);
    case "submitted":
      return says("unit", `Chờ ${unit} tiếp nhận`, `Waiting for ${unit} to accept it`);
    case "accepted":
      return says("unit", `${unit} đã tiếp nhận, chờ chuyển xử lý`, `Accepted by ${unit}, waiting to be handed on`);
    case "processing":
      return working(names);
    case "awaiting-supplement":
      return says("citizen", "Chờ người nộp bổ sung hồ sơ theo yêu cầu", "Waiting for the applicant to supplement it");
    case "resolved":
      return what === "return"
        ? payment(what)
        : says("unit", `Đã có kết quả, chờ ${unit} trả`, `Decided, waiting for ${unit} to return the result`);
    case "refused":
      return says("none", "Hồ sơ không được tiếp nhận", "The dossier was refused");
    case "withdrawn":
      return says("none", "Người nộp đã rút hồ sơ", "The applicant withdrew the dossier");
    case "stopped":
      return says("none", ...(STOPPED[what ?? ""] ?? ["Hồ sơ đã dừng", "The dossier was stopped"]));
    case "returned":
      return says("none", "Đã trả kết quả", "The result was returned");
  }
};

const within = (until: Instant | null, late: boolean): { vi: string; en: string } => {
  if (until === null) return { vi: ".", en: "." };
  const at = readable(until);
  return late
    ? { vi: `; đã quá hạn từ ${at}.`, en: `; late since ${at}.` }
    : { vi: `, chậm nhất ${at}.`, en: `, by ${at} at the latest.` };
};

/** How long the present state may take. A fee due on return holds nobody to a date. */
const untilOf = ({ state, waitsFor: what, acceptBy, stepDueAt, dueAt, answerBy }: Standing): Instant | null => {
  switch (state) {
    case "payment-due":
    case "awaiting-supplement":
      return answerBy;
    case "submitted":
      return acceptBy;
    case "accepted":
    case "processing":
      return stepDueAt ?? dueAt;
    case "resolved":
      return what === "return" ? null : stepDueAt;
    default:
      return null;
  }
};

/** The one thing a dossier waits for, since when and until when: the computed answer to "where is it stuck". */
export const blockerOf = (standing: Standing, names: BlockerNames, now: Instant): Blocker => {
  const { who, reason } = waitsFor(standing, names);
  const until = untilOf(standing);
  const late = until !== null && until < now;
  const words = within(until, late);
  return {
    who,
    reason: { vi: `${reason.vi}${words.vi}`, en: `${reason.en}${words.en}` },
    since: standing.since,
    until,
    late,
  };
};
