import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, readText, sendJson, sendPage, sendProblem } from "./answers.ts";
import { changeMerchantSecret, merchantOf } from "./merchant.ts";
import type { Stub, StubContext } from "./stub.ts";
import { type FindIntent, intentInTable } from "./vnpay-intents.ts";
import { createIpnCaller, resultParameters } from "./vnpay-ipn.ts";
import { type Order, OUTCOMES, openOrderBook, type Settlement } from "./vnpay-orders.ts";
import { payErrorPage, payPage } from "./vnpay-page.ts";
import { isSigned, millisOfVnpayDate, signedQuery, vnpayDate } from "./vnpay-signature.ts";

const MOST_COPIES = 100;

/** What is wrong with a pay request, in VNPAY's order; undefined where it may be shown. */
const payFault = (query: URLSearchParams, merchant: { tmnCode: string; hashSecret: string }, now: number) => {
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

/**
 * VNPAY: its page, its settlement and its IPN, signed as version 2.1.0 is. A settlement of the same outcome keeps its
 * transaction number, so asking again sends the same news again.
 */
export const createVnpayStub = async (
  context: Pick<StubContext, "origin" | "stateDir" | "environmentOf" | "log">,
  findIntent: FindIntent = intentInTable(context),
): Promise<Stub> => {
  const orders = openOrderBook(context.stateDir);
  const ipn = createIpnCaller(context.origin, context.log);
  const merchant = () => merchantOf(context.stateDir);

  const settle = (order: Order, outcome: Settlement["outcome"]): Settlement =>
    orders.settle(order, outcome, vnpayDate(Date.now()));

  const showPage = (response: ServerResponse, query: URLSearchParams): true => {
    const fault = payFault(query, merchant(), Date.now());
    if (fault !== undefined) return sendPage(response, 400, payErrorPage(fault.code, fault.words));
    const parameters = Object.fromEntries(query);
    const order = orders.open({
      reference: parameters.vnp_TxnRef as string,
      amount: Number(parameters.vnp_Amount),
      orderInfo: parameters.vnp_OrderInfo as string,
      returnUrl: parameters.vnp_ReturnUrl as string,
      createdAt: new Date().toISOString(),
    });
    return sendPage(response, 200, payPage(order, parameters, orders.settlements(order.reference)));
  };

  /** A button of the page: settle, tell the merchant, send the citizen back with the signed result. */
  const pressButton = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const form = new URLSearchParams(await readText(request));
    const order = orders.order(form.get("reference") ?? "");
    const outcome = [...OUTCOMES, "cancelled" as const].find((known) => known === form.get("outcome"));
    if (order === undefined || outcome === undefined || order.returnUrl === null) {
      return sendPage(response, 404, payErrorPage("91", "Không tìm thấy giao dịch."));
    }
    const parameters = resultParameters(order, settle(order, outcome), merchant());
    await ipn.call(parameters, merchant().hashSecret, 1);
    const separator = order.returnUrl.includes("?") ? "&" : "?";
    response.setHeader("location", `${order.returnUrl}${separator}${signedQuery(parameters, merchant().hashSecret)}`);
    return sendPage(response, 303, "");
  };

  const orderToSettle = async (reference: string, amount: unknown): Promise<Order | undefined> => {
    const known = orders.order(reference);
    if (known !== undefined) return known;
    const due = typeof amount === "number" ? amount : await findIntent(reference);
    if (due === undefined) return undefined;
    const orderInfo = `Thanh toan ${reference}`;
    return orders.open({
      reference,
      amount: due * 100,
      orderInfo,
      returnUrl: null,
      createdAt: new Date().toISOString(),
    });
  };

  const settleByCall = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const body = await readObject(request);
    const outcome = OUTCOMES.find((known) => known === body?.outcome);
    const copies = body?.copies ?? 1;
    const tell = body?.ipn ?? true;
    const amount = body?.amount;
    if (
      typeof body?.reference !== "string" ||
      outcome === undefined ||
      typeof tell !== "boolean" ||
      !Number.isInteger(copies) ||
      (copies as number) < 1 ||
      (copies as number) > MOST_COPIES ||
      (amount !== undefined && !(Number.isSafeInteger(amount) && (amount as number) > 0))
    ) {
      const form = '{"reference","outcome":"success"|"failed"|"suspect","ipn":true,"copies":1..100,"amount"?}';
      return sendProblem(response, 400, "body-invalid", form);
    }
    const order = await orderToSettle(body.reference, amount);
    if (order === undefined) return sendProblem(response, 404, "order-not-found", "No payment has this reference.");
    const settlement = settle(order, outcome);
    const parameters = resultParameters(order, settlement, merchant());
    const answers = tell ? await ipn.call(parameters, merchant().hashSecret, copies as number) : [];
    return sendJson(response, 200, {
      reference: order.reference,
      transactionNo: settlement.transactionNo,
      ipn: answers,
    });
  };

  return {
    name: "vnpay",
    prefixes: ["/local/vnpay"],
    handle: async (request, response, url) => {
      const route = `${request.method} ${url.pathname}`;
      if (route === "GET /local/vnpay/pay") return showPage(response, url.searchParams);
      if (route === "POST /local/vnpay/pay") return pressButton(request, response);
      if (route === "POST /local/vnpay/settle") return settleByCall(request, response);
      if (route === "GET /local/vnpay/merchant") return sendJson(response, 200, merchant());
      if (route === "PUT /local/vnpay/merchant") {
        const secret = (await readObject(request))?.hashSecret;
        if (typeof secret !== "string" || !/^[A-Z0-9]{32}$/.test(secret)) {
          return sendProblem(response, 400, "body-invalid", '{"hashSecret": 32 upper-case letters and digits}');
        }
        return sendJson(response, 200, changeMerchantSecret(context.stateDir, secret));
      }
      return false;
    },
    stop: async () => ipn.stop(),
  };
};
