import type { Standing } from "../standing.ts";

export type Blocker = {
  who: "citizen" | "unit" | "payment" | "post" | "none";
  reason: { vi: string; en: string };
  since: string;
};

type Says = Omit<Blocker, "since">;
const says = (who: Blocker["who"], vi: string, en: string): Says => ({ who, reason: { vi, en } });

const PAYMENT: Record<string, Says> = {
  submission: says(
    "payment",
    "Chờ người nộp thanh toán phí để hồ sơ được ghi nhận.",
    "Waiting for the fee to be paid; the dossier then counts as filed.",
  ),
  acceptance: says(
    "payment",
    "Chờ người nộp thanh toán phí khi tiếp nhận.",
    "Waiting for the fee due on acceptance to be paid.",
  ),
  request: says(
    "payment",
    "Chờ người nộp thanh toán khoản được yêu cầu.",
    "Waiting for the sum that was asked for to be paid.",
  ),
};

const STOPPED: Record<string, Says> = {
  unpaid: says("none", "Hồ sơ đã dừng vì quá hạn thanh toán.", "Stopped: the payment was not made in time."),
  lapsed: says("none", "Hồ sơ đã dừng vì quá hạn bổ sung.", "Stopped: the supplement was not sent in time."),
  decided: says("none", "Cơ quan đã dừng giải quyết hồ sơ.", "The authority stopped the dossier."),
};

const waitsFor = ({ state, waitsFor: what }: Standing, unit: string): Says => {
  switch (state) {
    case "draft":
      return says("citizen", "Hồ sơ chưa nộp.", "Not yet filed.");
    case "payment-due":
      return PAYMENT[what ?? ""] ?? says("payment", "Chờ người nộp thanh toán.", "Waiting for a payment.");
    case "submitted":
      return says("unit", `Chờ ${unit} tiếp nhận.`, `Waiting for ${unit} to accept it.`);
    case "accepted":
      return says("unit", `${unit} đã tiếp nhận, chờ chuyển xử lý.`, `Accepted by ${unit}, waiting to be handed on.`);
    case "processing":
      return says("unit", `${unit} đang xử lý.`, `${unit} is working on it.`);
    case "awaiting-supplement":
      return says(
        "citizen",
        "Chờ người nộp bổ sung hồ sơ theo yêu cầu.",
        "Waiting for the applicant to supplement it.",
      );
    case "resolved":
      return says("unit", `Đã có kết quả, chờ ${unit} trả.`, `Decided, waiting for ${unit} to return the result.`);
    case "refused":
      return says("none", "Hồ sơ không được tiếp nhận.", "The dossier was refused.");
    case "withdrawn":
      return says("none", "Người nộp đã rút hồ sơ.", "The applicant withdrew the dossier.");
    case "stopped":
      return STOPPED[what ?? ""] ?? says("none", "Hồ sơ đã dừng.", "The dossier was stopped.");
    case "returned":
      return says("none", "Đã trả kết quả.", "The result was returned.");
  }
};

/** The one thing a dossier waits for, since when: the computed answer to "where is it stuck". */
export const blockerOf = (standing: Standing, unitName: string): Blocker => ({
  ...waitsFor(standing, unitName),
  since: standing.since,
});
