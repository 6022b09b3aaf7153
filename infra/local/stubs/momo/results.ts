/** MoMo's result codes that this stand-in gives ("List Result Codes"), in the two languages of the API. */
const MESSAGES = {
  0: ["Thành công.", "Successful."],
  11: ["Truy cập bị từ chối.", "Access denied."],
  13: ["Xác thực doanh nghiệp thất bại.", "Merchant authentication failed."],
  20: ["Yêu cầu sai định dạng.", "Bad format request."],
  22: ["Số tiền giao dịch không hợp lệ.", "The transaction amount is out of range."],
  40: ["RequestId bị trùng.", "Duplicated requestId."],
  41: ["OrderId bị trùng.", "Duplicated orderId."],
  42: ["OrderId không hợp lệ hoặc không được tìm thấy.", "Invalid orderId or orderId is not found."],
  1000: [
    "Giao dịch đã được khởi tạo, chờ người dùng xác nhận thanh toán.",
    "Transaction is initiated, waiting for user confirmation.",
  ],
  1005: [
    "Giao dịch thất bại do url hoặc QR code đã hết hạn.",
    "Transaction failed because the url or QR code expired.",
  ],
  1006: [
    "Giao dịch thất bại do người dùng đã từ chối xác nhận thanh toán.",
    "Transaction failed because user has denied to confirm the payment.",
  ],
  1080: ["Giao dịch hoàn tiền thất bại trong quá trình xử lý.", "Refund attempt failed during the processing."],
  1081: [
    "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu có thể đã được hoàn.",
    "Refund rejected. The original transaction might have been refunded.",
  ],
  1088: [
    "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu không được hỗ trợ hoàn tiền.",
    "Refund rejected. The original payment transaction is ineligible to be refunded.",
  ],
  9000: ["Giao dịch đã được xác nhận thành công.", "Transaction is authorized successfully."],
} as const;
export type ResultCode = keyof typeof MESSAGES;

export const messageOf = (code: ResultCode, lang: unknown): string => MESSAGES[code][lang === "en" ? 1 : 0];

/** MoMo answers 4xx where the request is at fault, 200 where it speaks of a transaction. */
export const statusOf = (code: ResultCode): number => (code > 0 && code < 1000 ? 400 : 200);
