import type { Language, Wording } from "../templates.ts";

/** A dossier that has come to its end, one way or another. */
export const ENDING = {
  stopped: {
    vi: {
      sms: [
        "Hồ sơ {code} đã dừng giải quyết lúc {when}. Đăng nhập để xem lý do. Theo dõi: {link}",
        "Hồ sơ {code} đã dừng giải quyết lúc {when}. Theo dõi: {link}",
        "HS {code} đã dừng giải quyết {when}. Theo dõi: {link}",
        "HS {code} đã dừng giải quyết {when}. {link}",
        "HS {code}: đã dừng giải quyết.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã dừng giải quyết",
        what: ["Cơ quan giải quyết đã dừng hồ sơ.", "Lý do: {reason}"],
        next: ["Quý vị có thể liên hệ bộ phận nêu trên để được hướng dẫn, hoặc nộp hồ sơ mới."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was stopped at {when}. Sign in to see why. Track: {link}",
        "Dossier {code} was stopped at {when}. Track: {link}",
        "{code} stopped {when}. Track: {link}",
        "{code} stopped {when}. {link}",
        "{code}: stopped.",
      ],
      email: {
        subject: "Dossier {code}: stopped",
        what: ["The authority has stopped your dossier.", "Reason: {reason}"],
        next: ["You may ask the unit above for guidance, or file anew."],
      },
    },
  },
  "stopped-unpaid": {
    vi: {
      sms: [
        "Hồ sơ {code} đã dừng lúc {when} vì quá hạn nộp phí. Theo dõi: {link}",
        "HS {code} dừng {when} vì quá hạn nộp phí. Theo dõi: {link}",
        "HS {code} đã dừng giải quyết {when}. {link}",
        "HS {code}: đã dừng, quá hạn nộp phí.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã dừng vì quá hạn thanh toán",
        what: ["Đã quá hạn mà chưa nhận được khoản phải nộp, nên hồ sơ được dừng."],
        next: [
          "Nếu vẫn cần giải quyết, quý vị có thể nộp hồ sơ mới.",
          "Tiền nộp sau thời điểm này không làm hồ sơ chạy tiếp và sẽ được hoàn lại.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} was stopped at {when}: the payment was not made in time. Track: {link}",
        "{code} stopped {when}, not paid in time. Track: {link}",
        "{code} stopped {when}. {link}",
        "{code}: stopped, not paid in time.",
      ],
      email: {
        subject: "Dossier {code}: stopped, not paid in time",
        what: ["What was due was not paid in time, so your dossier was stopped."],
        next: [
          "You may file anew if you still need it.",
          "Money paid from now on does not set it going again and will be refunded.",
        ],
      },
    },
  },
  "stopped-lapsed": {
    vi: {
      sms: [
        "Hồ sơ {code} đã dừng lúc {when} vì quá hạn bổ sung. Theo dõi: {link}",
        "HS {code} dừng {when} vì quá hạn bổ sung. Theo dõi: {link}",
        "HS {code} đã dừng giải quyết {when}. {link}",
        "HS {code}: đã dừng, quá hạn bổ sung.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã dừng vì quá hạn bổ sung",
        what: ["Đã quá hạn mà chưa nhận được phần bổ sung được yêu cầu, nên hồ sơ được dừng."],
        next: ["Nếu vẫn cần giải quyết, quý vị có thể hoàn thiện rồi nộp hồ sơ mới."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was stopped at {when}: the supplement was not sent in time. Track: {link}",
        "{code} stopped {when}, no supplement. Track: {link}",
        "{code} stopped {when}. {link}",
        "{code}: stopped, no supplement.",
      ],
      email: {
        subject: "Dossier {code}: stopped, the supplement was not sent",
        what: ["What was asked for was not sent in time, so your dossier was stopped."],
        next: ["You may complete it and file anew if you still need it."],
      },
    },
  },
  withdrawn: {
    vi: {
      sms: [
        "Hồ sơ {code} đã được rút theo yêu cầu lúc {when}. Theo dõi: {link}",
        "HS {code} đã rút {when}. Theo dõi: {link}",
        "HS {code} đã rút {when}. {link}",
        "HS {code}: đã rút theo yêu cầu.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã rút",
        what: ["Hồ sơ đã được rút theo yêu cầu của quý vị."],
        next: [
          "Nếu không phải quý vị rút hồ sơ, hãy liên hệ ngay bộ phận nêu trên.",
          "Quý vị có thể nộp hồ sơ mới bất cứ lúc nào.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} was withdrawn at your request at {when}. Track: {link}",
        "{code} withdrawn {when}. Track: {link}",
        "{code} withdrawn {when}. {link}",
        "{code}: withdrawn as you asked.",
      ],
      email: {
        subject: "Dossier {code}: withdrawn",
        what: ["Your dossier was withdrawn as you asked."],
        next: ["If it was not you, tell the unit above at once.", "You may file a new one at any time."],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;
