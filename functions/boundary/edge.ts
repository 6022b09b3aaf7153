import { createHash, timingSafeEqual } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** What CloudFront adds to every request on its way to the API, in place of whatever a caller sent under the name. */
const HEADER = "x-origin-secret";

/** The values that count at present, not older than asked; without an age, as old as a secret may be. */
export type LiveValues = (maxAgeMs?: number) => Promise<readonly string[]>;

/** `absent` comes from who never was at the edge; `wrong` also from an edge whose value is no longer, or not yet, live. */
export type EdgeVerdict = "passed" | "absent" | "wrong";

/** How often a wrong value may ask for fresh ones: a rotation is seen at once, a flood costs no more than this. */
const RELOAD_MS = 60_000;

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether requests came by the edge. A request without a value costs no read, a known one none within the cache. */
export const edgeGuard = (live: LiveValues, now: () => number = () => Date.now()) => {
  let reloadedAt = Number.NEGATIVE_INFINITY;
  const isLive = async (given: Buffer, maxAgeMs?: number): Promise<boolean> => {
    const values = await live(maxAgeMs);
    // Every value is compared, so that the time taken does not tell which one came close.
    return values.map((value) => timingSafeEqual(digestOf(value), given)).includes(true);
  };
  return async (event: APIGatewayProxyEventV2): Promise<EdgeVerdict> => {
    const header = event.headers[HEADER];
    if (header === undefined || header === "") return "absent";
    const given = digestOf(header);
    if (await isLive(given)) return "passed";
    const since = now() - reloadedAt;
    // A clock that was set back makes the time negative: it may be any.
    if (since >= 0 && since < RELOAD_MS) return "wrong";
    reloadedAt = now();
    return (await isLive(given, 0)) ? "passed" : "wrong";
  };
};

/**
 * Who called. Behind the edge the API sees CloudFront's address; the caller's is the last that CloudFront wrote into
 * `x-forwarded-for`, before that of CloudFront itself. What stands before it came from the caller and proves nothing.
 */
export const callerAddress = (event: APIGatewayProxyEventV2, behindEdge: boolean): string => {
  const { sourceIp } = event.requestContext.http;
  if (!behindEdge) return sourceIp;
  const chain = (event.headers["x-forwarded-for"] ?? "").split(",").map((part) => part.trim());
  if (chain.at(-1) === sourceIp) chain.pop();
  return chain.at(-1) || sourceIp;
};
