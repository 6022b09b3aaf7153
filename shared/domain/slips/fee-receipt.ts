import type { Applicant } from "../dossiers/person.ts";
import { type Instant, provinceDate, readable } from "../foundation/instant.ts";
import { inVietnameseWords } from "../foundation/vietnamese-numbers.ts";
import type { OrganisationRegister } from "../organisation/register.ts";
import type { IntentState, PaymentIntent, PaymentMethod } from "../payments/intent.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { Block, Sheet } from "./sheet.ts";
import { departmentOf, money, writtenNumber } from "./words.ts";

/** A payment that money was recorded for: a waiver is none. */
export type ReceiptedPayment = PaymentIntent & {
  receipt: string;
  paidAt: Instant;
  provider: Exclude<PaymentMethod, "waiver">;
};

/** What the province's provider of electronic receipts issued for the same money. */
export type ElectronicReceipt = { issuer: string; series: string; number: string };

export type ReceiptContext = {
  version: ProcedureVersion;
  register: OrganisationRegister;
  /** Where the dossier is followed; it stands on the slip as a QR code. */
  trackingUrl: string;
  electronic?: ElectronicReceipt;
};

const isReceipted = (intent: PaymentIntent): intent is ReceiptedPayment =>
  intent.receipt !== undefined && intent.paidAt !== undefined && intent.provider !== "waiver";

/** The payment of this id that has a receipt, or without an id the one paid last; undefined where none has. */
export const receiptedPayment = (intents: readonly PaymentIntent[], id?: string): ReceiptedPayment | undefined =>
  intents
    .filter(isReceipted)
    .filter((intent) => id === undefined || intent.id === id)
    .toSorted((a, b) => (a.paidAt < b.paidAt ? 1 : -1))[0];

const FORMS: Record<ReceiptedPayment["provider"], { how: string; number: string }> = {
  vnpay: { how: "Trực tuyến qua cổng thanh toán VNPAY", number: "Mã giao dịch tại VNPAY" },
  payos: { how: "Chuyển khoản bằng mã VietQR qua payOS", number: "Mã giao dịch tại payOS" },
  momo: { how: "Trực tuyến qua ví điện tử MoMo", number: "Mã giao dịch tại MoMo" },
  cash: { how: "Tiền mặt tại quầy", number: "Số biên lai thu tại quầy" },
  transfer: { how: "Chuyển khoản", number: "Số biên lai thu tại quầy" },
};

const answer = (label: string, value: string | undefined): Block[] =>
  value === undefined ? [] : [{ kind: "answer", label, note: null, answer: { written: value }, indented: false }];

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);

const inWords = (amount: number): string => `${inVietnameseWords(amount)} đồng`;

/** `ngày 22 tháng 11 năm 2026`: days and the first two months with their zero, as papers are dated. */
const dayInWords = (at: Instant): string => {
  const [year, month = "", day] = provinceDate(at).split("-");
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
};

const totalOf = ({ items }: ReceiptedPayment, kind: "fee" | "charge"): number =>
  items.reduce((sum, item) => (item.kind === kind ? sum + item.amount : sum), 0);

/** One line an account, since most of a payment goes to one: which items it takes, by their number in the table. */
const accountLines = ({ items }: ReceiptedPayment): Block[] => {
  const accounts = new Map<string, number[]>();
  for (const [at, { beneficiary }] of items.entries()) {
    if (beneficiary === undefined) continue;
    const { account, bank, name } = beneficiary;
    const written = `${account} tại ${bank}, đơn vị thụ hưởng: ${name}`;
    accounts.set(written, [...(accounts.get(written) ?? []), at + 1]);
  }
  return [...accounts].flatMap(([written, numbers]) =>
    answer(numbers.length === items.length ? "Vào tài khoản" : `Khoản ${numbers.join(", ")} vào tài khoản`, written),
  );
};

/** What was paid, fees and charges apart. Throws RangeError where the items are not the amount that was paid. */
const itemsTable = (payment: ReceiptedPayment): Block => {
  const [fees, charges] = [totalOf(payment, "fee"), totalOf(payment, "charge")];
  if (fees + charges !== payment.amount) throw new RangeError(`the items of payment ${payment.id} are not its amount`);
  return {
    kind: "table",
    label: null,
    note: null,
    tall: false,
    columns: [
      { title: "STT", share: 0.7, centred: true },
      { title: "Nội dung thu", share: 5.5 },
      { title: "Phí (đồng)", share: 1.7, sums: true },
      { title: "Lệ phí (đồng)", share: 1.7, sums: true },
    ],
    rows: [
      ...payment.items.map((item, at) => {
        const sum = writtenNumber(item.amount);
        return [String(at + 1), item.name, ...(item.kind === "fee" ? [sum, ""] : ["", sum])];
      }),
      ["", "Cộng theo loại", writtenNumber(fees), writtenNumber(charges)],
    ],
  };
};

const refundedOf = ({ refunded, state, amount }: ReceiptedPayment): number =>
  refunded ?? (state === "refunded" ? amount : 0);

