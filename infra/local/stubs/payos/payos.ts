import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, readText, sendJson, sendPage, sendProblem } from "../answers.ts";
import { checkoutErrorPage, checkoutPage } from "../payments/checkout-page.ts";
import { createDesk } from "../payments/desk.ts";
import { type ApiAnswer, openFaults } from "../payments/faults.ts";
import { openMerchant } from "../payments/merchants.ts";
import { settleBody, settleForm } from "../payments/settle-body.ts";
import type { CreateStub } from "../stub.ts";
import { OUTCOMES, openPayosBook, type PayosOrder, type PayosSettlement, paidOf, statusOf } from "./orders.ts";
import { ACCOUNT_NAME, BANK, createPaymentRequests, qrCodeOf, refusal, success } from "./payment-requests.ts";
import { createWebhookCaller, takesSample, webhookBody } from "./webhook.ts";

const BASE = "/local/payos";
const WEB = `${BASE}/web`;

/** Buttons of the page; `cancel` ends the link without a transfer. */
const CHOICES = [
  { outcome: "success", name: "Chuyển khoản đủ tiền" },
  { outcome: "underpaid", name: "Chuyển khoản thiếu tiền" },
  { outcome: "cancel", name: "Hủy thanh toán" },
];

/**
 * payOS: its API of payment links, its checkout page, its webhook with real body and signature, its statement. Orders
 * are known from the call that made them; a transfer of the same outcome keeps its reference.
 */
