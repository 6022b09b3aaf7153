import { call } from "../http/call.ts";
import { type JsonObject, readStrictJson, wordOf } from "../json/strict-json.ts";
import type { EsmsSecret } from "./account.ts";

/** eSMS's API of one account and sender. */
export type EsmsApi = EsmsSecret & {
  /** `https://rest.esms.vn`. */
  apiUrl: string;
  /** The registered sender name. */
  brandname: string;
  /** The public address of this service, which eSMS reports to. */
  origin: string;
  /** How long one `send` or `find` may take in all, in milliseconds. */
  patienceMs?: number | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
};

/** Asking and sending together take less than the function may, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 4_000;

/** What is left of the patience, in milliseconds; by a clock that nobody sets. */
export const patienceOf = ({ patienceMs = PATIENCE_MS }: EsmsApi): (() => number) => {
  const until = performance.now() + patienceMs;
  return () => Math.max(0, Math.ceil(until - performance.now()));
};

/**
 * `said`: a code of eSMS's own. `refused`: it, or what stands before it, did not do what was asked. `silent`: it was
 * called and gave no answer that can be read. `why` is a word for the log.
 */
export type EsmsAnswer =
  | { answer: "said"; code: string; body: JsonObject }
  | { answer: "refused"; why: string }
  | { answer: "silent"; why: string };

/** Of calls that failed: those that were not taken up. */
const NOT_TAKEN_UP: ReadonlySet<string> = new Set(["unreached", "redirected", "fault"]);

const CODE_FORM = /^\d{1,5}$/;

/** One call of eSMS, its keys in the body. `path` follows `/MainService.svc/json/`. */
export const askEsms = async (
  { apiUrl }: EsmsApi,
  path: string,
  body: Readonly<Record<string, unknown>>,
  patienceMs: number,
): Promise<EsmsAnswer> => {
  const answer = await call(`${apiUrl}/MainService.svc/json/${path}`, { body, patienceMs });
  if (answer.kind === "failed") return { answer: NOT_TAKEN_UP.has(answer.why) ? "refused" : "silent", why: answer.why };
  const read = readStrictJson(answer.bytes);
  const code = wordOf(read?.get("CodeResult"));
  if (read && code !== undefined && CODE_FORM.test(code)) return { answer: "said", code, body: read };
  if (answer.status >= 400) return { answer: "refused", why: `http-${answer.status}` };
  // `{"error":"Invalid request"}`, as its page on customer care messages shows it beside the codes.
  if (read?.has("error")) return { answer: "refused", why: "invalid-request" };
  return { answer: "silent", why: read ? "no-code" : "not-json" };
};
