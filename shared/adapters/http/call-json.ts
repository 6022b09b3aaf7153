/** Shorter than the functions' own limits, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 8_000;
/** No answer that a provider documents comes near it; more is not read into memory. */
const MOST_BYTES = 256 * 1024;

/**
 * What came of a call. `answered`: JSON, whatever its status says. `failed`: none, and nothing is known of what the
 * other side did; `why` is a word for the log, never a part of what was sent or received.
 */
export type JsonAnswer =
  | { kind: "answered"; status: number; body: unknown }
  | { kind: "failed"; why: "timeout" | "network" | "redirected" | "too-large" | "not-json" };

export type JsonCall = {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Of the whole call with its body. */
  patienceMs?: number;
};

const textOf = async (response: Response): Promise<string | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parsed = (text: string): { body: unknown } | undefined => {
  try {
    return { body: JSON.parse(text) };
  } catch {
    // A gateway's page of HTML: that it is not JSON is all that the caller needs.
    return undefined;
  }
};

/**
 * Calls a provider once and waits for its JSON. Never throws for what the other side does, never repeats: whether a
 * call may be made again is known to the caller alone. A redirect is not followed: it would carry a signed request to
 * an address that nobody configured.
 */
export const callJson = async (url: string, call: JsonCall = {}): Promise<JsonAnswer> => {
  const { method = "POST", headers = {}, body, patienceMs = PATIENCE_MS } = call;
  const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: "application/json", ...json, ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { kind: "failed", why: "redirected" };
    }
    const text = await textOf(response);
    if (text === undefined) return { kind: "failed", why: "too-large" };
    const read = parsed(text);
    return read ? { kind: "answered", status: response.status, ...read } : { kind: "failed", why: "not-json" };
  } catch (error) {
    const timeout = error instanceof Error && error.name === "TimeoutError";
    return { kind: "failed", why: timeout ? "timeout" : "network" };
  }
};
