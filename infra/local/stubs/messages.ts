import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type AwsProtocol, readObject, sendAws, sendAwsError, sendJson, sendNothing, sendProblem } from "./answers.ts";
import {
  type Channel,
  closeMessageSink,
  FAULT_MODES,
  type FaultMode,
  type Message,
  messageSinkOf,
} from "./message-sink.ts";
import type { CreateStub } from "./stub.ts";

/** Recipients of one mail that SES takes. */
const MOST_RECIPIENTS = 50;
/** A slow provider: well within an SDK's patience, long enough to be seen. */
const SLOW_MS = 3_000;

type Draft = Omit<Message, "id" | "at">;
type Refusal = { status: number; code: string; message: string };

/**
 * Takes one message as the provider would under the fault that is set. A hang never answers: the caller's own
 * time limit ends it, with nothing sent (`hang`) or with the message on its way (`accept-then-hang`).
 */
const deliver = async (
  response: ServerResponse,
  fault: FaultMode,
  accept: () => Message,
  refusals: { reject: Refusal; down: Refusal },
  protocol: AwsProtocol,
): Promise<true> => {
  const refuse = ({ status, code, message }: Refusal) => sendAwsError(response, status, protocol, code, message);
  if (fault === "reject") return refuse(refusals.reject);
  if (fault === "5xx") return refuse(refusals.down);
  if (fault === "hang") return true;
  if (fault === "slow") await sleep(SLOW_MS);
  const message = accept();
  if (fault === "accept-then-hang") return true;
  return sendAws(response, protocol, { MessageId: message.id });
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** AWS End User Messaging: `PinpointSMSVoiceV2.SendTextMessage`; the reference travels in `Context.reference`. */
export const createSmsStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  return {
    name: "sms",
    awsService: "sms",
    handle: async (request, response) => {
      if (request.headers["x-amz-target"] !== "PinpointSMSVoiceV2.SendTextMessage") return false;
      const body = await readObject(request);
      const invalid = (message: string) => sendAwsError(response, 400, "1.0", "ValidationException", message);
      const to = textOf(body?.DestinationPhoneNumber);
      const text = textOf(body?.MessageBody);
      if (to === undefined || !/^\+[1-9]\d{7,14}$/.test(to)) return invalid("DestinationPhoneNumber is not E.164.");
      if (text === undefined || text === "" || text.length > 1600)
        return invalid("MessageBody is 1 to 1600 characters.");
      const reference = textOf((body?.Context as Record<string, unknown> | undefined)?.reference) ?? null;
      const draft: Draft = { reference, channel: "sms", to, body: text };
      const reject = { status: 409, code: "ConflictException", message: "DESTINATION_PHONE_NUMBER_OPTED_OUT" };
      const down = { status: 500, code: "InternalServerException", message: "The provider is down." };
      return deliver(response, sink.faultOf("sms"), () => sink.accept(draft), { reject, down }, "1.0");
    },
  };
};

type SesBody = {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[] };
  Content?: {
    Simple?: { Subject?: { Data?: string }; Body?: { Text?: { Data?: string }; Html?: { Data?: string } } };
  };
  EmailTags?: { Name?: string; Value?: string }[];
};

/** An SES tag value holds no colon (ASCII letters, digits, `_` and `-`): the outbox id's one colon travels as `_`. */
const referenceOfTag = (value: string): string => value.replace(/_(\d+)$/, ":$1");

/** Amazon SES v2: `POST /v2/email/outbound-emails` with simple content; the reference is the tag `reference`. */
export const createEmailStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  return {
    name: "email",
    awsService: "sesv2",
    handle: async (request, response, url) => {
      if (request.method !== "POST" || !url.pathname.endsWith("/v2/email/outbound-emails")) return false;
      const body = (await readObject(request)) as SesBody | undefined;
      const invalid = (message: string) => sendAwsError(response, 400, "rest", "BadRequestException", message);
      const recipients = body?.Destination?.ToAddresses ?? [];
      const subject = body?.Content?.Simple?.Subject?.Data;
      const text = body?.Content?.Simple?.Body?.Text?.Data ?? body?.Content?.Simple?.Body?.Html?.Data;
      if (body?.FromEmailAddress === undefined) return invalid("FromEmailAddress is missing.");
      if (recipients.length > MOST_RECIPIENTS) return invalid("Recipient count exceeds 50.");
      if (recipients.length === 0 || recipients.some((one) => !/^[^@\s,]+@[^@\s,]+$/.test(one)))
        return invalid("Missing final '@domain'.");
      const to = recipients.join(", ");
      if (subject === undefined || text === undefined) return invalid("Simple content needs Subject and Body.");
      if (/[\r\n]/.test(subject + to)) return invalid("Local address or subject contains control characters.");
      const tags = body.EmailTags ?? [];
      if (tags.some(({ Value }) => !/^[A-Za-z0-9_-]{1,256}$/.test(Value ?? ""))) return invalid("Invalid tag value.");
      const tag = tags.find(({ Name }) => Name === "reference")?.Value;
      const reference = tag === undefined ? null : referenceOfTag(tag);
      const draft: Draft = { reference, channel: "email", to, subject, body: text };
      const reject = { status: 400, code: "MessageRejected", message: "Address is on the suppression list." };
      const down = { status: 500, code: "InternalServiceErrorException", message: "The provider is down." };
      return deliver(response, sink.faultOf("email"), () => sink.accept(draft), { reject, down }, "rest");
    },
  };
};

/** A number is the same written 09…, +849… or with the `+` that a query string turned into a space. */
const addressKey = (address: string): string =>
  address.includes("@") ? address.toLowerCase() : address.replace(/\D/g, "").replace(/^0/, "84");

const isChannel = (value: unknown): value is Channel => value === "sms" || value === "email";

/** `GET|DELETE /local/messages` and `GET|PUT /local/messages/faults`. */
export const createMessagesStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  return {
    name: "messages",
    stop: () => closeMessageSink(context),
    prefixes: ["/local/messages"],
    handle: async (request, response, url) => {
      if (url.pathname === "/local/messages" && request.method === "GET") {
        const to = url.searchParams.get("to");
        const channel = url.searchParams.get("channel");
        const asked = sink
          .messages()
          .filter(
            (message) =>
              (to === null || message.to.split(", ").some((one) => addressKey(one) === addressKey(to))) &&
              (channel === null || message.channel === channel),
          );
        return sendJson(response, 200, asked);
      }
      if (url.pathname === "/local/messages" && request.method === "DELETE") {
        sink.clear();
        return sendNothing(response);
      }
      if (url.pathname === "/local/messages/faults" && request.method === "GET")
        return sendJson(response, 200, sink.faults());
      if (url.pathname === "/local/messages/faults" && request.method === "PUT") {
        const body = await readObject(request);
        const mode = FAULT_MODES.find((known) => known === body?.mode);
        const rate = body?.rate ?? 1;
        if (!isChannel(body?.channel) || mode === undefined || typeof rate !== "number" || rate < 0 || rate > 1) {
          return sendProblem(
            response,
            400,
            "body-invalid",
            `{channel:"sms"|"email", mode:${FAULT_MODES.join("|")}, rate:0..1}`,
          );
        }
        const fault = { channel: body.channel, mode, rate };
        sink.setFault(fault);
        return sendJson(response, 200, fault);
      }
      return false;
    },
  };
};
