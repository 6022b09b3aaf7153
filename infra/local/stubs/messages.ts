import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type AwsProtocol, readObject, sendAws, sendAwsError } from "./answers.ts";
import { type Draft, type Echo, type FaultMode, messageSinkOf } from "./message-sink.ts";
import { sesEvents, smsEvents } from "./receipt-events.ts";
import { createReports } from "./receipts.ts";
import { type Fate, isOptedOut, isSuppressedBySes } from "./simulator.ts";
import type { CreateStub } from "./stub.ts";

/** Recipients of one mail that SES takes. */
const MOST_RECIPIENTS = 50;
/** A slow provider: well within an SDK's patience, long enough to be seen. */
const SLOW_MS = 3_000;

type Refusal = { status: number; code: string; message: string; more?: object };

/**
 * Takes one message as the provider would under the fault that is set. A hang never answers: the caller's own
 * time limit ends it, with nothing sent (`hang`) or with the message on its way (`accept-then-hang`).
 */
const deliver = async (
  response: ServerResponse,
  fault: FaultMode,
  accept: () => { id: string },
  refusals: { reject: Refusal; down: Refusal },
  protocol: AwsProtocol,
): Promise<true> => {
  const refuse = ({ status, code, message, more }: Refusal) =>
    sendAwsError(response, status, protocol, code, message, more);
  if (fault === "reject") return refuse(refusals.reject);
  if (fault === "5xx") return refuse(refusals.down);
  if (fault === "hang") return true;
  if (fault === "slow") await sleep(SLOW_MS);
  const message = accept();
  if (fault === "accept-then-hang") return true;
  return sendAws(response, protocol, { MessageId: message.id });
};

const OPTED_OUT: Refusal = {
  status: 409,
  code: "ConflictException",
  message: "Destination phone number has opted out.",
  more: { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", ResourceType: "opted-out-number" },
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** AWS End User Messaging: `PinpointSMSVoiceV2.SendTextMessage`; the reference travels in `Context.reference`. */
export const createSmsStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  const reports = createReports(context, sink, smsEvents);
  sink.reportBy("aws-sms", (message, outcome) => reports.now(message, outcome, sink.echoOf(message.id)));
  return {
    name: "sms",
    awsService: "sms",
    stop: async () => reports.stop(),
    handle: async (request, response) => {
      if (request.headers["x-amz-target"] !== "PinpointSMSVoiceV2.SendTextMessage") return false;
      const body = await readObject(request);
      const invalid = (Name: string, Message: string) =>
        sendAwsError(response, 400, "1.0", "ValidationException", Message, {
          Reason: "INVALID_PARAMETER",
          Fields: [{ Name, Message }],
        });
      const to = textOf(body?.DestinationPhoneNumber);
      const text = textOf(body?.MessageBody);
      if (to === undefined || !/^\+[1-9]\d{7,14}$/.test(to))
        return invalid("DestinationPhoneNumber", "DestinationPhoneNumber is not E.164.");
      if (text === undefined || text === "" || text.length > 1600)
        return invalid("MessageBody", "MessageBody is 1 to 1600 characters.");
      const context = body?.Context as Record<string, unknown> | undefined;
      const echo = { context, sender: textOf(body?.OriginationIdentity) };
      const reference = textOf(context?.reference) ?? null;
      const draft: Draft = { reference, channel: "sms", to, body: text, provider: "aws-sms", echo };
      const fault = isOptedOut(to) ? "reject" : sink.faultOf("sms", "aws-sms");
      const accept = () => {
        const message = sink.accept(draft);
        reports.soon(message, sink.fateOf(message), echo);
        return message;
      };
      const down = { status: 500, code: "InternalServerException", message: "The provider is down." };
      return deliver(response, fault, accept, { reject: OPTED_OUT, down }, "1.0");
    },
  };
};

type SesBody = {
  FromEmailAddress?: string;
  ConfigurationSetName?: string;
  Destination?: { ToAddresses?: string[] };
  Content?: {
    Simple?: { Subject?: { Data?: string }; Body?: { Text?: { Data?: string }; Html?: { Data?: string } } };
  };
  EmailTags?: { Name?: string; Value?: string }[];
};

/** An SES tag value holds no colon (ASCII letters, digits, `_` and `-`): those of an outbox id travel as `_`. */
const referenceOfTag = (value: string): string => value.replaceAll("_", ":");

/** The tags as SES's events carry them; undefined where no configuration set asks for events. */
const echoOf = ({ FromEmailAddress, ConfigurationSetName, EmailTags = [] }: SesBody): Record<string, unknown> => ({
  sender: FromEmailAddress,
  ...(!ConfigurationSetName
    ? {}
    : {
        tags: {
          "ses:configuration-set": [ConfigurationSetName],
          ...Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]])),
        },
      }),
});

/**
 * Amazon SES v2: `POST /v2/email/outbound-emails` with simple content; the reference is the tag `reference`. Addresses of
 * the account's suppression list are taken, left out, and reported as bounced.
 */
export const createEmailStub: CreateStub = async (context) => {
  const sink = messageSinkOf(context);
  const reports = createReports(context, sink, sesEvents);
  sink.reportBy("ses", (message, outcome) => reports.now(message, outcome, sink.echoOf(message.id)));

  /** Sends to those whom no list withholds mail from; the others are reported, under the same id. */
  const take = (draft: Draft, echo: Echo): { id: string } => {
    const all = draft.to.split(", ");
    const lists: readonly [Fate, string[]][] = [
      ["suppressed", all.filter(isSuppressedBySes)],
      ["withheld", all.filter(sink.isSuppressed)],
    ];
    const reached = all.filter((one) => !lists.some(([, listed]) => listed.includes(one)));
    const message =
      reached.length > 0
        ? sink.accept({ ...draft, to: reached.join(", ") })
        : { ...draft, id: randomUUID(), at: new Date().toISOString(), provider: "ses" as const, receipt: null };
    if (reached.length > 0) reports.soon(message, sink.fateOf(message), echo);
    for (const [fate, listed] of lists)
      if (listed.length > 0) reports.soon({ ...message, to: listed.join(", ") }, fate, echo);
    return message;
  };

  return {
    name: "email",
    awsService: "sesv2",
    stop: async () => reports.stop(),
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
      const echo = echoOf(body);
      const draft: Draft = { reference, channel: "email", to, subject, body: text, provider: "ses", echo };
      const reject = { status: 400, code: "MessageRejected", message: "Address is on the suppression list." };
      const down = { status: 500, code: "InternalServiceErrorException", message: "The provider is down." };
      return deliver(response, sink.faultOf("email", "ses"), () => take(draft, echo), { reject, down }, "rest");
    },
  };
};
