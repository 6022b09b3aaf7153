import type { Language, Wording } from "../templates.ts";

/** A dossier that is being settled. */
export const PROCESSING = {
  processing: {
    vi: {
      sms: [
        "Hồ sơ {code} đang được giải quyết từ {when}, hẹn trả {due}. Theo dõi: {link}",
        "HS {code} đang giải quyết từ {when}. Theo dõi: {link}",
        "HS {code} đang giải quyết {when}. {link}",
        "HS {code}: đang giải quyết.",
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
        "{code}: in processing.",
      ],
      email: {
        subject: "Dossier {code}: in processing",
        what: ["Your dossier is now in processing.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  "supplement-requested": {
    vi: {
      sms: [
        "Hồ sơ {code} cần bổ sung trước {answerBy}. Đăng nhập để xem và bổ sung. Theo dõi: {link}",
        "Hồ sơ {code} cần bổ sung trước {answerBy}. Theo dõi: {link}",
        "HS {code} cần bổ sung trước {answerBy}. {link}",
        "HS {code} bổ sung trước {answerBy}. {link}",
        "HS {code}: cần đăng nhập để bổ sung.",
      ],
      email: {
        subject: "Hồ sơ {code}: cần bổ sung",
        what: ["Hồ sơ cần được bổ sung, hoàn thiện.", "Cần bổ sung: {items}"],
        next: [
          "Đăng nhập, mở hồ sơ, bổ sung đúng những mục nêu trên rồi nộp lại trước {answerBy}.",
          "Thời hạn giải quyết tạm dừng và chạy tiếp khi quý vị nộp bổ sung. Quá hạn bổ sung, hồ sơ sẽ được dừng.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} must be supplemented by {answerBy}. Sign in to see and add it. Track: {link}",
        "Dossier {code} must be supplemented by {answerBy}. Track: {link}",
        "{code}: supplement by {answerBy}. Track: {link}",
        "{code}: supplement by {answerBy}. {link}",
        "{code}: sign in to supplement it.",
      ],
      email: {
        subject: "Dossier {code}: a supplement is needed",
        what: ["Your dossier must be supplemented.", "What is asked for: {items}"],
        next: [
          "Sign in, open the dossier, add what is named above and submit it again by {answerBy}.",
          "The limit stands still until you do. Without it the dossier will be stopped after that date.",
        ],
      },
    },
  },
  "supplement-answered": {
    vi: {
      sms: [
        "Hồ sơ {code} đã nhận bổ sung lúc {when}, hẹn trả kết quả {due}. Theo dõi: {link}",
        "Hồ sơ {code} đã nhận bổ sung lúc {when}. Theo dõi: {link}",
        "HS {code} đã bổ sung {when}. Theo dõi: {link}",
        "HS {code} đã bổ sung {when}. {link}",
        "HS {code}: đã nhận bổ sung.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nhận bổ sung",
        what: ["Phần bổ sung đã được nhận. Hồ sơ được giải quyết tiếp.", "Hẹn trả kết quả: {due}."],
        next: ["Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: supplement received {when}, result due {due}. Track: {link}",
        "Dossier {code}: supplement received {when}. Track: {link}",
        "{code} supplemented {when}. Track: {link}",
        "{code} supplemented {when}. {link}",
        "{code}: supplement received.",
      ],
      email: {
        subject: "Dossier {code}: the supplement is received",
        what: ["Your supplement is received. Work on the dossier goes on.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  extended: {
    vi: {
      sms: [
        "Hồ sơ {code} giải quyết chậm, xin lỗi quý vị và hẹn lại {due}. Theo dõi: {link}",
        "HS {code} chậm, xin lỗi, hẹn lại {due}. Theo dõi: {link}",
        "HS {code} xin lỗi, hẹn lại {due}. {link}",
        "HS {code}: chậm, xin lỗi quý vị.",
      ],
      email: {
        subject: "Hồ sơ {code}: xin lỗi và hẹn lại ngày trả kết quả",
        what: [
          "Hồ sơ chưa thể trả kết quả đúng hẹn. Cơ quan giải quyết xin lỗi quý vị vì sự chậm trễ này.",
          "Hẹn trước đây: {previousDue}.",
          "Hẹn lại: {due}.",
          "Lý do: {reason}",
        ],
        next: ["Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code} is delayed, we apologise; the new date is {due}. Track: {link}",
        "{code} delayed, sorry: now due {due}. Track: {link}",
        "{code} sorry, now due {due}. {link}",
        "{code}: delayed, we apologise.",
      ],
      email: {
        subject: "Dossier {code}: our apology, and a new date",
        what: [
          "The result of your dossier cannot be given on the date promised. We apologise for the delay.",
          "The date promised: {previousDue}.",
          "The new date: {due}.",
          "Reason: {reason}",
        ],
        next: ["You need not do anything now."],
      },
    },
  },
  "due-corrected": {
    vi: {
      sms: [
        "Hồ sơ {code}: lịch nghỉ chính thức đã công bố, ngày hẹn trả mới là {due}. Theo dõi: {link}",
        "HS {code}: theo lịch nghỉ mới, hẹn trả {due}. Theo dõi: {link}",
        "HS {code} đổi ngày hẹn trả: {due}. {link}",
        "HS {code}: đổi ngày hẹn trả.",
      ],
      email: {
        subject: "Hồ sơ {code}: ngày hẹn trả kết quả thay đổi theo lịch nghỉ chính thức",
        what: [
          "Lịch nghỉ, làm việc chính thức đã được công bố, ngày hẹn trả kết quả được tính lại theo lịch này.",
          "Ngày hẹn trả mới là {due}.",
          "Hẹn trước đây: {previousDue}.",
        ],
        next: ["Số ngày giải quyết theo quy định không đổi. Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: the official days off are published, the result is now due {due}. Track: {link}",
        "{code}: by the new calendar, due {due}. Track: {link}",
        "{code} now due {due}. {link}",
        "{code}: result due on another date.",
      ],
      email: {
        subject: "Dossier {code}: the result is due on another date by the official calendar",
        what: [
          "The official days off are published, and the date of your result was reckoned anew by them.",
          "The new date is {due}.",
          "The date told before: {previousDue}.",
        ],
        next: ["The time allowed for it has not changed. You need not do anything now."],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;
