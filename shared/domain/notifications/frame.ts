import type { Placeholder } from "./placeholder.ts";
import type { Language } from "./templates.ts";

/** The words around every email. */
export const FRAME = {
  vi: {
    greeting: "Kính gửi {name},",
    rows: {
      code: "Mã hồ sơ",
      procedure: "Thủ tục",
      agency: "Bộ phận",
      officer: "Cán bộ phụ trách",
      when: "Thời điểm",
      blocker: "Hiện nay",
    },
    next: "Việc tiếp theo",
    link: "Theo dõi hồ sơ",
    footer: "Thư này được gửi tự động về hồ sơ của quý vị, xin không trả lời.",
  },
  en: {
    greeting: "Dear {name},",
    rows: {
      code: "Dossier code",
      procedure: "Procedure",
      agency: "Unit",
      officer: "Officer",
      when: "Time",
      blocker: "Now",
    },
    next: "What happens next",
    link: "Track the dossier",
    footer: "This message about your dossier is sent automatically. Please do not reply.",
  },
} as const satisfies Record<
  Language,
  { greeting: string; rows: Partial<Record<Placeholder, string>>; next: string; link: string; footer: string }
>;

/** Codes of the domain in words. */
export const CODED = {
  vi: {
    outcome: { granted: "được chấp thuận", denied: "không được chấp thuận" },
    method: { online: "trực tuyến", counter: "tại Trung tâm Phục vụ hành chính công", post: "qua bưu chính" },
    refundWay: {
      vnpay: "qua VNPAY",
      payos: "qua payOS",
      momo: "qua ví MoMo",
      cash: "bằng tiền mặt",
      transfer: "bằng chuyển khoản ngân hàng",
    },
  },
  en: {
    outcome: { granted: "granted", denied: "not granted" },
    method: { online: "online", counter: "at the one-stop centre", post: "by post" },
    refundWay: {
      vnpay: "through VNPAY",
      payos: "through payOS",
      momo: "to the MoMo wallet",
      cash: "in cash",
      transfer: "by bank transfer",
    },
  },
} as const;