/** What is said of money that must still go back. */
const WAITING: Partial<Record<IntentState, string>> = {
  "duplicate-paid": "Khoản này nộp trùng, đang chờ hoàn trả người nộp.",
  "refund-due": "Khoản này đang chờ hoàn trả người nộp.",
};

/** What became of the money since. Throws RangeError where more went back than came in. */
const refundLines = (payment: ReceiptedPayment): Block[] => {
  const { amount, state, id } = payment;
  const back = refundedOf(payment);
  const left = amount - back;
  if (back < 0 || left < 0) throw new RangeError(`payment ${id} of ${amount} cannot have given back ${back}`);
  const rest = left === 0 ? "" : `; còn lại ${money(left)}`;
  const given = `${left === 0 ? "toàn bộ " : ""}${money(back)} (${inWords(back)})${rest}`;
  const waiting = left > 0 ? WAITING[state] : undefined;
  return [
    ...answer("Đã hoàn trả người nộp", back === 0 ? undefined : given),
    ...(waiting === undefined ? [] : [{ kind: "paragraph" as const, text: waiting, style: "plain" as const }]),
  ];
};

type Payer = Pick<Partial<Applicant>, "kind" | "fullName" | "taxCode" | "address">;

/** Who paid, by what the dossier says of its applicant; what it no longer says is left to write by hand. */
const payerLines = ({ kind, fullName, taxCode, address }: Payer): Block[] => [
  {
    kind: "answer",
    label: kind === "organisation" ? "Tổ chức nộp tiền" : "Người nộp tiền",
    note: null,
    answer: fullName === undefined ? { lines: 1 } : { written: fullName },
    indented: false,
  },
  ...answer("Mã số thuế", taxCode),
  ...answer("Địa chỉ", address),
];

const sourceOf = (electronic: ElectronicReceipt | undefined): string =>
  electronic === undefined
    ? "Phiếu này in từ hệ thống một cửa, ghi lại khoản tiền đã nhận; không thay cho biên lai điện tử do cơ quan thu phát hành."
    : `Phiếu này in từ hệ thống một cửa. Biên lai điện tử của khoản thu: ký hiệu ${electronic.series}, số ${electronic.number}, do ${electronic.issuer} phát hành.`;

/**
 * The receipt of a payment of fees and charges (biên lai thu phí, lệ phí) as a printed slip; it is drawn as PDF only.
 * `code` is the dossier's. The same payment gives the same slip, on whatever day it is printed: units bear their names
 * of the day of payment. Throws RangeError where the payment's figures contradict each other.
 */
export const feeReceipt = (
  payment: ReceiptedPayment,
  payer: Payer,
  code: string,
  { version, register, trackingUrl, electronic }: ReceiptContext,
): Sheet => {
  const { paidAt, provider, receipt, providerReference } = payment;
  const atCounter = provider === "cash" || provider === "transfer";
  const unit = atCounter ? payment.merchant : (version.steps[0]?.unit ?? "");
  const department = departmentOf(unit, register, paidAt);
  const unitName = register.unitAt(unit, paidAt)?.name;
  const { how, number } = FORMS[provider];
  const cashier = atCounter && payment.recordedBy !== undefined ? register.officer(payment.recordedBy) : undefined;
  return {
    title: `Biên lai thu phí, lệ phí số ${receipt}`,
    asOf: provinceDate(paidAt),
    footer: `Biên lai số ${receipt}, in từ hệ thống một cửa`,
    blocks: [
      ...(department === undefined ? [] : [{ kind: "heading" as const, text: department.toLocaleUpperCase("vi") }]),
      ...(unitName === department ? [] : answer("Đơn vị thu", unitName)),
      { kind: "title", text: "BIÊN LAI THU PHÍ, LỆ PHÍ", note: null },
      { kind: "paragraph", text: `Số: ${receipt}\n${capitalised(dayInWords(paidAt))}`, style: "centred" },
      ...payerLines(payer),
      ...answer("Mã hồ sơ", code),
      ...answer("Thủ tục hành chính", `${version.name} (mã\u00a0${version.code})`),
      itemsTable(payment),
      ...accountLines(payment),
      ...answer("Tổng số tiền", money(payment.amount)),
      ...answer("Bằng chữ", capitalised(inWords(payment.amount))),
      ...refundLines(payment),
      {
        kind: "qr",
        url: trackingUrl,
        lines: [
          `Hình thức thanh toán: ${how}`,
          ...(providerReference === undefined ? [] : [`${number}: ${providerReference}`]),
          `Thời điểm nộp: ${readable(paidAt)}`,
          ...(cashier === undefined ? [] : [`Người thu: ${cashier.title}`]),
          "Quét mã bên cạnh để theo dõi hồ sơ, hoặc mở địa chỉ dưới đây:",
        ],
      },
      { kind: "paragraph", text: trackingUrl, style: "plain" },
      { kind: "paragraph", text: sourceOf(electronic), style: "italic" },
      ...(atCounter ? [{ kind: "signature" as const, who: "NGƯỜI THU TIỀN", how: "(Ký, ghi rõ họ tên)" }] : []),
    ],
  };
};
