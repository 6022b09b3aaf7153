import { type Answer, type Call, call } from "./call.ts";

/** As `Answer`, of JSON that no signature covers byte by byte. */
export type JsonAnswer =
  | { kind: "answered"; status: number; body: unknown }
  | { kind: "failed"; why: Extract<Answer, { kind: "failed" }>["why"] | "not-json" };

const parsed = (bytes: Uint8Array): { body: unknown } | undefined => {
  try {
    return { body: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    // A gateway's page of HTML: that it is not JSON is all that the caller needs.
    return undefined;
  }
};

/** Calls once and waits for JSON. */
export const callJson = async (url: string, request: Call = {}): Promise<JsonAnswer> => {
  const answer = await call(url, request);
  if (answer.kind === "failed") return answer;
  const read = parsed(answer.bytes);
  return read ? { kind: "answered", status: answer.status, ...read } : { kind: "failed", why: "not-json" };
};
