import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, sendJson, sendNothing, sendProblem } from "./answers.ts";
import {
  type Channel,
  closeMessageSink,
  FAULT_MODES,
  type Message,
  type MessageSink,
  messageSinkOf,
  OUTCOMES,
  PROVIDERS,
  RECEIPT_MODES,
} from "./message-sink.ts";
import type { CreateStub } from "./stub.ts";

/** A number is the same written 09…, +849… or with the `+` that a query string turned into a space. */
const addressKey = (address: string): string =>
  address.includes("@") ? address.toLowerCase() : address.replace(/\D/g, "").replace(/^0/, "84");

const isChannel = (value: unknown): value is Channel => value === "sms" || value === "email";
const isRate = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

type Asked = { sink: MessageSink; request: IncomingMessage; response: ServerResponse; url: URL };

const list = ({ sink, response, url }: Asked): true => {
  const to = url.searchParams.get("to");
  const channel = url.searchParams.get("channel");
  const isAsked = (message: Message): boolean =>
    (to === null || message.to.split(", ").some((one) => addressKey(one) === addressKey(to))) &&
    (channel === null || message.channel === channel);
  return sendJson(response, 200, sink.messages().filter(isAsked));
};

const clear = ({ sink, response }: Asked): true => {
  sink.clear();
  return sendNothing(response);
};

const setFault = async ({ sink, request, response }: Asked): Promise<true> => {
  const body = await readObject(request);
  const mode = FAULT_MODES.find((known) => known === body?.mode);
  const provider = PROVIDERS.find((known) => known === body?.provider);
  const rate = body?.rate ?? 1;
  if (!isChannel(body?.channel) || mode === undefined || !isRate(rate) || provider !== body?.provider) {
    const form = `{channel:"sms"|"email", provider?:${PROVIDERS.join("|")}, mode:${FAULT_MODES.join("|")}, rate:0..1}`;
    return sendProblem(response, 400, "body-invalid", form);
  }
  const fault = { channel: body.channel, ...(provider === undefined ? {} : { provider }), mode, rate };
  sink.setFault(fault);
  return sendJson(response, 200, fault);
};

const setReceipts = async ({ sink, request, response }: Asked): Promise<true> => {
  const body = await readObject(request);
  const mode = RECEIPT_MODES.find((known) => known === body?.mode);
  const rate = body?.rate ?? 1;
  if (!isChannel(body?.channel) || mode === undefined || !isRate(rate)) {
    const form = `{channel:"sms"|"email", mode:${RECEIPT_MODES.join("|")}, rate:0..1}`;
    return sendProblem(response, 400, "body-invalid", form);
  }
  const receipts = { channel: body.channel, mode, rate };
  sink.setReceipts(receipts);
  return sendJson(response, 200, receipts);
};

/** Whoever looks after the stack acts for a message's recipient, or for the network before them. */
const report = async ({ sink, request, response }: Asked, id: string): Promise<true> => {
  const message = sink.messages().find((one) => one.id === id);
  if (message === undefined) return sendProblem(response, 404, "message-not-found", `no message ${id}`);
  const asked = (await readObject(request))?.outcome;
  const outcome = OUTCOMES.find((known) => known === asked);
  if (outcome === undefined) return sendProblem(response, 400, "body-invalid", `{outcome:${OUTCOMES.join("|")}}`);
  if (outcome === "complained" && message.channel === "sms")
    return sendProblem(response, 400, "outcome-invalid", "nobody reports that an SMS was complained of");
  if (!(await sink.report(message, outcome)))
    return sendProblem(response, 409, "provider-silent", `${message.provider} reports nothing here`);
  return sendJson(response, 200, { ...message, receipt: outcome });
};

/**
 * The messages that providers took, and what is set of these providers:
 *
 * | route | body, answer |
 * |---|---|
 * | `GET /local/messages?to=&channel=` · `DELETE` | oldest first · forgets them, and whose addresses mail is withheld from |
 * | `POST /local/messages/{id}/receipt` | `{outcome}` → the message; its provider reports it |
 * | `GET /local/messages/receipts` · `PUT` | what becomes of a channel's messages, delivered unless set: `{channel, mode, rate}` |
 * | `GET /local/messages/faults` · `PUT` | `{channel, provider?, mode, rate}` |
 */
export const createMessagesStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  return {
    name: "messages",
    stop: () => closeMessageSink(context),
    prefixes: ["/local/messages"],
    handle: async (request, response, url) => {
      const asked = { sink, request, response, url };
      const route = `${request.method} ${url.pathname}`;
      if (route === "GET /local/messages") return list(asked);
      if (route === "DELETE /local/messages") return clear(asked);
      if (route === "GET /local/messages/faults") return sendJson(response, 200, sink.faults());
      if (route === "PUT /local/messages/faults") return setFault(asked);
      if (route === "GET /local/messages/receipts") return sendJson(response, 200, sink.receipts());
      if (route === "PUT /local/messages/receipts") return setReceipts(asked);
      const [, id] = /^POST \/local\/messages\/([^/]+)\/receipt$/.exec(route) ?? [];
      return id === undefined ? false : report(asked, decodeURIComponent(id));
    },
  };
};
