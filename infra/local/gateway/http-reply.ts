export type HttpReply = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const SERVER_FAULT = { message: "Internal Server Error" };

/** What the gateway says itself, in its own words. */
export const gatewayReply = (status: number, message: string): HttpReply => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ message })),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const inferred = (value: unknown): HttpReply => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});

/** A function's result as the HTTP API understands it; what it does not understand is a fault of the server. */
export const replyOf = (payload: string): HttpReply => {
  const value: unknown = JSON.parse(payload);
  if (!isObject(value) || !("statusCode" in value)) return inferred(value);
  const { statusCode, headers = {}, cookies, body, isBase64Encoded } = value;
  const status = Number(statusCode);
  const readable = body === undefined || body === null || typeof body === "string";
  if (!Number.isInteger(status) || status < 100 || status > 599 || !readable || !isObject(headers ?? {}))
    return gatewayReply(500, SERVER_FAULT.message);
  const given = Object.entries(headers ?? {}).map(([name, one]) => [name.toLowerCase(), String(one)] as const);
  return {
    status,
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      ...Object.fromEntries(given),
      ...(Array.isArray(cookies) ? { "set-cookie": cookies.map(String) } : {}),
    },
    body: Buffer.from(typeof body === "string" ? body : "", isBase64Encoded === true ? "base64" : "utf8"),
  };
};
