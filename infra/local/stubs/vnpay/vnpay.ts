import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, readText, sendJson, sendPage, sendProblem } from "../answers.ts";
import { checkoutErrorPage, checkoutPage } from "../payments/checkout-page.ts";
import { createDesk } from "../payments/desk.ts";
import { openFaults } from "../payments/faults.ts";
import { openMerchant, type VnpayMerchant } from "../payments/merchants.ts";
import { settleBody, settleForm } from "../payments/settle-body.ts";
import type { Stub, StubContext } from "../stub.ts";
import { type FindIntent, intentInTable } from "./intents.ts";
import { millisOfVnpayDate, OUTCOMES, openVnpayBook, type VnpayOrder, type VnpaySettlement } from "./orders.ts";
import { createIpnCaller, resultParameters } from "./results.ts";
import { isSigned, type Parameters, signedQuery } from "./signature.ts";
import { createTransactionApi } from "./transaction-api.ts";

const BASE = "/local/vnpay";
const PAY = `${BASE}/pay`;

/** What is wrong with a pay request, in VNPAY's order; undefined where it may be shown. */
const payFault = (query: URLSearchParams, merchant: VnpayMerchant, now: number) => {
  if (query.get("vnp_TmnCode") !== merchant.tmnCode) return { code: "72", words: "Không tìm thấy website của đơn vị." };
  if (!isSigned(query, merchant.hashSecret)) return { code: "70", words: "Sai chữ ký." };
  const amount = query.get("vnp_Amount") ?? "";
  const wellFormed =
    query.get("vnp_Version") === "2.1.0" &&
    query.get("vnp_Command") === "pay" &&
    query.get("vnp_CurrCode") === "VND" &&
    /^[1-9]\d{0,11}$/.test(amount) &&
    ["vnp_TxnRef", "vnp_OrderInfo", "vnp_OrderType", "vnp_ReturnUrl", "vnp_IpAddr", "vnp_Locale"].every(
      (name) => (query.get(name) ?? "") !== "",
    ) &&
    millisOfVnpayDate(query.get("vnp_CreateDate") ?? "") !== undefined;
  if (!wellFormed) return { code: "03", words: "Dữ liệu gửi sang không đúng định dạng." };
  const expires = millisOfVnpayDate(query.get("vnp_ExpireDate") ?? "");
  if (expires === undefined || expires <= now)
    return { code: "15", words: "Giao dịch đã quá thời gian chờ thanh toán." };
  return undefined;
};

/** `20261122083000` as `08:30 22/11/2026`, as people read it. */
const readable = (vnpayDate: string): string =>
  vnpayDate.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})\d{2}$/, "$4:$5 $3/$2/$1");

const payPage = (order: VnpayOrder, parameters: Parameters, settled: readonly VnpaySettlement[]): string =>
  checkoutPage({
    provider: "VNPAY",
    path: PAY,
    amount: order.amount / 100,
    reference: order.reference,
    info: order.orderInfo,
    facts: [
      { term: "Đơn vị nhận", value: parameters.vnp_TmnCode ?? "", code: true },
      { term: "Hết hạn", value: readable(parameters.vnp_ExpireDate ?? "") },
    ],
    settled,
    choices: [
      { outcome: "success", name: "Thanh toán thành công" },
      { outcome: "failed", name: "Thanh toán thất bại" },
      { outcome: "suspect", name: "Giao dịch nghi vấn" },
      { outcome: "cancelled", name: "Hủy giao dịch" },
    ],
  });

/**
 * VNPAY: its page, its settlement and its IPN, signed as version 2.1.0 is, its API of queries and refunds, its statement.
 * A settlement of the same outcome keeps its transaction number, so asking again sends the same news again.
 */
