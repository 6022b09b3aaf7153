/** Shorter than the functions' own limits, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 8_000;
/** No answer that a provider documents comes near it; more is not read into memory. */
const MOST_BYTES = 256 * 1024;

/**
 * What came of a call. `answered`: an answer of the other side's own program, whatever its status says. `failed`:
 * none, and nothing is known of what the other side did, but for `unreached`: no connection was made, so that nothing
 * was sent. `gateway`: what stands before the other side got no answer of it. `why` is a word for the log, never a part of what was sent or received.
 */
export type Answer =
  | { kind: "answered"; status: number; bytes: Uint8Array }
  | { kind: "failed"; why: "timeout" | "unreached" | "network" | "redirected" | "fault" | "gateway" | "too-large" };

export type Call = {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Of the whole call with its answer. */
  patienceMs?: number | undefined;
};

/** Where these are the cause there was no connection: no host of the name, nobody there, no way to it, no TLS. */
const UNREACHED =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+)$/;

const whyOf = (error: unknown): "timeout" | "unreached" | "network" => {
  if (!(error instanceof Error)) return "network";
  if (error.name === "TimeoutError") return "timeout";
  const code = error.cause instanceof Error && "code" in error.cause ? String(error.cause.code) : "";
  return UNREACHED.test(code) ? "unreached" : "network";
};

const bytesOf = async (response: Response): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Bad Gateway, Gateway Timeout. */
const BETWEEN: ReadonlySet<number> = new Set([502, 504]);

const refusedBy = (status: number): "gateway" | "fault" | "redirected" | undefined => {
  if (BETWEEN.has(status)) return "gateway";
  if (status >= 500) return "fault";
  return status >= 300 && status < 400 ? "redirected" : undefined;
};

/**
 * Calls a provider once and waits for its answer, as bytes. Never throws for what the other side does, never repeats:
 * whether a call may be made again is known to the caller alone. A redirect is not followed: it would carry a signed
 * request to an address that nobody configured. A status of 500 or more is no answer, whatever its body says.
 */
export const call = async (url: string, request: Call = {}): Promise<Answer> => {
  const { method = "POST", headers = {}, body, patienceMs = PATIENCE_MS } = request;
  const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: "application/json", ...json, ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const refused = refusedBy(response.status);
    if (refused) {
      await response.body?.cancel();
      return { kind: "failed", why: refused };
    }
    const bytes = await bytesOf(response);
    return bytes ? { kind: "answered", status: response.status, bytes } : { kind: "failed", why: "too-large" };
  } catch (error) {
    return { kind: "failed", why: whyOf(error) };
  }
};
