import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type Fault, isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { escaped, unknownMember } from "./faults.ts";

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 32;
const SMALLEST = 1e-100;
const FORBIDDEN_MEMBERS = new Set(["__proto__", "constructor", "prototype"]);

/** Numbers that come back as they were sent: JavaScript keeps them exactly and the table has room for them. */
const isStorable = (value: number): boolean =>
  value === 0 || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && Math.abs(value) >= SMALLEST);

/** Pointers to the members, if any, whose names would reach into what every object is made of. */
const forbiddenIn = (value: unknown, pointer: string): Fault[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) => [
        ...(FORBIDDEN_MEMBERS.has(name) ? [unknownMember(`${pointer}/${escaped(name)}`)] : []),
        ...forbiddenIn(member, `${pointer}/${escaped(name)}`),
      ]);

/** Text in NFC, so that one name has one spelling; undefined where nesting, half a character or a number is hostile. */
const normalised = (value: unknown, depth: number): unknown => {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === "string") return value.isWellFormed() ? value.normalize("NFC") : undefined;
  if (typeof value === "number") return isStorable(value) ? value : undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => normalised(item, depth + 1));
    return items.includes(undefined) ? undefined : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const clean = normalised(member, depth + 1);
    if (!name.isWellFormed() || clean === undefined) return undefined;
    entries.push([name.normalize("NFC"), clean]);
  }
  return Object.fromEntries(entries);
};

/** Members in one order, so that the same body has the same hash. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  );
};

export const hashOf = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(canonical(value)) ?? "")
    .digest("base64url");

/** The bytes of the body, at most 256 KB. */
export const bytesOf = (event: APIGatewayProxyEventV2): Uint8Array | Refusal => {
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  return bytes.length > MAX_BYTES ? refuse("body-too-large") : bytes;
};

/** The JSON body: at most 256 KB, at most 32 deep, in NFC. */
export const readBody = (event: APIGatewayProxyEventV2): { value: unknown } | Refusal => {
  const type = event.headers["content-type"] ?? "application/json";
  if (!/^application\/([a-z.]+\+)?json\s*(;|$)/i.test(type)) return refuse("media-type-unsupported");
  const bytes = bytesOf(event);
  if (isRefusal(bytes)) return bytes;
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("malformed-json");
  }
  const value = normalised(parsed, 0);
  if (value === undefined) return refuse("malformed-json");
  const faults = forbiddenIn(value, "");
  return faults.length > 0 ? refuse("body-invalid", { faults }) : { value };
};
