import type { Language, Wording } from "../templates.ts";

/** A dossier until somebody has accepted or refused it. */
export const FILING = {
  submitted: {
    vi: {
      sms: [
        "Hồ sơ {code} đã nộp lúc {when}, sẽ được trả lời trước {acceptBy}. Theo dõi: {link}",
        "HS {code} đã nộp {when}. Theo dõi: {link}",
        "HS {code} đã nộp {when}. {link}",
        "HS {code}: đã nộp.",
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
        "{code}: filed.",
      ],
      email: {
        subject: "Dossier {code}: filed",
        what: ["Your dossier is filed and waits to be accepted."],
        next: ["It will be accepted or refused by {acceptBy}.", "You need not do anything now."],
      },
    },
  },
  accepted: {
    vi: {
      sms: [
        "Hồ sơ {code} được tiếp nhận lúc {when}, hẹn trả kết quả {due}. Theo dõi: {link}",
        "HS {code} tiếp nhận {when}, hẹn trả {due}. Theo dõi: {link}",
        "HS {code} tiếp nhận, hẹn trả {due}. Theo dõi: {link}",
        "HS {code} tiếp nhận, hẹn trả {due}. {link}",
        "HS {code} tiếp nhận {when}. Theo dõi: {link}",
        "HS {code} tiếp nhận {when}. {link}",
        "HS {code}: đã tiếp nhận.",
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
        "{code}: accepted.",
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
        "Hồ sơ {code} không được tiếp nhận lúc {when}. Đăng nhập để xem lý do. Theo dõi: {link}",
        "Hồ sơ {code} không được tiếp nhận lúc {when}. Theo dõi: {link}",
        "HS {code} không được tiếp nhận {when}. Theo dõi: {link}",
        "HS {code} bị từ chối {when}. Theo dõi: {link}",
        "HS {code} bị từ chối {when}. {link}",
        "HS {code}: không được tiếp nhận.",
      ],
      email: {
        subject: "Hồ sơ {code}: không được tiếp nhận",
        what: ["Hồ sơ không được tiếp nhận.", "Lý do: {reason}", "Căn cứ: {legalBasis}"],
        next: ["Quý vị có thể hoàn thiện rồi nộp hồ sơ mới, hoặc liên hệ bộ phận nêu trên để được hướng dẫn."],
      },
    },
    en: {
      sms: [
        "Dossier {code} was refused at {when}. Sign in to see why. Track: {link}",
        "Dossier {code} was refused at {when}. Track: {link}",
        "{code} refused {when}. Track: {link}",
        "{code} refused {when}. {link}",
        "{code}: refused.",
      ],
      email: {
        subject: "Dossier {code}: refused",
        what: ["Your dossier was not accepted.", "Reason: {reason}", "Legal basis: {legalBasis}"],
        next: ["You may correct it and file again, or ask the unit above for guidance."],
      },
    },
  },
  "acceptance-corrected": {
    vi: {
      sms: [
        "Hồ sơ {code}: lịch nghỉ chính thức đã công bố, hạn tiếp nhận mới là {acceptBy}. Theo dõi: {link}",
        "HS {code}: theo lịch nghỉ mới, trả lời trước {acceptBy}. Theo dõi: {link}",
        "HS {code} sẽ trả lời trước {acceptBy}. {link}",
        "HS {code}: đổi hạn tiếp nhận.",
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
        "{code}: answered by another date.",
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
} as const satisfies Record<string, Record<Language, Wording>>;
