import type { Dossier } from "../dossier.ts";

export type Blocker = {
  who: "citizen" | "unit" | "payment" | "post" | "none";
  reason: { vi: string; en: string };
  since: string;
};

const says = (who: Blocker["who"], since: string, vi: string, en: string): Blocker => ({
  who,
  since,
  reason: { vi, en },
});

/** The one thing a dossier waits for, since when: the computed answer to "where is it stuck". */
export const blockerOf = (dossier: Dossier, unitName: string): Blocker => {
  switch (dossier.state) {
    case "draft":
      return says("citizen", dossier.createdAt, "Hồ sơ chưa nộp.", "Not yet filed.");
    case "payment-due":
      return says("payment", dossier.step.since, "Chờ người nộp thanh toán phí.", "Waiting for the fee to be paid.");
    case "submitted":
      return says("unit", dossier.submittedAt, `Chờ ${unitName} tiếp nhận.`, `Waiting for ${unitName} to accept it.`);
    case "accepted":
      return says(
        "unit",
        dossier.acceptedAt,
        `${unitName} đã tiếp nhận, chờ chuyển xử lý.`,
        `Accepted by ${unitName}, waiting to be handed on.`,
      );
    case "processing":
      return says("unit", dossier.step.since, `${unitName} đang xử lý.`, `${unitName} is working on it.`);
    case "resolved":
      return says(
        "unit",
        dossier.decision.at,
        `Đã có kết quả, chờ ${unitName} trả.`,
        `Decided, waiting for ${unitName} to return the result.`,
      );
    case "refused":
      return says("none", dossier.refusedAt, "Hồ sơ không được tiếp nhận.", "The dossier was refused.");
    case "returned":
      return says("none", dossier.returned.at, "Đã trả kết quả.", "The result was returned.");
  }
};
