import { fold } from "../foundation/fold.ts";
import type { PaymentProvider } from "./intent.ts";
import type { StatementLine } from "./provider.ts";

/** What is read of a row; the rest of a statement is nobody's business here. */
export type Column = "reference" | "transaction" | "amount" | "time" | "kind" | "status";

/** Without case, diacritics, spaces and punctuation: `Số tiền (VND)` is `sotienvnd`. */
export const wordOf = (text: string): string => fold(text).replaceAll(/[^a-z0-9]/g, "");

type ColumnNames = Record<Column, readonly string[]>;

/**
 * Names under which each provider's exports may have a column, Vietnamese and English.
 *
 * What is known (K, see each provider's merchant site; none publishes its export, and it changes without notice): that
 * there are such columns, and that amounts are whole đồng. Not known (U): their exact names. So every name that is
 * likely is taken, a column under another name is a fault that says so, and the name is then added here. `vnp_Amount`
 * is no name of an amount: in VNPAY's calls it counts hundredths of a đồng.
 */
const NAMES: Record<PaymentProvider, ColumnNames> = {
  vnpay: {
    reference: [
      "vnp_TxnRef",
      "TxnRef",
      "Mã đơn hàng",
      "Mã tham chiếu",
      "Mã hóa đơn",
      "Order ID",
      "Order reference",
      "Merchant reference",
    ],
    transaction: [
      "vnp_TransactionNo",
      "Mã giao dịch VNPAY",
      "Mã GD VNPAY",
      "Mã giao dịch",
      "Số giao dịch",
      "Transaction no",
      "Transaction ID",
      "VNPAY transaction no",
    ],
    amount: ["Số tiền", "Số tiền (VND)", "Số tiền giao dịch", "Amount", "Amount (VND)", "Transaction amount"],
    time: [
      "vnp_PayDate",
      "Thời gian thanh toán",
      "Thời gian giao dịch",
      "Ngày thanh toán",
      "Ngày giao dịch",
      "Pay date",
      "Payment time",
      "Transaction time",
      "Transaction date",
    ],
    kind: ["vnp_TransactionType", "Loại giao dịch", "Loại GD", "Transaction type", "Type"],
    status: [
      "vnp_TransactionStatus",
      "Trạng thái",
      "Trạng thái giao dịch",
      "Tình trạng",
      "Kết quả",
      "Status",
      "Transaction status",
    ],
  },
  payos: {
    reference: ["orderCode", "Mã đơn hàng", "Mã đơn", "Order code"],
    transaction: [
      "reference",
      "Mã tham chiếu",
      "Mã giao dịch",
      "Số tham chiếu",
      "Transaction reference",
      "Transaction ID",
    ],
    amount: ["Số tiền", "Số tiền (VND)", "Số tiền nhận", "Amount", "Amount (VND)"],
    time: [
      "transactionDateTime",
      "Thời gian giao dịch",
      "Ngày giao dịch",
      "Thời gian thanh toán",
      "Transaction time",
      "Transaction date",
    ],
    kind: ["Loại giao dịch", "Transaction type", "Type"],
    status: ["Trạng thái", "Trạng thái đơn hàng", "Status", "Payment status"],
  },
  momo: {
    reference: ["orderId", "Mã đơn hàng", "Mã hóa đơn", "Order ID", "Partner reference"],
    transaction: ["transId", "Mã giao dịch MoMo", "Mã giao dịch", "Trans ID", "Transaction ID", "MoMo transaction ID"],
    amount: ["Số tiền", "Số tiền (VND)", "Số tiền giao dịch", "Amount", "Amount (VND)"],
    time: [
      "Thời gian giao dịch",
      "Thời gian hoàn tất",
      "Ngày giao dịch",
      "Thời gian thanh toán",
      "Transaction time",
      "Transaction date",
      "Completed at",
    ],
    kind: ["Loại giao dịch", "Loại hình giao dịch", "Transaction type", "Type"],
    status: ["Trạng thái", "Trạng thái giao dịch", "Kết quả", "Status", "Transaction status"],
  },
};

