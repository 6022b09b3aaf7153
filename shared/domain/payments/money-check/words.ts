import type { MismatchKind } from "./mismatch.ts";

/** What a person does about each mismatch. */
export const WHAT_TO_DO: Record<MismatchKind, { vi: string; en: string }> = {
  "ledger-without-payment": {
    vi: "Sổ thu có khoản tiền không gắn với giao dịch nào đã trả. Đối chiếu với cổng thanh toán theo mã giao dịch, rồi báo đơn vị vận hành.",
    en: "The ledger has money that no settled payment bears out. Look the transaction up at the provider, then tell the operators.",
  },
  "ledger-differs": {
    vi: "Số tiền hoặc mã giao dịch trong sổ thu khác với giao dịch của hồ sơ. Lấy số của cổng thanh toán làm chuẩn và báo đơn vị vận hành.",
    en: "The ledger's amount or transaction is not the payment's. Take the provider's as true and tell the operators.",
  },
  "payment-without-ledger": {
    vi: "Giao dịch đã trả nhưng không có trong sổ thu. Đối chiếu với cổng thanh toán rồi báo đơn vị vận hành ghi bổ sung.",
    en: "A settled payment is missing in the ledger. Look it up at the provider, then have the operators enter it.",
  },
  "refunds-differ": {
    vi: "Số tiền đã hoàn của giao dịch khác với sổ thu. Dừng hoàn thêm cho giao dịch này cho đến khi đối chiếu xong với cổng thanh toán.",
    en: "What was given back of this payment is not what the ledger has. Refund no more of it until it is settled with the provider.",
  },
  "unowed-without-refund": {
    vi: "Người nộp trả khoản không phải nộp nhưng chưa có việc hoàn tiền. Thu ngân lập yêu cầu hoàn tiền.",
    en: "Somebody paid what was not owed and no refund is under way. A cashier asks for the refund.",
  },
  "paid-not-moved": {
    vi: "Phí đã thu nhưng hồ sơ vẫn chờ nộp phí. Không thu thêm; báo đơn vị vận hành chuyển hồ sơ.",
    en: "The fee is in and the dossier still waits for it. Take nothing more; have the operators move the dossier on.",
  },
  "moved-unpaid": {
    vi: "Hồ sơ đã đi tiếp mà không có khoản thu, miễn phí hay thu ngân ghi nhận. Kiểm tra lịch sử hồ sơ và thu phí còn thiếu theo quy định.",
    en: "The dossier went on without its fee, a waiver or a cashier. Look at its history, and have the fee collected by the rules.",
  },
  "statement-missing-in-ledger": {
    vi: "Sao kê có giao dịch mà sổ thu không có. Hỏi lại cổng thanh toán về giao dịch này; nếu không thuộc hồ sơ nào thì hoàn tiền qua cổng.",
    en: "The statement has a transaction that the ledger lacks. Ask the provider about the payment; if it is no dossier's, have it refunded there.",
  },
  "statement-missing-in-statement": {
    vi: "Sổ thu có giao dịch mà sao kê không có. Kiểm tra sao kê đã tải đủ phần và đúng ngày, rồi hỏi cổng thanh toán.",
    en: "The ledger has a transaction that the statement lacks. See that the statement is whole and of that day, then ask the provider.",
  },
  "statement-amount-differs": {
    vi: "Số tiền trong sao kê khác sổ thu. Lấy số của cổng thanh toán làm chuẩn; hoàn phần thừa hoặc thu phần thiếu.",
    en: "The statement's amount is not the ledger's. Take the provider's as true; refund what is too much, collect what is missing.",
  },
  "statement-duplicate-line": {
    vi: "Sao kê lặp lại một giao dịch. Hỏi cổng thanh toán tiền về một lần hay nhiều lần; về nhiều lần thì hoàn phần thừa.",
    en: "The statement repeats a transaction. Ask the provider whether the money came once or more often; refund what came too often.",
  },
  "provider-unanswered": {
    vi: "Quá 24 giờ cổng thanh toán chưa trả lời về giao dịch này. Tra ở trang đối tác của cổng và gọi hỗ trợ của họ; hệ thống vẫn hỏi lại mỗi 5 phút.",
    en: "For over 24 hours the provider has not answered about this payment. Look on its merchant page and call its support; the service keeps asking every 5 minutes.",
  },
};
