import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, readText, sendJson, sendPage, sendProblem } from "../answers.ts";
import { type Caller, createCaller, type HeardAnswer } from "../payments/caller.ts";
import { checkoutErrorPage, checkoutPage } from "../payments/checkout-page.ts";
import { createDesk } from "../payments/desk.ts";
import { openFaults } from "../payments/faults.ts";
import { type MomoMerchant, openMerchant } from "../payments/merchants.ts";
import { settleBody, settleForm } from "../payments/settle-body.ts";
import type { CreateStub } from "../stub.ts";
import { createGatewayApi, type MomoCall } from "./gateway-api.ts";
import { isExpired, type MomoOrder, type MomoSettlement, OUTCOMES, openMomoBook, resultOf } from "./orders.ts";
import { messageOf } from "./results.ts";
import { signatureOf } from "./signature.ts";

const BASE = "/local/momo";
const PAY = `${BASE}/pay`;

/** MoMo waits so long for the merchant's 204. */
const PATIENCE_MS = 15_000;

/** The result of a payment as the IPN and the way back tell it; the signature comes with the access key. */
const resultBody = (order: MomoOrder, settlement: MomoSettlement, merchant: MomoMerchant) => {
  const code = resultOf(settlement);
  const result = {
    partnerCode: merchant.partnerCode,
    orderId: order.reference,
    requestId: order.requestId,
    amount: settlement.amount,
    orderInfo: order.orderInfo,
    orderType: "momo_wallet",
    transId: Number(settlement.transaction),
    resultCode: code,
    message: messageOf(code, order.lang),
    payType: "qr",
    responseTime: Date.parse(settlement.at),
    extraData: order.extraData,
  };
  return { ...result, signature: signatureOf(Object.keys(result), result, merchant) };
};

const createIpnCaller = (log: (line: string) => void): Caller =>
  createCaller({ name: "momo", patienceMs: PATIENCE_MS, isFinal: ({ status }) => status === 204, log });

/**
 * MoMo v2: its gateway API, its pay page, its IPN to the address that the order named, its statement. Orders are known
 * from the call that made them; a settlement of the same outcome keeps its transaction id.
 */
export const createMomoStub: CreateStub = async (context) => {
  const book = openMomoBook(context.stateDir);
  const merchant = openMerchant(context.stateDir, "momo");
  const faults = openFaults(context.stateDir, "momo");
  const ipn = createIpnCaller(context.log);
  const api = createGatewayApi(book, merchant.now, `${context.origin}${PAY}`);

  const settle = (order: MomoOrder, outcome: MomoSettlement["outcome"]): MomoSettlement =>
    book.settle(order, outcome, order.amount);

  /** Nobody outside this machine is ever called: an order that names another place is told to nobody. */
  const tell = async (order: MomoOrder, settlement: MomoSettlement, copies: number): Promise<HeardAnswer[]> => {
    if (new URL(order.ipnUrl).origin !== context.origin) {
      context.log("momo: the order's ipnUrl is not of this origin, nobody is told");
      return [];
    }
    return ipn.call({ url: order.ipnUrl, body: JSON.stringify(resultBody(order, settlement, merchant.now())) }, copies);
  };

  const showPage = (response: ServerResponse, payId: string): true => {
    const order = book.order(payId);
    if (order?.payId !== payId) return sendPage(response, 404, checkoutErrorPage(PAY, "42", messageOf(42, "vi")));
    const settled = book.settlements(order.reference);
    if (settled.length === 0 && isExpired(order))
      return sendPage(response, 410, checkoutErrorPage(PAY, "1005", messageOf(1005, "vi")));
    return sendPage(
      response,
      200,
      checkoutPage({
        provider: "MoMo",
        path: `${PAY}/${payId}`,
        amount: order.amount,
        reference: order.reference,
        info: order.orderInfo,
        facts: [{ term: "Đơn vị nhận", value: merchant.now().partnerCode, code: true }],
        settled,
        choices: [
          { outcome: "success", name: "Thanh toán thành công" },
          { outcome: "failed", name: "Từ chối thanh toán" },
          { outcome: "suspect", name: "Chỉ xác nhận, chưa trừ tiền" },
        ],
      }),
    );
  };

  /** A button of the page: settle, tell the merchant, send the citizen back with the signed result. */
  const pressButton = async (request: IncomingMessage, response: ServerResponse, payId: string): Promise<true> => {
    const pressed = new URLSearchParams(await readText(request)).get("outcome");
    const outcome = OUTCOMES.find((known) => known === pressed);
    const order = book.order(payId);
    if (order?.payId !== payId || outcome === undefined)
      return sendPage(response, 404, checkoutErrorPage(PAY, "42", messageOf(42, "vi")));
    const settlement = settle(order, outcome);
    await tell(order, settlement, 1);
    const back = new URL(order.redirectUrl);
    for (const [name, value] of Object.entries(resultBody(order, settlement, merchant.now())))
      back.searchParams.set(name, String(value));
    response.setHeader("location", back.href);
    return sendPage(response, 303, "");
  };

  const settleByCall = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const body = settleBody(await readObject(request), OUTCOMES, "ipn");
    if (body === undefined) return sendProblem(response, 400, "body-invalid", settleForm(OUTCOMES, "ipn"));
    const order = book.order(body.reference);
    if (order?.reference !== body.reference)
      return sendProblem(response, 404, "order-not-found", "No payment was created under this orderId.");
    const settlement = book.settle(order, body.outcome, body.amount ?? order.amount);
    return sendJson(response, 200, {
      reference: order.reference,
      transaction: settlement.transaction,
      ipn: body.tell ? await tell(order, settlement, body.copies) : [],
    });
  };

  const desk = createDesk({
    name: "momo",
    merchant,
    faults,
    statement: {
      numberHeading: "Mã giao dịch MoMo",
      moves: book.moves,
      isPaid: ({ outcome }) => outcome === "success",
      vnd: (amount) => amount,
      infoOf: (reference) => book.order(reference)?.orderInfo ?? "",
    },
  });

  return {
    name: "momo",
    prefixes: [BASE],
    handle: async (request, response, url) => {
      const route = `${request.method} ${url.pathname}`;
      const [, call] = /^POST \/local\/momo\/v2\/gateway\/api\/(create|query|refund|refund\/query)$/.exec(route) ?? [];
      if (call !== undefined) {
        const body = await readObject(request);
        return faults.answer(response, (refusing) => api(call as MomoCall, body, refusing));
      }
      const [, method, payId] = /^(GET|POST) \/local\/momo\/pay\/([\w-]{24})$/.exec(route) ?? [];
      if (payId !== undefined)
        return method === "GET" ? showPage(response, payId) : pressButton(request, response, payId);
      if (route === `POST ${BASE}/settle`) return settleByCall(request, response);
      return desk(request, response, url);
    },
    stop: async () => ipn.stop(),
  };
};
