import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { readObject, sendJson, sendProblem } from "../answers.ts";
import { messageSinkOf } from "../message-sink.ts";
import { createCaller } from "../payments/caller.ts";
import { isOptedOut } from "../simulator.ts";
import type { CreateStub } from "../stub.ts";
import { esmsAccount } from "./account.ts";
import { type EsmsMessage, listed, OUTCOMES, openMessages, reportQuery, STATUS } from "./messages.ts";

const BASE = "/local/esms";
const API = `${BASE}/MainService.svc/json`;
/** A slow provider: well within a caller's patience, long enough to be seen. */
const SLOW_MS = 3_000;
/** A network's report comes after the answer to the call, and so after the caller has noted it. */
const REPORT_AFTER_MS = 500;
/** Assumed: eSMS says that it calls again where an address times out, five times in all, not after how long. */
const REPORT_PATIENCE_MS = 10_000;
const REPORT_CALLS = 5;
/** Assumed: four parts, which networks take of a sender's name. */
const LONGEST = { plain: 612, unicode: 268 };

/** What becomes of a message by what the sink says of its recipient; nobody complains of an SMS. */
const FATES = { delivered: "delivered", complained: "delivered", bounced: "failed", none: "none" } as const;

type Body = Readonly<Record<string, unknown>>;
/** eSMS answers 200 to everything that it understands. */
type Said = Record<string, unknown>;

const INVALID: Said = { error: "Invalid request" };
const refusal = (code: string, message: string, more: Said = {}): Said => ({
  CodeResult: code,
  CountRegenerate: 0,
  ErrorMessage: message,
  ...more,
});
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** `yyyy-MM-dd HH:mm:ss` in Viet Nam, NaN where it is none. */
const millisOf = (text: unknown): number =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(textOf(text))
    ? Date.parse(`${textOf(text).replace(" ", "T")}+07:00`)
    : Number.NaN;

/** Beyond Latin-1 and these, what a message without diacritics cannot carry. */
const FOREIGN_LETTERS = "€ΔΦΓΛΩΠΨΣΘΞ";
const isPlain = (content: string): boolean =>
  Array.from(content).every((letter) => letter <= "\u00ff" || FOREIGN_LETTERS.includes(letter));

const fits = (content: string, unicode: boolean): boolean =>
  content !== "" && content.length <= (unicode ? LONGEST.unicode : LONGEST.plain) && (unicode || isPlain(content));

/**
 * eSMS (developers.esms.vn): customer care messages by `SendMultipleMessage_V4_post_json`, the list of them by
 * `GetSmsSentData_V2`, and its report to the address that a message named. It knows one account, whose keys
 * `GET /local/esms/account` shows, and the sender's name of the stage. What becomes of messages is what the sink says of
 * their recipients, unless `PUT /local/esms/outcome` says otherwise. Faults are those of the channel "sms"; inquiries meet `5xx` and `hang`.
 *
 * A report that was not called out when the stand-in stops is never made.
 */
