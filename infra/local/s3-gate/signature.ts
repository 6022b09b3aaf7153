import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { S3Refusal } from "./refusal.ts";

/**
 * AWS Signature Version 4 as S3 checks it
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html).
 */
export type Credentials = { accessKeyId: string; secretAccessKey: string };

export type SignedRequest = {
  method: string;
  /** Path as sent, still percent-encoded. */
  path: string;
  query: readonly (readonly [string, string])[];
  /** Names in lower case; a header sent twice has its values joined by a comma. */
  headers: Readonly<Record<string, string>>;
};

/** S3 tolerates clocks this far apart. */
const SKEW_MS = 15 * 60_000;
const LONGEST_SECONDS = 7 * 24 * 3600;

type Claim = {
  presigned: boolean;
  credential: string;
  date: string;
  signedHeaders: string[];
  signature: string;
  payload: string;
};

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();

/** RFC 3986, upper-case hex: what AWS calls UriEncode. */
const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const denied = (message: string): S3Refusal => new S3Refusal(403, "AccessDenied", message);

const millisOfAmzDate = (date: string): number => {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date);
  if (parts === null) throw denied("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const presignedClaim = (request: SignedRequest, now: number): Claim => {
  const one = (name: string): string => {
    const values = request.query.filter(([key]) => key.toLowerCase() === name.toLowerCase());
    const value = values[0]?.[1];
    if (values.length !== 1 || value === undefined || value === "") {
      throw new S3Refusal(400, "AuthorizationQueryParametersError", `Query-string authentication needs one ${name}`);
    }
    return value;
  };
  if (one("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") {
    throw new S3Refusal(400, "AuthorizationQueryParametersError", 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const expires = one("X-Amz-Expires");
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > LONGEST_SECONDS) {
    throw new S3Refusal(
      400,
      "AuthorizationQueryParametersError",
      "X-Amz-Expires must be less than a week (in seconds)",
    );
  }
  const date = one("X-Amz-Date");
  const signedAt = millisOfAmzDate(date);
  if (signedAt > now + SKEW_MS) throw denied("Request is not valid yet");
  if (now > signedAt + Number(expires) * 1000) throw denied("Request has expired");
  return {
    presigned: true,
    credential: one("X-Amz-Credential"),
    date,
    signedHeaders: one("X-Amz-SignedHeaders").split(";"),
    signature: one("X-Amz-Signature"),
    payload: request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
  };
};

const headerClaim = (request: SignedRequest, authorization: string, now: number): Claim => {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/.exec(
    authorization,
  );
  if (parts === null) throw new S3Refusal(400, "AuthorizationHeaderMalformed", "The authorization header is malformed");
  const [, credential = "", signedHeaders = "", signature = ""] = parts;
  const date = request.headers["x-amz-date"] ?? "";
  const signedAt = millisOfAmzDate(date);
  if (Math.abs(signedAt - now) > SKEW_MS) {
    throw new S3Refusal(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the server's time is too large.",
    );
  }
  const payload = request.headers["x-amz-content-sha256"];
  if (payload === undefined) {
    throw new S3Refusal(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  return { presigned: false, credential, date, signedHeaders: signedHeaders.split(";"), signature, payload };
};

const canonicalRequest = (request: SignedRequest, claim: Claim): string => {
  const path = request.path
    .split("/")
    .map((segment) => uriEncode(decodeURIComponent(segment)))
    .join("/");
  const query = request.query
    .filter(([key]) => key.toLowerCase() !== "x-amz-signature")
    .map(([key, value]) => [uriEncode(key), uriEncode(value)] as const)
    .sort(([leftKey, leftValue], [rightKey, rightValue]) =>
      leftKey === rightKey ? (leftValue < rightValue ? -1 : 1) : leftKey < rightKey ? -1 : 1,
    )
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
  const headers = claim.signedHeaders
    .map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`)
    .join("");
  return [request.method, path, query, headers, claim.signedHeaders.join(";"), claim.payload].join("\n");
};

const signatureOf = (request: SignedRequest, claim: Claim, credentials: Credentials): string => {
  const [accessKeyId, day = "", region = "", service, terminator, ...rest] = claim.credential.split("/");
  if (
    rest.length > 0 ||
    service !== "s3" ||
    terminator !== "aws4_request" ||
    !claim.date.startsWith(day) ||
    day.length !== 8
  ) {
    throw new S3Refusal(400, "AuthorizationHeaderMalformed", "The credential's scope is malformed");
  }
  if (accessKeyId !== credentials.accessKeyId) {
    throw new S3Refusal(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
  }
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", claim.date, scope, sha256(canonicalRequest(request, claim))].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secretAccessKey}`, day), region), "s3"), "aws4_request");
  return hmac(key, toSign).toString("hex");
};

/**
 * Throws an `S3Refusal` unless the request was signed with these credentials, in time, with every header that
 * changes its meaning. Answers the payload hash that was signed: hex, `UNSIGNED-PAYLOAD` or `STREAMING-…`.
 */
export const verifySignature = (request: SignedRequest, credentials: Credentials, now: number): { payload: string } => {
  const authorization = request.headers.authorization;
  const presigned = request.query.some(([key]) => key.toLowerCase() === "x-amz-signature");
  if (presigned && authorization !== undefined) {
    throw new S3Refusal(400, "InvalidArgument", "Only one auth mechanism allowed");
  }
  if (!presigned && authorization === undefined) throw denied("Access Denied");
  const claim = presigned ? presignedClaim(request, now) : headerClaim(request, authorization ?? "", now);
  const signed = new Set(claim.signedHeaders);
  const unsigned = Object.keys(request.headers).filter((name) => name.startsWith("x-amz-") && !signed.has(name));
  if (!signed.has("host") || unsigned.length > 0) {
    throw denied("There were headers present in the request which were not signed");
  }
  const expected = Buffer.from(signatureOf(request, claim, credentials), "hex");
  const given = Buffer.from(claim.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Refusal(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
  return { payload: claim.payload };
};
