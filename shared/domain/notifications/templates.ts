export type Language = "vi" | "en";

/**
 * One notice in one language. `sms`: from the fullest to the shortest; the first that has all its values and fits one
 * part is sent, and the last fits with the longest ones. In an email a sentence whose value is missing is left out.
 */
export type Wording = {
  sms: readonly string[];
  email: { subject: string; what: readonly string[]; next: readonly string[] };
};

/** Raised with every change of wording, and kept with each notice that was sent. */
export const TEMPLATE_VERSION = 2;

/**
 * Every notice, named after the state that it tells of. Another state is told by adding its wording here.
 * SMS is written with diacritics never: one accented letter halves what a part can hold. The link opens the public
 * tracking view, which gives no reason, takes no payment and hands out no result: nothing of the kind leads to it.
 */
export const TEMPLATES = {
  "payment-due": {
    vi: {
      sms: [
        "Ho so {code} can nop phi {amount} dong, thong bao luc {when}. Dang nhap de nop phi. Theo doi: {link}",
        "HS {code}: dang nhap nop phi {amount} dong. Theo doi: {link}",
        "HS {code}: dang nhap nop phi {amount}d. {link}",
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
        "Dossier {code}: a fee of VND {amount} is due, notified {when}. Sign in to pay. Track: {link}",
        "{code}: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
      ],
      email: {
        subject: "Dossier {code}: a fee of VND {amount} is due",
        what: ["Your dossier is recorded. A fee of VND {amount} must be paid before it is considered."],
        next: ["Sign in, open the dossier and pay online.", "The dossier counts as filed once the fee is received."],
      },
    },
  },
  submitted: {
    vi: {
      sms: [
        "Ho so {code} da nop luc {when}, tra loi truoc {acceptBy}. Theo doi: {link}",
        "HS {code} da nop {when}. Theo doi: {link}",
        "HS {code} da nop {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nộp",
        what: ["Hồ sơ đã được nộp và đang chờ tiếp nhận."],
        next: ["Hồ sơ sẽ được tiếp nhận hoặc từ chối trước {acceptBy}.", "Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was filed at {when}, answer by {acceptBy}. Track: {link}",
        "{code} filed {when}. Track: {link}",
        "{code} filed {when}. {link}",
      ],
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
        "HS {code} da nop phi {when}. Theo doi: {link}",
        "HS {code} da nop phi {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nhận phí, hồ sơ đã nộp",
        what: ["Phí đã được nhận đủ. Hồ sơ đã được nộp và đang chờ tiếp nhận."],
        next: ["Hồ sơ sẽ được tiếp nhận hoặc từ chối trước {acceptBy}.", "Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: fee received, filed at {when}, answer by {acceptBy}. Track: {link}",
        "{code} fee paid {when}. Track: {link}",
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
        "HS {code} tiep nhan {when}, hen tra {due}. Theo doi: {link}",
        "HS {code} tiep nhan, hen tra {due}. Theo doi: {link}",
        "HS {code} tiep nhan, hen tra {due}. {link}",
        "HS {code} tiep nhan {when}. Theo doi: {link}",
        "HS {code} tiep nhan {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã được tiếp nhận",
        what: ["Hồ sơ đã được tiếp nhận.", "Hẹn trả kết quả: {due}."],
        next: ["Quý vị chưa cần làm gì thêm, và sẽ được báo nếu cần bổ sung giấy tờ."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was accepted at {when}, result due {due}. Track: {link}",
        "{code} accepted {when}, due {due}. Track: {link}",
        "{code} accepted, due {due}. Track: {link}",
        "{code} accepted, due {due}. {link}",
        "{code} accepted {when}. Track: {link}",
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
      sms: [
        "Ho so {code} khong duoc tiep nhan luc {when}. Theo doi: {link}",
        "HS {code} khong duoc tiep nhan {when}. Theo doi: {link}",
        "HS {code} bi tu choi {when}. Theo doi: {link}",
        "HS {code} bi tu choi {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: không được tiếp nhận",
        what: ["Hồ sơ không được tiếp nhận.", "Lý do: {reason}", "Căn cứ: {legalBasis}"],
        next: ["Quý vị có thể hoàn thiện rồi nộp hồ sơ mới, hoặc liên hệ bộ phận nêu trên để được hướng dẫn."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was refused at {when}. Track: {link}",
        "{code} refused {when}. Track: {link}",
        "{code} refused {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: refused",
        what: ["Your dossier was not accepted.", "Reason: {reason}", "Legal basis: {legalBasis}"],
        next: ["You may correct it and file again, or ask the unit above for guidance."],
      },
    },
  },
  processing: {
    vi: {
      sms: [
        "Ho so {code} dang duoc giai quyet tu {when}, hen tra {due}. Theo doi: {link}",
        "HS {code} dang xu ly tu {when}. Theo doi: {link}",
        "HS {code} dang xu ly {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đang được giải quyết",
        what: ["Hồ sơ đang được giải quyết.", "Hẹn trả kết quả: {due}."],
        next: ["Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code} has been in processing since {when}, result due {due}. Track: {link}",
        "{code} in processing since {when}. Track: {link}",
        "{code} in processing since {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: in processing",
        what: ["Your dossier is now in processing.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  resolved: {
    vi: {
      sms: [
        "Ho so {code} da co ket qua luc {when}. Theo doi: {link}",
        "HS {code} co ket qua {when}. Theo doi: {link}",
        "HS {code} co ket qua {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã có kết quả",
        what: ["Hồ sơ đã có kết quả giải quyết.", "Kết quả: {outcome}."],
        next: ["Kết quả sẽ được trả {method}. Quý vị sẽ được báo khi kết quả được trả."],
      },
    },
    en: {
      sms: [
        "The result of dossier {code} has been ready since {when}. Track: {link}",
        "{code} result ready {when}. Track: {link}",
        "{code} result ready {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: the result is ready",
        what: ["A decision has been made on your dossier.", "Result: {outcome}."],
        next: ["The result will be returned {method}. You will be told when it is."],
      },
    },
  },
  "resolved-denied": {
    vi: {
      sms: [
        "Ho so {code} da co ket qua luc {when}, khong duoc chap thuan. Theo doi: {link}",
        "HS {code} khong chap thuan {when}. Theo doi: {link}",
        "HS {code} khong chap thuan {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: không được chấp thuận",
        what: ["Hồ sơ đã có kết quả giải quyết.", "Kết quả: {outcome}.", "Lý do: {reason}"],
        next: [
          "Kết quả sẽ được trả {method}. Quý vị sẽ được báo khi kết quả được trả.",
          "Quý vị có thể liên hệ bộ phận nêu trên để được hướng dẫn.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} was decided at {when}: not granted. Track: {link}",
        "{code} not granted {when}. Track: {link}",
        "{code} not granted {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: not granted",
        what: ["A decision has been made on your dossier.", "Result: {outcome}.", "Reason: {reason}"],
        next: [
          "The result will be returned {method}. You will be told when it is.",
          "You may ask the unit above for guidance.",
        ],
      },
    },
  },
  returned: {
    vi: {
      sms: [
        "Ho so {code} da tra ket qua luc {when}. Theo doi: {link}",
        "HS {code} da tra KQ {when}. Theo doi: {link}",
        "HS {code} da tra KQ {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã trả kết quả",
        what: ["Kết quả đã được trả {method}.", "Mã bưu gửi: {trackingNumber}."],
        next: ["Đăng nhập và mở hồ sơ để xem kết quả.", "Xin cảm ơn quý vị đã sử dụng dịch vụ công trực tuyến."],
      },
    },
    en: {
      sms: [
        "The result of dossier {code} was returned at {when}. Track: {link}",
        "{code} result returned {when}. Track: {link}",
        "{code} result returned {when}. {link}",
      ],
      email: {
        subject: "Dossier {code}: the result has been returned",
        what: ["The result was returned {method}.", "Postal tracking number: {trackingNumber}."],
        next: ["Sign in and open the dossier to see the result.", "Thank you for using the online public service."],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;

export type TemplateName = keyof typeof TEMPLATES;
