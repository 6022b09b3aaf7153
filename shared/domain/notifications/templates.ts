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
export const TEMPLATE_VERSION = 4;

/**
 * Every notice, named after the state or the event that it tells of.
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
          "Hạn nộp phí: {answerBy}. Quá hạn, hồ sơ sẽ được dừng.",
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
        next: [
          "Sign in, open the dossier and pay online.",
          "Pay by {answerBy}: after that the dossier will be stopped.",
          "The dossier counts as filed once the fee is received.",
        ],
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
  "accepted-payment-due": {
    vi: {
      sms: [
        "Ho so {code} duoc tiep nhan, can nop phi {amount} dong truoc {answerBy}. Dang nhap de nop phi. Theo doi: {link}",
        "HS {code} tiep nhan: dang nhap nop phi {amount} dong. Theo doi: {link}",
        "HS {code}: dang nhap nop phi {amount}d. {link}",
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
        "{code} accepted: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
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
        "Ho so {code} can nop {amount} dong truoc {answerBy}. Dang nhap de nop phi. Theo doi: {link}",
        "HS {code}: dang nhap nop {amount} dong. Theo doi: {link}",
        "HS {code}: dang nhap nop {amount}d. {link}",
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
        "{code}: sign in and pay VND {amount}. Track: {link}",
        "{code}: sign in and pay VND {amount}. {link}",
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
        "Ho so {code} da nop du tien luc {when}, hen tra ket qua {due}. Theo doi: {link}",
        "HS {code} da nop tien {when}. Theo doi: {link}",
        "HS {code} da nop tien {when}. {link}",
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
      ],
      email: {
        subject: "Dossier {code}: payment received, work goes on",
        what: ["What was asked for is paid. Work on your dossier goes on.", "The result is due {due}."],
        next: ["You need not do anything now."],
      },
    },
  },
  "supplement-requested": {
    vi: {
      sms: [
        "Ho so {code} can bo sung truoc {answerBy}. Theo doi: {link}",
        "HS {code} can bo sung truoc {answerBy}. {link}",
        "HS {code} can bo sung, han {answerBy}. {link}",
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
        "Dossier {code} must be supplemented by {answerBy}. Track: {link}",
        "{code}: supplement by {answerBy}. Track: {link}",
        "{code}: supplement by {answerBy}. {link}",
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
        "Ho so {code} da nhan bo sung luc {when}, hen tra ket qua {due}. Theo doi: {link}",
        "Ho so {code} da nhan bo sung luc {when}. Theo doi: {link}",
        "HS {code} da bo sung {when}. Theo doi: {link}",
        "HS {code} da bo sung {when}. {link}",
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
        "Ho so {code} giai quyet cham, xin loi quy vi va hen lai {due}. Theo doi: {link}",
        "HS {code} cham, xin loi, hen lai {due}. Theo doi: {link}",
        "HS {code} xin loi, hen lai {due}. {link}",
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
        "Ho so {code}: lich nghi chinh thuc da cong bo, ngay hen tra moi la {due}. Theo doi: {link}",
        "HS {code}: theo lich nghi moi, hen tra {due}. Theo doi: {link}",
        "HS {code} hen tra lai {due}. {link}",
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
  "acceptance-corrected": {
    vi: {
      sms: [
        "Ho so {code}: lich nghi chinh thuc da cong bo, han tiep nhan moi la {acceptBy}. Theo doi: {link}",
        "HS {code}: theo lich nghi moi, tra loi truoc {acceptBy}. Theo doi: {link}",
        "HS {code} tra loi truoc {acceptBy}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: hạn tiếp nhận được tính theo lịch nghỉ chính thức",
        what: [
          "Lịch nghỉ, làm việc chính thức đã được công bố, hạn tiếp nhận hồ sơ được tính lại theo lịch này.",
          "Hồ sơ sẽ được tiếp nhận hoặc từ chối trước {acceptBy}.",
        ],
        next: ["Quý vị chưa cần làm gì thêm."],
      },
    },
    en: {
      sms: [
        "Dossier {code}: the official days off are published, you are answered by {acceptBy}. Track: {link}",
        "{code}: by the new calendar, answer by {acceptBy}. Track: {link}",
        "{code} answer by {acceptBy}. {link}",
      ],
      email: {
        subject: "Dossier {code}: the time to accept it follows the official calendar",
        what: [
          "The official days off are published, and the time to accept your dossier was reckoned anew by them.",
          "It will be accepted or refused by {acceptBy}.",
        ],
        next: ["You need not do anything now."],
      },
    },
  },
  stopped: {
    vi: {
      sms: [
        "Ho so {code} da dung giai quyet luc {when}. Theo doi: {link}",
        "HS {code} da dung {when}. Theo doi: {link}",
        "HS {code} da dung {when}. {link}",
      ],
      email: {
        subject: "Hồ sơ {code}: đã dừng giải quyết",
        what: ["Cơ quan giải quyết đã dừng hồ sơ.", "Lý do: {reason}"],
        next: ["Quý vị có thể liên hệ bộ phận nêu trên để được hướng dẫn, hoặc nộp hồ sơ mới."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was stopped at {when}. Track: {link}",
        "{code} stopped {when}. Track: {link}",
        "{code} stopped {when}. {link}",
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
        "Ho so {code} da dung luc {when} vi qua han nop phi. Theo doi: {link}",
        "HS {code} dung {when} vi qua han nop phi. Theo doi: {link}",
        "HS {code} da dung {when}. {link}",
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
        "Ho so {code} da dung luc {when} vi qua han bo sung. Theo doi: {link}",
        "HS {code} dung {when} vi qua han bo sung. Theo doi: {link}",
        "HS {code} da dung {when}. {link}",
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
        "Ho so {code} da duoc rut theo yeu cau luc {when}. Theo doi: {link}",
        "HS {code} da rut {when}. Theo doi: {link}",
        "HS {code} da rut {when}. {link}",
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
      ],
      email: {
        subject: "Dossier {code}: withdrawn",
        what: ["Your dossier was withdrawn as you asked."],
        next: ["If it was not you, tell the unit above at once.", "You may file a new one at any time."],
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
