import type { Language, Wording } from "../templates.ts";

/** What is to be paid, was paid or is given back. */
export const MONEY = {
  "payment-due": {
    vi: {
      sms: [
        "Hồ sơ {code} cần nộp phí {amount} đồng, thông báo lúc {when}. Đăng nhập để nộp phí. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp phí {amount}đ trước {answerBy}. {link}",
        "HS {code}: đăng nhập nộp phí {amount} đồng. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp phí {amount}đ. {link}",
        "HS {code}: cần đăng nhập để nộp phí.",
      ],
      email: {
        subject: "Hồ sơ {code}: cần nộp phí {amount} đồng",
        what: ["Hồ sơ đã được ghi nhận và cần nộp phí {amount} đồng trước khi được xem xét."],
        next: [
          "Đăng nhập, mở hồ sơ và nộp phí trực tuyến.",
          "Hạn nộp phí: {answerBy}. Quá hạn, hồ sơ sẽ được dừng.",
          "Hồ sơ được tính là đã nộp từ lúc hệ thống nhận được phí.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code}: a fee of VND {amount} is due, notified {when}. Sign in to pay. Track: {link}",
        "{code}: sign in and pay VND {amount} by {answerBy}. {link}",
        "{code}: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
        "{code}: a fee is due, sign in to pay.",
      ],
      email: {
        subject: "Dossier {code}: a fee of VND {amount} is due",
        what: ["Your dossier is recorded. A fee of VND {amount} must be paid before it is considered."],
        next: [
          "Sign in, open the dossier and pay online.",
          "Pay by {answerBy}: after that the dossier will be stopped.",
          "The dossier counts as filed once the fee is received.",
        ],
      },
    },
  },
  "submitted-paid": {
    vi: {
      sms: [
        "Hồ sơ {code} đã nộp đủ phí lúc {when}, sẽ được trả lời trước {acceptBy}. Theo dõi: {link}",
        "HS {code} đã nộp phí {when}. Theo dõi: {link}",
        "HS {code} đã nộp phí {when}. {link}",
        "HS {code}: đã nhận phí, đã nộp.",
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
        "{code}: fee paid, dossier filed.",
      ],
      email: {
        subject: "Dossier {code}: fee received, dossier filed",
        what: ["The fee is received. Your dossier is filed and waits to be accepted."],
        next: ["It will be accepted or refused by {acceptBy}.", "You need not do anything now."],
      },
    },
  },
  "accepted-payment-due": {
    vi: {
      sms: [
        "Hồ sơ {code} được tiếp nhận, cần nộp phí {amount} đồng trước {answerBy}. Đăng nhập để nộp phí. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp phí {amount}đ trước {answerBy}. {link}",
        "HS {code} tiếp nhận: đăng nhập nộp phí {amount} đồng. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp phí {amount}đ. {link}",
        "HS {code}: cần đăng nhập để nộp phí.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã được tiếp nhận, cần nộp phí {amount} đồng",
        what: ["Hồ sơ đã được tiếp nhận và cần nộp phí {amount} đồng để được giải quyết."],
        next: [
          "Đăng nhập, mở hồ sơ và nộp phí trực tuyến trước {answerBy}.",
          "Thời hạn giải quyết tạm dừng và chạy tiếp khi hệ thống nhận được phí. Quá hạn nộp, hồ sơ sẽ được dừng.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code} was accepted: a fee of VND {amount} is due by {answerBy}. Sign in to pay. Track: {link}",
        "{code}: sign in and pay VND {amount} by {answerBy}. {link}",
        "{code} accepted: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
        "{code}: accepted, sign in to pay.",
      ],
      email: {
        subject: "Dossier {code}: accepted, a fee of VND {amount} is due",
        what: ["Your dossier is accepted. A fee of VND {amount} must be paid before it is settled."],
        next: [
          "Sign in, open the dossier and pay online by {answerBy}.",
          "The limit stands still until the fee is received. Without it the dossier will be stopped after that date.",
        ],
      },
    },
  },
  "payment-requested": {
    vi: {
      sms: [
        "Hồ sơ {code} cần nộp {amount} đồng trước {answerBy}. Đăng nhập để nộp phí. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp {amount}đ trước {answerBy}. {link}",
        "HS {code}: đăng nhập nộp {amount} đồng. Theo dõi: {link}",
        "HS {code}: đăng nhập nộp {amount}đ. {link}",
        "HS {code}: cần đăng nhập để nộp tiền.",
      ],
      email: {
        subject: "Hồ sơ {code}: cần nộp {amount} đồng",
        what: ["Cơ quan giải quyết hồ sơ yêu cầu nộp {amount} đồng."],
        next: [
          "Đăng nhập, mở hồ sơ để xem từng khoản và nộp trực tuyến trước {answerBy}.",
          "Thời hạn giải quyết tạm dừng và chạy tiếp khi hệ thống nhận được tiền. Quá hạn nộp, hồ sơ sẽ được dừng.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code}: VND {amount} is due by {answerBy}. Sign in to pay. Track: {link}",
        "{code}: sign in and pay VND {amount} by {answerBy}. {link}",
        "{code}: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
        "{code}: money is due, sign in to pay.",
      ],
      email: {
        subject: "Dossier {code}: VND {amount} is due",
        what: ["The authority that settles your dossier asks for VND {amount}."],
        next: [
          "Sign in, open the dossier to see each item and pay online by {answerBy}.",
          "The limit stands still until the money is received. Without it the dossier will be stopped after that date.",
        ],
      },
    },
  },
  "payment-received": {
    vi: {
      sms: [
        "Hồ sơ {code} đã nộp đủ tiền lúc {when}, hẹn trả kết quả {due}. Theo dõi: {link}",
        "HS {code} đã nộp tiền {when}. Theo dõi: {link}",
        "HS {code} đã nộp tiền {when}. {link}",
        "HS {code}: đã nhận đủ tiền.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã nhận đủ tiền, hồ sơ được giải quyết tiếp",
        what: ["Khoản tiền được yêu cầu đã nhận đủ. Hồ sơ được giải quyết tiếp.", "Hẹn trả kết quả: {due}."],
        next: ["Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: payment received {when}, result due {due}. Track: {link}",
        "{code} paid {when}. Track: {link}",
        "{code} paid {when}. {link}",
        "{code}: payment received.",
      ],
      email: {
        subject: "Dossier {code}: payment received, work goes on",
        what: ["What was asked for is paid. Work on your dossier goes on.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  "refund-completed": {
    vi: {
      sms: [
        "Hồ sơ {code}: đã hoàn lại {amount} đồng lúc {when}, {refundWay}. Theo dõi: {link}",
        "HS {code} đã hoàn {amount} đồng lúc {when}. Theo dõi: {link}",
        "HS {code} đã hoàn {amount}đ {when}. {link}",
        "HS {code} hoàn {amount}đ {when}. {link}",
        "HS {code}: đã hoàn tiền.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã hoàn lại {amount} đồng",
        what: [
          "Số tiền {amount} đồng quý vị đã nộp cho hồ sơ này đã được hoàn lại lúc {when}.",
          "Hình thức hoàn tiền: {refundWay}.",
        ],
        next: [
          "Nếu được hoàn qua ngân hàng hoặc ví, tiền có thể đến sau vài ngày làm việc.",
          "Nếu sau thời gian đó chưa thấy tiền, hãy liên hệ bộ phận nêu trên và cho biết mã hồ sơ.",
        ],
      },
    },
    en: {
      sms: [
        "Dossier {code}: VND {amount} was given back at {when}, {refundWay}. Track: {link}",
        "{code} VND {amount} given back {when}. Track: {link}",
        "{code} VND {amount} back {when}. {link}",
        "{code}: money was given back.",
      ],
      email: {
        subject: "Dossier {code}: VND {amount} was given back",
        what: ["VND {amount} that you paid for this dossier was given back at {when}.", "How: {refundWay}."],
        next: [
          "Through a bank or a wallet it may take a few working days to arrive.",
          "If it has not arrived by then, tell the unit above and name the dossier code.",
        ],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;