export const createVnpayStub = async (
  context: Pick<StubContext, "origin" | "stateDir" | "environmentOf" | "log">,
  findIntent: FindIntent = intentInTable(context),
): Promise<Stub> => {
  const book = openVnpayBook(context.stateDir);
  const ipn = createIpnCaller(context.origin, context.log);
  const merchant = openMerchant(context.stateDir, "vnpay");
  const faults = openFaults(context.stateDir, "vnpay");
  const transactionApi = createTransactionApi(book, merchant.now);

  const settle = (order: VnpayOrder, outcome: VnpaySettlement["outcome"]): VnpaySettlement =>
    book.settle(order, outcome, order.amount);

  const showPage = (response: ServerResponse, query: URLSearchParams): true => {
    const fault = payFault(query, merchant.now(), Date.now());
    if (fault !== undefined) return sendPage(response, 400, checkoutErrorPage(PAY, fault.code, fault.words));
    const parameters = Object.fromEntries(query);
    const reference = parameters.vnp_TxnRef as string;
    const known = book.order(reference);
    // An order settled before its page was opened learns the merchant's own words here; otherwise the first page counts.
    const opened = {
      orderInfo: parameters.vnp_OrderInfo as string,
      returnUrl: parameters.vnp_ReturnUrl as string,
      createDate: parameters.vnp_CreateDate as string,
    };
    const order =
      known !== undefined && known.returnUrl !== null
        ? known
        : book.keep({
            ...(known ?? { reference, amount: Number(parameters.vnp_Amount), createdAt: new Date().toISOString() }),
            ...opened,
          });
    return sendPage(response, 200, payPage(order, parameters, book.settlements(reference)));
  };

  /** A button of the page: settle, tell the merchant, send the citizen back with the signed result. */
  const pressButton = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const form = new URLSearchParams(await readText(request));
    const order = book.order(form.get("reference") ?? "");
    const outcome = [...OUTCOMES, "cancelled" as const].find((known) => known === form.get("outcome"));
    if (order === undefined || outcome === undefined || order.returnUrl === null) {
      return sendPage(response, 404, checkoutErrorPage(PAY, "91", "Không tìm thấy giao dịch."));
    }
    const { hashSecret } = merchant.now();
    const parameters = resultParameters(order, settle(order, outcome), merchant.now());
    await ipn.call(parameters, hashSecret, 1);
    const separator = order.returnUrl.includes("?") ? "&" : "?";
    response.setHeader("location", `${order.returnUrl}${separator}${signedQuery(parameters, hashSecret)}`);
    return sendPage(response, 303, "");
  };

  const orderToSettle = async (reference: string, amount: number | undefined): Promise<VnpayOrder | undefined> => {
    const known = book.order(reference);
    if (known !== undefined) return known;
    const due = amount ?? (await findIntent(reference));
    if (due === undefined) return undefined;
    return book.keep({
      reference,
      amount: due * 100,
      orderInfo: `Thanh toan ${reference}`,
      returnUrl: null,
      createDate: null,
      createdAt: new Date().toISOString(),
    });
  };

  const settleByCall = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const body = settleBody(await readObject(request), OUTCOMES, "ipn");
    if (body === undefined) return sendProblem(response, 400, "body-invalid", settleForm(OUTCOMES, "ipn"));
    const order = await orderToSettle(body.reference, body.amount);
    if (order === undefined) return sendProblem(response, 404, "order-not-found", "No payment has this reference.");
    const settlement = settle(order, body.outcome);
    const parameters = resultParameters(order, settlement, merchant.now());
    const answers = body.tell ? await ipn.call(parameters, merchant.now().hashSecret, body.copies) : [];
    return sendJson(response, 200, {
      reference: order.reference,
      transactionNo: settlement.transaction,
      ipn: answers,
    });
  };

  const desk = createDesk({
    name: "vnpay",
    merchant,
    faults,
    statement: {
      numberHeading: "Mã giao dịch VNPAY",
      moves: book.moves,
      isPaid: ({ outcome }) => outcome === "success",
      vnd: (amount) => amount / 100,
      infoOf: (reference) => book.order(reference)?.orderInfo ?? "",
    },
  });

  return {
    name: "vnpay",
    prefixes: [BASE],
    handle: async (request, response, url) => {
      const route = `${request.method} ${url.pathname}`;
      if (route === `GET ${PAY}`) return showPage(response, url.searchParams);
      if (route === `POST ${PAY}`) return pressButton(request, response);
      if (route === `POST ${BASE}/settle`) return settleByCall(request, response);
      if (route === `POST ${BASE}/api/transaction`) {
        const body = await readObject(request);
        return faults.answer(response, (refused) => transactionApi(body, refused));
      }
      return desk(request, response, url);
    },
    stop: async () => ipn.stop(),
  };
};
