import { deepStrictEqual } from "node:assert";
import { createHmac, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { clientOf } from "../../infra/local/demo/client.ts";
import { openedStack } from "../../infra/local/demo/stack.ts";

export type Problem = { type: string; status: number; errors?: { pointer: string; code: string }[] };
type Reply = { status: number; headers: Headers; json: never };

/** A stack of the test's own (or the one at `JOURNEY_URL`), and hands to act on it as anyone. */
export const journeyStack = async () => {
  const stack = await openedStack(process.env.JOURNEY_URL);
  const client = clientOf(stack.origin);
  const tokens = new Map<string, string>();

  const tokenOf = async (persona: string): Promise<string> => {
    const known = tokens.get(persona);
    if (known !== undefined) return known;
    const { body } = await client.must(200, "POST", "/local/token", { persona });
    tokens.set(persona, String(body.access_token));
    return String(body.access_token);
  };

  /** Any request at all: as a persona or nobody, with a key unless told otherwise, the body as it stands. */
  const call = async (
    persona: string | null,
    method: string,
    path: string,
    given: { body?: unknown; raw?: string; headers?: Record<string, string | undefined> } = {},
  ): Promise<Reply> => {
    const content = given.raw ?? (given.body === undefined ? undefined : JSON.stringify(given.body));
    const headers = new Headers();
    if (content !== undefined) headers.set("content-type", "application/json");
    if (method === "POST") headers.set("idempotency-key", randomUUID());
    if (persona !== null) headers.set("authorization", `Bearer ${await tokenOf(persona)}`);
    for (const [name, value] of Object.entries(given.headers ?? {})) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const response = await fetch(new URL(path, stack.origin), {
      method,
      headers,
      redirect: "manual",
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    let json: unknown = null;
    try {
      json = JSON.parse(text);
    } catch {
      json = text;
    }
    return { status: response.status, headers: response.headers, json: json as never };
  };

  const merchant = async () =>
    (await call(null, "GET", "/local/vnpay/merchant")).json as { tmnCode: string; hashSecret: string };

  /** A query signed as VNPAY signs (2.1.0): sorted, form-encoded, HMAC-SHA-512. Written anew here, so as not to prove itself. */
  const signed = async (parameters: Record<string, string>): Promise<string> => {
    const { hashSecret } = await merchant();
    const sorted = new URLSearchParams(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
    return `${sorted}&vnp_SecureHash=${createHmac("sha512", hashSecret).update(sorted).digest("hex")}`;
  };

  const ipn = async (query: string) =>
    (await call(null, "GET", `/v1/payments/vnpay/ipn?${query}`)).json as { RspCode: string };

  type Message = { id: string; channel: string; to: string; subject?: string; body: string; reference: string };
  const sent = async (code?: string): Promise<Message[]> => {
    const all = (await call(null, "GET", "/local/messages")).json as Message[];
    return code === undefined ? all : all.filter(({ body }) => body.includes(code));
  };
  const isReminder = ({ to }: Message): boolean => to.endsWith("@canbo.example.vn");

  /** What applicants were told, of a dossier or at all. */
  const messages = async (code?: string) => (await sent(code)).filter((message) => !isReminder(message));
  /** What officers were reminded of. */
  const reminders = async (code: string) => (await sent(code)).filter(isReminder);

  /** Moves the stack's clock, or back to the machine's; tokens of another time are given up. */
  const clock = async (now: string | null): Promise<void> => {
    await client.must(200, "PUT", "/local/clock", { now });
    tokens.clear();
  };

  /** What the counters and the events say of all time, of the whole province or of a part. */
  const summaries = async (part: string) => {
    const query = `from=2000-01-01&to=2040-12-31${part}`;
    const [counters, ledger] = await Promise.all(
      ["counters", "ledger"].map(async (source) => {
        const path = `/v1/office/reports/summary?${query}&source=${source}`;
        const { status, json } = await call("auditor-culture", "GET", path);
        return { status, ...(json as object), asOf: undefined };
      }),
    );
    return { counters, ledger };
  };

  /** Ends the stack, once its statistics are what a recount of its events says, as integers. */
  const close = async (): Promise<void> => {
    try {
      for (const part of ["", "&unit=culture", "&unit=tourism"]) {
        const until = Date.now() + COUNTED_WITHIN_MS;
        let found = await summaries(part);
        while (!isDeepStrictEqual(found.counters, found.ledger) && Date.now() < until) {
          await pause(500);
          found = await summaries(part);
        }
        deepStrictEqual(found.counters, { ...found.ledger, status: 200 }, `counters are no recount${part}`);
      }
    } finally {
      await stack.close();
    }
  };

  return { ...stack, clock, client, call, merchant, signed, ipn, messages, reminders, tokenOf, close };
};

/** Events are counted some seconds after they happened; more under load. */
const COUNTED_WITHIN_MS = 30_000;

export type JourneyStack = Awaited<ReturnType<typeof journeyStack>>;

export const codeOf = (reply: { json: unknown }): string =>
  ((reply.json as Problem).type ?? "").split("/").at(-1) ?? "";
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
