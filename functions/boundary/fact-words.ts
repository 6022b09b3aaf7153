import type { MoveName } from "../../shared/domain/dossiers/moves/moves.ts";
import type { DossierState } from "../../shared/domain/dossiers/state.ts";

type Words = { vi: string; en: string };

/** States as people say them. */
const STATES: Record<DossierState, Words> = {
  draft: { vi: "bản nháp", en: "draft" },
  "payment-due": { vi: "chờ nộp phí", en: "payment due" },
  submitted: { vi: "đã nộp, chờ tiếp nhận", en: "submitted" },
  refused: { vi: "không được tiếp nhận", en: "refused" },
  accepted: { vi: "đã tiếp nhận", en: "accepted" },
  processing: { vi: "đang xử lý", en: "in processing" },
  "awaiting-supplement": { vi: "chờ bổ sung", en: "awaiting supplement" },
  withdrawn: { vi: "đã rút", en: "withdrawn" },
  stopped: { vi: "đã dừng", en: "stopped" },
  resolved: { vi: "đã có kết quả", en: "resolved" },
  returned: { vi: "đã trả kết quả", en: "returned" },
};

/** What cannot be done, as people say it: the moves of the table and the acts that are none. */
const ACTS: Record<MoveName | "change" | "delete" | "upload" | "rating", Words> = {
  accept: { vi: "tiếp nhận", en: "accept" },
  refuse: { vi: "từ chối tiếp nhận", en: "refuse" },
  assign: { vi: "giao xử lý", en: "assign" },
  "complete-step": { vi: "hoàn thành bước", en: "complete the step" },
  "send-back": { vi: "trả lại bước trước", en: "send back" },
  "request-supplement": { vi: "yêu cầu bổ sung", en: "request a supplement" },
  "approve-supplement": { vi: "duyệt yêu cầu bổ sung lần nữa", en: "approve another supplement" },
  "request-payment": { vi: "yêu cầu thanh toán", en: "request a payment" },
  extend: { vi: "gia hạn", en: "extend" },
  stop: { vi: "dừng giải quyết", en: "stop" },
  withdrawal: { vi: "rút hồ sơ", en: "withdraw" },
  payment: { vi: "thanh toán", en: "pay" },
  lapse: { vi: "dừng vì quá hạn bổ sung", en: "stop for want of the supplement" },
  unpaid: { vi: "dừng vì quá hạn thanh toán", en: "stop for want of payment" },
  rating: { vi: "đánh giá", en: "rate" },
  decide: { vi: "quyết định", en: "decide" },
  "return-result": { vi: "trả kết quả", en: "return the result" },
  submission: { vi: "nộp hồ sơ", en: "submit" },
  change: { vi: "sửa hồ sơ", en: "change" },
  delete: { vi: "xóa hồ sơ", en: "delete" },
  upload: { vi: "tải tệp lên", en: "upload" },
};

/** A fact of a refusal as it stands in a sentence: codes become words, numbers and references stay. */
export const factWords = (name: string, value: string | number, language: "vi" | "en"): string => {
  const table: Record<string, Words> = name === "state" ? STATES : name === "move" ? ACTS : {};
  return table[String(value)]?.[language] ?? String(value);
};
