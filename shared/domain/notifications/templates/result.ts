import type { Language, Wording } from "../templates.ts";

/** The result of a dossier, and how it reaches its applicant. */
export const RESULT = {
  resolved: {
    vi: {
      sms: [
        "Hồ sơ {code} đã có kết quả lúc {when}, sẽ trả {method}. Theo dõi: {link}",
        "Hồ sơ {code} đã có kết quả lúc {when}. Theo dõi: {link}",
        "HS {code} có kết quả {when}. Theo dõi: {link}",
        "HS {code} có kết quả {when}. {link}",
        "HS {code}: đã có kết quả.",
      ],
      email: {
        subject: "Hồ sơ {code}: đã có kết quả",
        what: ["Hồ sơ đã có kết quả giải quyết.", "Kết quả: {outcome}."],
        next: ["Kết quả sẽ được trả {method}. Quý vị sẽ được báo khi kết quả được trả."],
      },
    },
    en: {
      sms: [
        "The result of dossier {code} has been ready since {when}, to be returned {method}. Track: {link}",
        "The result of dossier {code} has been ready since {when}. Track: {link}",
        "{code} result ready {when}. Track: {link}",
        "{code} result ready {when}. {link}",
        "{code}: result ready.",
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
        "Hồ sơ {code} đã có kết quả lúc {when}, không được chấp thuận. Đăng nhập để xem lý do. Theo dõi: {link}",
        "Hồ sơ {code} đã có kết quả lúc {when}, không được chấp thuận. Theo dõi: {link}",
        "HS {code} không được chấp thuận {when}. Theo dõi: {link}",
        "HS {code} không chấp thuận {when}. Theo dõi: {link}",
        "HS {code} không chấp thuận {when}. {link}",
        "HS {code}: không được chấp thuận.",
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
        "Dossier {code} was decided at {when}: not granted. Sign in to see why. Track: {link}",
        "Dossier {code} was decided at {when}: not granted. Track: {link}",
        "{code} not granted {when}. Track: {link}",
        "{code} not granted {when}. {link}",
        "{code}: not granted.",
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
        "Hồ sơ {code} đã trả kết quả lúc {when}. Theo dõi: {link}",
        "HS {code} đã trả KQ {when}. Theo dõi: {link}",
        "HS {code} đã trả KQ {when}. {link}",
        "HS {code}: đã trả kết quả.",
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
        "{code}: result returned.",
      ],
      email: {
        subject: "Dossier {code}: the result has been returned",
        what: ["The result was returned {method}.", "Postal tracking number: {trackingNumber}."],
        next: ["Sign in and open the dossier to see the result.", "Thank you for using the online public service."],
      },
    },
  },
  posted: {
    vi: {
      sms: [
        "Kết quả hồ sơ {code} đã giao bưu điện lúc {when}, mã bưu gửi {trackingNumber}. Theo dõi: {link}",
        "HS {code} đã giao bưu điện {when}, mã {trackingNumber}. Theo dõi: {link}",
        "HS {code} đã gửi bưu điện, mã {trackingNumber}. {link}",
        "HS {code} đã gửi bưu điện {when}. Theo dõi: {link}",
        "HS {code} đã gửi bưu điện {when}. {link}",
        "HS {code}: đã gửi qua bưu điện.",
      ],
      email: {
        subject: "Hồ sơ {code}: kết quả đã gửi qua bưu điện",
        what: ["Kết quả của quý vị đã được giao cho bưu điện lúc {when}.", "Mã bưu gửi: {trackingNumber}."],
        next: [
          "Quý vị có thể tra cứu đường đi của bưu gửi {trackingNumber} trên trang của Bưu điện Việt Nam hoặc hỏi tại bưu cục gần nhất.",
          "Khi nhận, xin kiểm tra kết quả. Nếu chưa nhận được hoặc có sai sót, hãy liên hệ bộ phận nêu trên.",
        ],
      },
    },
    en: {
      sms: [
        "The result of dossier {code} was posted at {when}, tracking number {trackingNumber}. Track: {link}",
        "{code} result posted {when}, number {trackingNumber}. Track: {link}",
        "{code} posted, number {trackingNumber}. {link}",
        "{code} result posted {when}. Track: {link}",
        "{code} result posted {when}. {link}",
        "{code}: result posted.",
      ],
      email: {
        subject: "Dossier {code}: the result is in the post",
        what: ["Your result was handed to the post at {when}.", "Postal tracking number: {trackingNumber}."],
        next: [
          "You can follow {trackingNumber} on the site of Vietnam Post or ask at any post office.",
          "Please check the result when it arrives. If it does not arrive or is wrong, tell the unit above.",
        ],
      },
    },
  },
} as const satisfies Record<string, Record<Language, Wording>>;
