import type { Language, Wording } from "../templates.ts";

/** What no event tells of: asked for by name when its time has come. */
export const REMINDING = {
  "answer-soon-supplement": {
    vi: {
      sms: [
        "Hồ sơ {code} cần bổ sung trước {answerBy}, quá hạn sẽ bị dừng. Đăng nhập để bổ sung. Theo dõi: {link}",
        "HS {code} cần bổ sung trước {answerBy}, quá hạn sẽ dừng. Theo dõi: {link}",
        "HS {code} cần bổ sung trước {answerBy}. {link}",
        "HS {code} bổ sung trước {answerBy}. {link}",
        "HS {code}: sắp hết hạn bổ sung.",
      ],
      email: {
        subject: "Nhắc quý vị: hồ sơ {code} cần bổ sung trước {answerBy}",
        what: [
          "Hồ sơ của quý vị đang chờ bổ sung và sắp hết hạn.",
          "Hạn bổ sung: {answerBy}. Quá hạn, hồ sơ sẽ được dừng.",
        ],
        next: [
          "Đăng nhập, mở hồ sơ để xem những mục cần bổ sung rồi nộp lại trước hạn.",
          "Nếu quý vị vừa nộp bổ sung, xin bỏ qua thư này.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} must be supplemented by {answerBy} or it will be stopped. Sign in to add it. Track: {link}",
        "{code}: supplement by {answerBy} or it stops. Track: {link}",
        "{code}: supplement by {answerBy}. {link}",
        "{code}: the supplement is due soon.",
      ],
      email: {
        subject: "Reminder: dossier {code} must be supplemented by {answerBy}",
        what: [
          "Your dossier waits for a supplement, and the time for it is nearly over.",
          "It must be sent by {answerBy}. After that the dossier will be stopped.",
        ],
        next: [
          "Sign in, open the dossier to see what is asked for, and submit it again in time.",
          "If you have just done so, please ignore this message.",
        ],
      },
    },
  },
  "answer-soon-payment": {
    vi: {
      sms: [
        "Hồ sơ {code} cần nộp phí trước {answerBy}, quá hạn sẽ bị dừng. Đăng nhập để nộp phí. Theo dõi: {link}",
        "HS {code} cần nộp phí trước {answerBy}, quá hạn sẽ dừng. Theo dõi: {link}",
        "HS {code} cần nộp phí trước {answerBy}. {link}",
        "HS {code} nộp phí trước {answerBy}. {link}",
        "HS {code}: sắp hết hạn nộp phí.",
      ],
      email: {
        subject: "Nhắc quý vị: hồ sơ {code} cần nộp phí trước {answerBy}",
        what: [
          "Hồ sơ của quý vị đang chờ nộp phí và sắp hết hạn.",
          "Số tiền: {amount} đồng.",
          "Hạn nộp phí: {answerBy}. Quá hạn, hồ sơ sẽ được dừng.",
        ],
        next: ["Đăng nhập, mở hồ sơ và nộp phí trực tuyến trước hạn.", "Nếu quý vị vừa nộp phí, xin bỏ qua thư này."],
      },
    },
    en: {
      sms: [
        "Dossier {code} must be paid for by {answerBy} or it will be stopped. Sign in to pay. Track: {link}",
        "{code}: pay by {answerBy} or it stops. Track: {link}",
        "{code}: pay by {answerBy}. {link}",
        "{code}: the payment is due soon.",
      ],
      email: {
        subject: "Reminder: dossier {code} must be paid for by {answerBy}",
        what: [
          "Your dossier waits for a payment, and the time for it is nearly over.",
          "Amount: VND {amount}.",
          "It must be paid by {answerBy}. After that the dossier will be stopped.",
        ],
        next: [
          "Sign in, open the dossier and pay online in time.",
          "If you have just done so, please ignore this message.",
        ],
      },
    },
  },
  "rating-asked": {
    vi: {
      sms: [
        "Hồ sơ {code} đã trả kết quả. Mời quý vị đăng nhập đánh giá chất lượng phục vụ. Theo dõi: {link}",
        "HS {code}: mời quý vị đăng nhập đánh giá. Theo dõi: {link}",
        "HS {code}: mời quý vị đánh giá. {link}",
        "HS {code}: mời quý vị đánh giá.",
      ],
      email: {
        subject: "Hồ sơ {code}: mời quý vị đánh giá chất lượng phục vụ",
        what: ["Kết quả của hồ sơ đã được trả. Chúng tôi mong được nghe ý kiến của quý vị."],
        next: [
          "Đăng nhập, mở hồ sơ và đánh giá chất lượng phục vụ. Mỗi hồ sơ được đánh giá một lần.",
          "Ý kiến của quý vị giúp chúng tôi phục vụ tốt hơn. Xin cảm ơn quý vị.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} was settled. Please sign in and rate our service. Track: {link}",
        "{code}: please sign in and rate us. Track: {link}",
        "{code}: please rate us. {link}",
        "{code}: please rate our service.",
      ],
      email: {
        subject: "Dossier {code}: please rate our service",
        what: ["The result of your dossier was returned. We would like to hear what you think."],
        next: [
          "Sign in, open the dossier and rate the service. Each dossier is rated once.",
          "What you say helps us do better. Thank you.",
        ],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;