/**
 * Columns without which a statement cannot be read. VNPAY and MoMo list attempts too, so their rows must say how they
 * ended; payOS lists what its bank account took in, which is settled (U), and a status counts where there is one.
 */
const NEEDED: Record<PaymentProvider, readonly Column[]> = {
  vnpay: ["reference", "transaction", "amount", "time", "status"],
  payos: ["reference", "transaction", "amount", "time"],
  momo: ["reference", "transaction", "amount", "time", "status"],
};

export const neededColumns = (provider: PaymentProvider): readonly Column[] => NEEDED[provider];

/** The names that a missing column may have, for the fault. */
export const columnNames = (provider: PaymentProvider, column: Column): readonly string[] => NAMES[provider][column];

const COLUMNS = Object.keys(NAMES.vnpay) as Column[];

/** The column of a header cell, undefined where it is none of ours. A header in two languages may have `(`, `/` or a new line between them. */
export const columnOf = (provider: PaymentProvider, header: string): Column | undefined => {
  const words = [header, ...header.split(/[()/\n]/)].map(wordOf).filter((word) => word !== "");
  return COLUMNS.find((column) => NAMES[provider][column].some((name) => words.includes(wordOf(name))));
};

const KINDS: Record<StatementLine["kind"], readonly string[]> = {
  payment: ["01", "Thanh toán", "Giao dịch thanh toán", "Thu", "Tiền vào", "Payment", "Pay", "Sale", "Credit"],
  refund: [
    "02",
    "03",
    "Hoàn tiền",
    "Hoàn trả",
    "Hoàn tiền toàn phần",
    "Hoàn tiền một phần",
    "Hoàn trả toàn phần",
    "Hoàn trả một phần",
    "Giao dịch hoàn tiền",
    "Refund",
    "Full refund",
    "Partial refund",
  ],
};

/** Whether the money has moved for good. What is still on its way comes in a later day's statement. */
const SETTLED = {
  yes: [
    "0",
    "00",
    "Thành công",
    "Giao dịch thành công",
    "Đã thanh toán",
    "Hoàn thành",
    "Hoàn tất",
    "Đã hoàn tiền",
    "Success",
    "Successful",
    "Succeeded",
    "Paid",
    "Completed",
    "Settled",
    "Refunded",
    // Of payOS: less came in than was asked for. It came in, so it is compared, and the difference is named.
    "Underpaid",
  ],
  no: [
    "01",
    "02",
    "04",
    "05",
    "06",
    "07",
    "09",
    "Thất bại",
    "Không thành công",
    "Giao dịch thất bại",
    "Giao dịch không thành công",
    "Lỗi",
    "Chưa hoàn tất",
    "Chưa thanh toán",
    "Chờ thanh toán",
    "Đang xử lý",
    "Đang chờ",
    "Nghi ngờ",
    "Nghi vấn",
    "Hủy",
    "Đã hủy",
    "Hết hạn",
    "Failed",
    "Failure",
    "Error",
    "Pending",
    "Processing",
    "Suspected",
    "Cancelled",
    "Canceled",
    "Expired",
  ],
} as const;

const isOneOf = (names: readonly string[], text: string): boolean =>
  names.some((name) => wordOf(name) === wordOf(text));

/** The kind that a cell names, undefined where it is not known: it is never guessed which way money went. */
export const kindOf = (text: string): StatementLine["kind"] | undefined => {
  if (isOneOf(KINDS.payment, text)) return "payment";
  return isOneOf(KINDS.refund, text) ? "refund" : undefined;
};

export const isSettledWord = (text: string): boolean | undefined => {
  if (isOneOf(SETTLED.yes, text)) return true;
  return isOneOf(SETTLED.no, text) ? false : undefined;
};
