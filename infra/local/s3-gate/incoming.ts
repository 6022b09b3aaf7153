import type { IncomingMessage } from "node:http";
import { S3Refusal } from "./refusal.ts";
import type { SignedRequest } from "./signature.ts";

/** A request to the gate, read once: what was signed, and what it is about. */
export type Incoming = {
  signed: SignedRequest;
  bucket: string;
  /** "" for a request about the bucket itself. */
  key: string;
  /** Headers and the `x-amz-*` query parameters that a presigned URL carries in their place. */
  described: Readonly<Record<string, string>>;
  /** Query parameters that are neither a signature's, nor `x-amz-*`, nor `response-*`. */
  subject: readonly (readonly [string, string])[];
  /** `response-content-type` and its like, by the header they set. */
  overrides: Readonly<Record<string, string>>;
};

const OVERRIDES = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding",
];
const SIGNATURE_PARAMETERS =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Refusal(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
};

export const readIncoming = (request: IncomingMessage): Incoming => {
  const [path = "/", rawQuery = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const query = rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): readonly [string, string] => {
      const [name = "", value = ""] = pair.replaceAll("+", " ").split(/=(.*)/s);
      return [decode(name), decode(value)];
    });
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) headers[name] = (values ?? []).join(",");
  const described: Record<string, string> = {};
  const overrides: Record<string, string> = {};
  const subject: (readonly [string, string])[] = [];
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    const override = OVERRIDES.find((header) => lower === `response-${header}`);
    if (override !== undefined) overrides[override] = value;
    else if (SIGNATURE_PARAMETERS.test(lower)) continue;
    else if (lower.startsWith("x-amz-")) described[lower] = value;
    else subject.push([name, value]);
  }
  Object.assign(described, headers);
  const decoded = decode(path);
  const slash = decoded.indexOf("/", 1);
  return {
    signed: { method: request.method ?? "GET", path, query, headers },
    bucket: slash < 0 ? decoded.slice(1) : decoded.slice(1, slash),
    key: slash < 0 ? "" : decoded.slice(slash + 1),
    described,
    subject,
    overrides,
  };
};
