import type { Instant } from "../../domain/foundation/instant.ts";
import { Vnd } from "../../domain/payments/money.ts";
import { toVnpayTime } from "./local-time.ts";
import type { VnpayMerchant } from "./merchant.ts";
import { signedQuery } from "./signature.ts";

export type VnpayPayment = {
  /** VNPAY's pay page, `https://…/paymentv2/vpcpay.html`. */
  payUrl: string;
  merchant: VnpayMerchant;
  reference: string;
  /** Whole đồng. */
  amountVnd: number;
  /** The dossier's code, all that the order information says. */
  code: string;
  /** Where VNPAY sends the browser back to. */
  returnUrl: string;
  /** The payer's address, as VNPAY asks. */
  ipAddress: string;
  createdAt: Instant;
  expiresAt: Instant;
  language?: "vi" | "en";
};

/**
 * Order information: what is paid and the dossier's code, never a name. Letters, digits, `.` and `-` only: VNPAY
 * wants no special characters, and a text that needs no encoding comes back in the notice as it was signed,
 * whatever a gateway on the way does to `+` and `%20`.
 */
const orderInfo = (code: string): string => `Nop-phi-ho-so-${code}`.replaceAll(/[^A-Za-z0-9.-]/g, "-").slice(0, 255);

/**
 * The address of VNPAY's pay page for one intent (version 2.1.0, command `pay`).
 * Throws RangeError for an amount that is not a whole number of đồng within VNPAY's 12 digits.
 */
export const vnpayPayUrl = (payment: VnpayPayment): string => {
  if (!Vnd.safeParse(payment.amountVnd).success) throw new RangeError("not an amount that VNPAY can be asked for");
  const query = signedQuery(
    {
      vnp_Version: "2.1.0",
      vnp_Command: "pay",
      vnp_TmnCode: payment.merchant.tmnCode,
      vnp_Amount: String(payment.amountVnd * 100),
      vnp_CurrCode: "VND",
      vnp_TxnRef: payment.reference,
      vnp_OrderInfo: orderInfo(payment.code),
      vnp_OrderType: "other",
      vnp_Locale: payment.language === "en" ? "en" : "vn",
      vnp_ReturnUrl: payment.returnUrl,
      vnp_IpAddr: payment.ipAddress,
      vnp_CreateDate: toVnpayTime(payment.createdAt),
      vnp_ExpireDate: toVnpayTime(payment.expiresAt),
    },
    payment.merchant.hashSecret,
  );
  return `${payment.payUrl}?${query}`;
};
