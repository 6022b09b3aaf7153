import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent } from "./intent.ts";
import { sumVnd } from "./money.ts";
import type { Unreachable } from "./provider.ts";

/** Who the money of an item is for: an account of the agency or of its treasury office. */
export type Beneficiary = {
  account: string;
  /** The bank's code at the platform. */
  bank: string;
  holder: string;
  /** The treasury office's code; absent where the account is at a bank. */
  treasury?: string;
};

export type PlatformItem = PaymentIntent["items"][number];

/** What the platform is to collect for one intent, in our words. */
export type PlatformOrder = {
  intent: Pick<PaymentIntent, "reference" | "amount" | "items">;
  dossierCode: string;
  procedure: { code: string; name: string };
  agency: { code: string; name: string };
  /** The platform's own code of an item, and whose account it goes to. */
  itemAt: (item: PlatformItem) => { code: string; beneficiary: Beneficiary };
  /** Its service number for us, and its words for the two kinds of item: given by its operator (U). */
  terms: { service: string; fee: string; charge: string };
  /** The law has the payer named to the platform; no other provider is told. */
  payer: { fullName: string; identityNumber: string; address: string };
};

/**
 * A request of the national payment platform (Nền tảng thanh toán trực tuyến của Cổng DVCQG), under its own names as
 * far as they are known (V2: a public one-stop system). Its protocol is not public (U): the address, how a caller shows
 * who it is, and further fields are configuration of the adapter. Amounts are whole đồng as text.
 */
export type PlatformRequest = {
  /** Our number at the platform, by which a payment is looked up. */
  MaTraCuuTT: string;
  MaDichVu: string;
  MaHoSo: string;
  MaTTHC: string;
  TenTTHC: string;
  MaDonVi: string;
  TenDonVi: string;
  PhiLePhi: { LoaiPhiLePhi: string; MaPhiLePhi: string; TenPhiLePhi: string; SoTien: string }[];
  TKThuHuong: string;
  MaNHThuHuong: string;
  TenTKThuHuong: string;
  KhoBac: string;
  NoiDungThanhToan: string;
  HoTenNguoiNop: string;
  SoCMNDNguoiNop: string;
  DiaChiNguoiNop: string;
  DSKhoanNop: { NoiDung: string; SoTien: string }[];
};

/** Where the payer goes on; `refused`: the platform will not take this request, in its own words. */
export type PlatformOpened =
  | { answer: "opened"; redirectUrl: string }
  | { answer: "refused"; reason: string }
  | Unreachable;

/** How a request stands. `unpaid`: the platform knows of no money for it. Amount in whole đồng. */
export type PlatformStanding =
  | { answer: "paid"; transaction: string; amount: number; paidAt?: Instant; receiptUrl?: string }
  | { answer: "unpaid" }
  | Unreachable;

/** The national payment platform. Neither call throws for what the platform does; opening a request twice is one request. */
export type NationalPlatform = {
  open(request: PlatformRequest): Promise<PlatformOpened>;
  /** By `MaTraCuuTT`. */
  lookUp(code: string): Promise<PlatformStanding>;
};

type Placed = { item: PlatformItem; code: string; beneficiary: Beneficiary };

const accountOf = ({ beneficiary }: Placed): string => JSON.stringify([beneficiary.bank, beneficiary.account]);

const requestOf = (order: PlatformOrder, placed: readonly Placed[], first: Placed, code: string): PlatformRequest => {
  const { beneficiary } = first;
  return {
    MaTraCuuTT: code,
    MaDichVu: order.terms.service,
    MaHoSo: order.dossierCode,
    MaTTHC: order.procedure.code,
    TenTTHC: order.procedure.name,
    MaDonVi: order.agency.code,
    TenDonVi: order.agency.name,
    PhiLePhi: placed.map(({ item, code: itemCode }) => ({
      LoaiPhiLePhi: order.terms[item.kind],
      MaPhiLePhi: itemCode,
      TenPhiLePhi: item.name,
      SoTien: String(item.amount),
    })),
    TKThuHuong: beneficiary.account,
    MaNHThuHuong: beneficiary.bank,
    TenTKThuHuong: beneficiary.holder,
    KhoBac: beneficiary.treasury ?? "",
    NoiDungThanhToan: `Nop phi ho so ${order.dossierCode}`,
    HoTenNguoiNop: order.payer.fullName,
    SoCMNDNguoiNop: order.payer.identityNumber,
    DiaChiNguoiNop: order.payer.address,
    DSKhoanNop: placed.map(({ item }) => ({ NoiDung: item.name, SoTien: String(item.amount) })),
  };
};

/**
 * The requests of one intent. The platform pays one account a request, so items for another account are another
 * request, `-2` and on after the reference; in the order of the items, so that the same intent gives the same requests.
 * Throws RangeError where the items do not sum up to the intent.
 */
export const platformRequests = (order: PlatformOrder): PlatformRequest[] => {
  const { items, amount, reference } = order.intent;
  if (sumVnd(items.map((item) => item.amount)) !== amount) throw new RangeError("items do not sum up to their intent");
  const accounts = new Map<string, [Placed, ...Placed[]]>();
  for (const item of items) {
    const placed = { item, ...order.itemAt(item) };
    const earlier = accounts.get(accountOf(placed));
    if (earlier) earlier.push(placed);
    else accounts.set(accountOf(placed), [placed]);
  }
  return [...accounts.values()].map((placed, index) =>
    requestOf(order, placed, placed[0], index === 0 ? reference : `${reference}-${index + 1}`),
  );
};