export const createEsmsStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  const account = esmsAccount(context.stateDir);
  const messages = openMessages(context.stateDir);
  const timers = new Set<NodeJS.Timeout>();
  const caller = createCaller({
    name: "esms",
    patienceMs: REPORT_PATIENCE_MS,
    mostCalls: REPORT_CALLS,
    isFinal: ({ status }) => status !== null,
    log: context.log,
  });

  const isOurs = ({ ApiKey, SecretKey }: Body): boolean => ApiKey === account.apiKey && SecretKey === account.secretKey;

  /** Nobody outside this machine is ever called: a message that names another place is told to nobody. */
  const report = (message: EsmsMessage): void => {
    if (message.outcome === "none" || message.callbackUrl === "") return;
    if (!URL.canParse(message.callbackUrl) || new URL(message.callbackUrl).origin !== context.origin) {
      context.log("esms: the message's CallbackUrl is not of this origin, nobody is told");
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      void caller.call({ url: `${message.callbackUrl}?${reportQuery(message)}` }, 1);
      sink.noteReceipt(message.smsId, message.outcome === "delivered" ? "delivered" : "bounced");
    }, REPORT_AFTER_MS);
    timers.add(timer);
  };
  sink.reportBy("esms", async ({ id }, outcome) => {
    const message = messages.find(id);
    if (message) report({ ...message, outcome: outcome === "bounced" ? "failed" : "delivered" });
  });

  const take = (body: Body): Said => {
    const sender = context.environmentOf("deliver-sms").SMS_SENDER;
    const [phone, content, requestId] = [textOf(body.Phone), textOf(body.Content), textOf(body.RequestId)];
    if (!isOurs(body)) return refusal("101", "Authorize Failed");
    if (textOf(body.SmsType) !== "2") return refusal("118", "Sms type is not supported");
    if (sender === undefined || body.Brandname !== sender) return refusal("104", "Brand name code is not exist");
    if (!/^(0|84)[35789]\d{8}$/.test(phone)) return refusal("108", "Phone number is invalid");
    if (!fits(content, textOf(body.IsUnicode) === "1") || requestId.length > 50) return INVALID;
    if (body.Sandbox === "1") return { CodeResult: "100", CountRegenerate: 0, SMSID: "sandbox" };
    const now = Date.now();
    const before = requestId === "" ? undefined : messages.blocking(requestId, now);
    if (before) return refusal("124", "Request exist 1", { SendStatus: String(STATUS[before.outcome]) });
    const to = phone.replace(/^(0|84)/, "+84");
    if (isOptedOut(to)) return refusal("99", "Phone number is blocked");
    const { id } = sink.accept({ reference: requestId || null, channel: "sms", to, body: content, provider: "esms" });
    const message: EsmsMessage = {
      smsId: id,
      requestId,
      phone,
      content,
      campaign: textOf(body.campaignid),
      callbackUrl: textOf(body.CallbackUrl),
      at: now,
      outcome: messages.outcome() ?? FATES[sink.outcomeOf({ channel: "sms", to })],
    };
    messages.keep(message);
    report(message);
    return { CodeResult: "100", CountRegenerate: 0, SMSID: id };
  };

  const list = (body: Body): Said => {
    if (!isOurs(body)) return { CodeResult: "101", ErrorMessage: "Authorize Failed." };
    const [from, to, page, size] = [millisOf(body.From), millisOf(body.To), Number(body.Page), Number(body.PageSize)];
    const isAsked = from <= to && Number.isInteger(page) && page >= 1 && size >= 1 && size <= 500;
    if (!isAsked || textOf(body.SmsType) !== "2") return INVALID;
    const all = messages.between(from, to);
    const SentData = all.map((message, nth) => listed(message, all.length - nth)).slice((page - 1) * size, page * size);
    return { CodeResult: "100", CountTotal: all.length, SentData };
  };

  const down = (response: ServerResponse): true => sendJson(response, 500, { message: "Internal Server Error" });

  const answerSend = async (response: ServerResponse, body: Body | undefined): Promise<true> => {
    const fault = sink.faultOf("sms", "esms");
    if (fault === "5xx") return down(response);
    if (fault === "hang") return true;
    if (fault === "reject") return sendJson(response, 200, refusal("99", "Phone number is blocked"));
    if (fault === "slow") await sleep(SLOW_MS);
    const said = body === undefined ? INVALID : take(body);
    return fault === "accept-then-hang" ? true : sendJson(response, 200, said);
  };

  const answerList = (response: ServerResponse, body: Body | undefined): true => {
    const fault = sink.faultOf("sms", "esms");
    if (fault === "5xx") return down(response);
    return fault === "hang" ? true : sendJson(response, 200, body === undefined ? INVALID : list(body));
  };

  return {
    name: "esms",
    prefixes: [BASE],
    handle: async (request, response, url) => {
      const route = `${request.method} ${url.pathname}`;
      if (route === `POST ${API}/SendMultipleMessage_V4_post_json/`)
        return answerSend(response, await readObject(request));
      if (route === `POST ${API}/GetSmsSentData_V2`) return answerList(response, await readObject(request));
      if (route === `GET ${BASE}/account`) return sendJson(response, 200, account);
      if (route === `GET ${BASE}/outcome`) return sendJson(response, 200, { outcome: messages.outcome() ?? null });
      if (route !== `PUT ${BASE}/outcome`) return false;
      const asked = (await readObject(request))?.outcome;
      const outcome = OUTCOMES.find((known) => known === asked);
      if (outcome === undefined)
        return sendProblem(response, 400, "body-invalid", `{"outcome":"${OUTCOMES.join('"|"')}"}`);
      messages.setOutcome(outcome);
      return sendJson(response, 200, { outcome });
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      caller.stop();
    },
  };
};
