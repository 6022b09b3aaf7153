import type { Placeholder } from "./placeholder.ts";

export type Language = "vi" | "en";

/**
 * The words of one notice in one language. `sms`: from the fullest to the shortest; the first that has all its values
 * and fits one part is sent, and the last fits with the longest ones. In an email a sentence whose value is missing is
 * left out.
 */
export type Words = {
  sms: readonly string[];
  email: { subject: string; what: readonly string[]; next: readonly string[] };
};

/** Raised with every change of wording, and kept with each notice that was sent. */
export const TEMPLATE_VERSION = 1;

/**
 * Every notice, named after the state that it tells of. Another state is told by adding its words here.
 * SMS is written with diacritics never: one accented letter halves what a part can hold.
 */
export const TEMPLATES = {
  "payment-due": {
    vi: {
      sms: [
        "Ho so {code} can nop phi {amount} dong, thong bao luc {when}. Nop phi va theo doi: {link}",
        "HS {code}: can nop phi {amount}d. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: cần nộp phí {amount} đồng",
        what: ["Hồ sơ đã được ghi nhận và cần nộp phí {amount} đồng trước khi được xem xét."],
        next: [
          "Đăng nhập, mở hồ sơ và nộp phí trực tuyến.",
          "Hồ sơ được tính là đã nộp từ lúc hệ thống nhận được phí.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code}: a fee of {amount} VND is due, notified {when}. Pay and track: {link}",
        "{code}: pay {amount} VND. {link}",
      ],
      email: {
        subject: "Dossier {code}: a fee of {amount} VND is due",
        what: ["Your dossier is recorded. A fee of {amount} VND must be paid before it is considered."],
        next: ["Sign in, open the dossier and pay online.", "The dossier counts as filed once the fee is received."],
      },
    },
  },
  submitted: {
    vi: {
      sms: [
        "Ho so {code} da nop luc {when}, tra loi truoc {acceptBy}. Theo doi: {link}",
        "HS {code} da nop {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nộp",
        what: ["Hồ sơ đã được nộp và đang chờ tiếp nhận."],
        next: ["Cơ quan sẽ tiếp nhận hoặc từ chối trước {acceptBy}.", "Ông/bà chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: ["Dossier {code} filed {when}, answer by {acceptBy}. Track: {link}", "{code} filed {when}. {link}"],
      email: {
        subject: "Dossier {code}: filed",
        what: ["Your dossier is filed and waits to be accepted."],
        next: ["It will be accepted or refused by {acceptBy}.", "You need not do anything now."],
      },
    },
  },
  "submitted-paid": {
    vi: {
      sms: [
        "Ho so {code} da nop du phi luc {when}, tra loi truoc {acceptBy}. Theo doi: {link}",
        "HS {code} da nop phi {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nhận phí, hồ sơ đã nộp",
        what: ["Phí đã được nhận đủ. Hồ sơ đã được nộp và đang chờ tiếp nhận."],
        next: ["Cơ quan sẽ tiếp nhận hoặc từ chối trước {acceptBy}.", "Ông/bà chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: fee received and filed {when}, answer by {acceptBy}. Track: {link}",
        "{code} fee paid {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: fee received, dossier filed",
        what: ["The fee is received. Your dossier is filed and waits to be accepted."],
        next: ["It will be accepted or refused by {acceptBy}.", "You need not do anything now."],
      },
    },
  },
  accepted: {
    vi: {
      sms: [
        "Ho so {code} duoc tiep nhan luc {when}, hen tra ket qua {due}. Theo doi: {link}",
        "Ho so {code} tiep nhan {when}, hen tra {due}. {link}",
        "HS {code} tiep nhan, hen tra {due}. {link}",
        "HS {code} tiep nhan {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã được tiếp nhận",
        what: ["Hồ sơ đã được tiếp nhận.", "Hẹn trả kết quả: {due}."],
        next: ["Ông/bà chưa cần làm gì thêm. Nếu cần bổ sung giấy tờ, cơ quan sẽ thông báo."],
      },
    },
    en: {
      sms: [
        "Dossier {code} accepted {when}, result due {due}. Track: {link}",
        "{code} accepted, due {due}. {link}",
        "{code} accepted {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: accepted",
        what: ["Your dossier is accepted.", "The result is due {due}."],
        next: ["You need not do anything now. You will be told if anything must be added."],
      },
    },
  },
  refused: {
    vi: {
      sms: ["Ho so {code} khong duoc tiep nhan luc {when}. Xem ly do: {link}", "HS {code} bi tu choi {when}. {link}"],
      email: {
        subject: "Hồ sơ {code}: không được tiếp nhận",
        what: ["Hồ sơ không được tiếp nhận.", "Lý do: {reason}", "Căn cứ: {legalBasis}"],
        next: ["Ông/bà có thể hoàn thiện rồi nộp hồ sơ mới, hoặc liên hệ cơ quan nêu trên để được hướng dẫn."],
      },
    },
    en: {
      sms: ["Dossier {code} was refused {when}. See why: {link}", "{code} refused {when}. {link}"],
      email: {
        subject: "Dossier {code}: refused",
        what: ["Your dossier was not accepted.", "Reason: {reason}", "Legal basis: {legalBasis}"],
        next: ["You may correct it and file again, or ask the agency above for guidance."],
      },
    },
  },
  processing: {
    vi: {
      sms: [
        "Ho so {code} dang duoc giai quyet tu {when}, hen tra {due}. Theo doi: {link}",
        "HS {code} dang xu ly {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đang được giải quyết",
        what: ["Hồ sơ đang được giải quyết.", "Hẹn trả kết quả: {due}."],
        next: ["Ông/bà chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code} is being processed since {when}, due {due}. Track: {link}",
        "{code} in process {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: being processed",
        what: ["Your dossier is being processed.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  resolved: {
    vi: {
      sms: ["Ho so {code} da co ket qua luc {when}. Xem cach nhan: {link}", "HS {code} co ket qua {when}. {link}"],
      email: {
        subject: "Hồ sơ {code}: đã có kết quả",
        what: ["Hồ sơ đã có kết quả giải quyết.", "Kết quả: {outcome}."],
        next: ["Kết quả sẽ được trả {method}. Ông/bà sẽ được báo khi kết quả được trả."],
      },
    },
    en: {
      sms: [
        "Dossier {code} has its result since {when}. See how to get it: {link}",
        "{code} result ready {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: the result is ready",
        what: ["Your dossier is resolved.", "Result: {outcome}."],
        next: ["It will be returned {method}. You will be told when it is."],
      },
    },
  },
  returned: {
    vi: {
      sms: ["Ho so {code} da tra ket qua luc {when}. Xem tai: {link}", "HS {code} da tra KQ {when}. {link}"],
      email: {
        subject: "Hồ sơ {code}: đã trả kết quả",
        what: ["Kết quả đã được trả {method}.", "Mã bưu gửi: {trackingNumber}."],
        next: ["Đăng nhập và mở hồ sơ để xem kết quả.", "Cảm ơn ông/bà đã sử dụng dịch vụ công trực tuyến."],
      },
    },
    en: {
      sms: ["Dossier {code}: result returned {when}. See: {link}", "{code} result returned {when}. {link}"],
      email: {
        subject: "Dossier {code}: the result is returned",
        what: ["The result was returned {method}.", "Postal tracking number: {trackingNumber}."],
        next: ["Sign in and open the dossier to see the result.", "Thank you for using the online public service."],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Words>>;

export type TemplateName = keyof typeof TEMPLATES;

/** The words around every email. */
export const FRAME = {
  vi: {
    greeting: "Kính gửi ông/bà {name},",
    rows: { code: "Mã hồ sơ", procedure: "Thủ tục", agency: "Cơ quan", officer: "Cán bộ phụ trách", when: "Thời điểm" },
    next: "Việc tiếp theo",
    link: "Theo dõi hồ sơ",
    footer: "Thư này được gửi tự động khi hồ sơ thay đổi trạng thái, xin không trả lời.",
  },
  en: {
    greeting: "Dear {name},",
    rows: { code: "Dossier code", procedure: "Procedure", agency: "Agency", officer: "Officer", when: "Time" },
    next: "What happens next",
    link: "Track the dossier",
    footer: "This message is sent automatically when the dossier changes. Please do not reply.",
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
  },
  en: {
    outcome: { granted: "granted", denied: "denied" },
    method: { online: "online", counter: "at the one-stop centre", post: "by post" },
  },
} as const;