export const createPayosStub: CreateStub = async (context) => {
  const book = openPayosBook(context.stateDir);
  const merchant = openMerchant(context.stateDir, "payos");
  const faults = openFaults(context.stateDir, "payos");
  const webhook = createWebhookCaller(context.log);
  const links = createPaymentRequests(book, merchant.now, `${context.origin}${WEB}`);

  /** Half of what is open where less is to be paid, all of it where not; a failed transfer speaks of what it was to be. */
  const settle = (order: PayosOrder, outcome: PayosSettlement["outcome"], amount?: number): PayosSettlement => {
    const open = Math.max(order.amount - paidOf(book.settlements(order.reference)), 1);
    return book.settle(order, outcome, amount ?? (outcome === "underpaid" ? Math.ceil(open / 2) : open));
  };

  /** payOS's merchants register one webhook; here it is where the API has it. */
  const tell = (order: PayosOrder, settlement: PayosSettlement, copies: number) =>
    webhook.call(
      { url: `${context.origin}/v1/payments/payos/webhook`, body: webhookBody(order, settlement, merchant.now()) },
      copies,
    );

  const showPage = (response: ServerResponse, id: string): true => {
    const order = book.order(id);
    if (order?.paymentLinkId !== id)
      return sendPage(response, 404, checkoutErrorPage(WEB, "101", "Mã thanh toán không tồn tại."));
    const settled = book.settlements(order.reference);
    const status = statusOf(order, settled);
    if (status === "CANCELLED" || status === "EXPIRED")
      return sendPage(response, 410, checkoutErrorPage(WEB, status, "Liên kết thanh toán đã bị hủy hoặc hết hạn."));
    return sendPage(
      response,
      200,
      checkoutPage({
        provider: "payOS",
        path: `${WEB}/${id}`,
        amount: order.amount,
        reference: order.reference,
        info: order.description,
        facts: [
          { term: "Ngân hàng", value: BANK.name },
          { term: "Số tài khoản", value: merchant.now().accountNumber, code: true },
          { term: "Chủ tài khoản", value: ACCOUNT_NAME },
          { term: "Mã VietQR", value: qrCodeOf(order, merchant.now()), code: true },
        ],
        settled,
        choices: CHOICES,
      }),
    );
  };

  /** A button of the page: the transfer arrives, the merchant is told, the citizen goes back as payOS sends them. */
  const pressButton = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<true> => {
    const order = book.order(id);
    const pressed = new URLSearchParams(await readText(request)).get("outcome");
    if (order?.paymentLinkId !== id || !CHOICES.some(({ outcome }) => outcome === pressed))
      return sendPage(response, 404, checkoutErrorPage(WEB, "101", "Mã thanh toán không tồn tại."));
    const isCancel = pressed === "cancel";
    if (isCancel) links.cancel(id, "Người thanh toán hủy");
    else await tell(order, settle(order, pressed === "success" ? "success" : "underpaid"), 1);
    const now = book.order(id) ?? order;
    const back = new URL(isCancel ? order.cancelUrl : order.returnUrl);
    const result = {
      code: "00",
      id,
      cancel: String(isCancel),
      status: statusOf(now, book.settlements(order.reference)),
      orderCode: order.reference,
    };
    for (const [name, value] of Object.entries(result)) back.searchParams.set(name, value);
    response.setHeader("location", back.href);
    return sendPage(response, 303, "");
  };

  const settleByCall = async (request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const body = settleBody(await readObject(request), OUTCOMES, "webhook");
    if (body === undefined) return sendProblem(response, 400, "body-invalid", settleForm(OUTCOMES, "webhook"));
    const order = book.order(body.reference);
    if (order?.reference !== body.reference)
      return sendProblem(response, 404, "order-not-found", "No payment link has this order code.");
    const settlement = settle(order, body.outcome, body.amount);
    return sendJson(response, 200, {
      reference: order.reference,
      transaction: settlement.transaction,
      webhook: body.tell ? await tell(order, settlement, body.copies) : [],
    });
  };

  const confirmWebhook = async (webhookUrl: unknown): Promise<ApiAnswer> => {
    const own =
      typeof webhookUrl === "string" && URL.canParse(webhookUrl) && new URL(webhookUrl).origin === context.origin;
    if (!own || !(await takesSample(webhookUrl, merchant.now())))
      return { status: 400, body: { code: "20", desc: "Webhook url không hợp lệ", data: null } };
    const { accountNumber } = merchant.now();
    const data = { webhookUrl, accountName: ACCOUNT_NAME, accountNumber, name: BANK.name, shortName: BANK.shortName };
    return success(data, merchant.now());
  };

  /** What answers a call to payOS's API, undefined where there is no such path. */
  const api = (
    route: string,
  ): ((body: Record<string, unknown> | undefined) => ApiAnswer | Promise<ApiAnswer>) | undefined => {
    if (route === `POST ${BASE}/v2/payment-requests`) return (body) => links.create(body ?? {});
    if (route === `POST ${BASE}/confirm-webhook`) return (body) => confirmWebhook(body?.webhookUrl);
    const [, method, key = "", cancel] =
      /^(GET|POST) \/local\/payos\/v2\/payment-requests\/([^/]+)(\/cancel)?$/.exec(route) ?? [];
    if (method === "GET" && cancel === undefined) return () => links.show(key);
    if (method === "POST" && cancel !== undefined) return (body) => links.cancel(key, body?.cancellationReason);
    return undefined;
  };

  const isOwnChannel = ({ headers }: IncomingMessage): boolean => {
    const { clientId, apiKey } = merchant.now();
    return headers["x-client-id"] === clientId && headers["x-api-key"] === apiKey;
  };

  const desk = createDesk({
    name: "payos",
    merchant,
    faults,
    statement: {
      numberHeading: "Mã tham chiếu",
      moves: book.moves,
      isPaid: ({ outcome }) => outcome !== "failed",
      vnd: (amount) => amount,
      infoOf: (reference) => book.order(reference)?.description ?? "",
    },
  });

  return {
    name: "payos",
    prefixes: [BASE],
    handle: async (request, response, url) => {
      const route = `${request.method} ${url.pathname}`;
      const [, method, id] = /^(GET|POST) \/local\/payos\/web\/([0-9a-f]{32})$/.exec(route) ?? [];
      if (id !== undefined) return method === "GET" ? showPage(response, id) : pressButton(request, response, id);
      if (route === `POST ${BASE}/settle`) return settleByCall(request, response);
      if (await desk(request, response, url)) return true;
      const call = api(route);
      if (call === undefined) return false;
      const body = await readObject(request);
      return faults.answer(response, () => (isOwnChannel(request) ? call(body) : refusal("channel")));
    },
    stop: async () => webhook.stop(),
  };
};
