import { createHash, createHmac } from "node:crypto";
import type { Digest, Hmac } from "../../domain/foundation/base32.ts";

export const sha256: Digest = (text) => createHash("sha256").update(text).digest();

/** HMAC-SHA-256 under one key. */
export const hmacUnder =
  (key: string): Hmac =>
  (text) =>
    createHmac("sha256", key).update(text).digest();
