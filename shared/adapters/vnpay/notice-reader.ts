import type { SecretReader } from "../secrets/secret.ts";
import { underLiveKeys } from "./live-keys.ts";
import { type ParsedNotice, parseVnpayNotice } from "./notice.ts";

/** Reads VNPAY's calls with the keys that are live. */
export const vnpayNoticeReader =
  (secrets: SecretReader, secretId: string) =>
  (rawQuery: string): Promise<ParsedNotice> =>
    underLiveKeys(
      secrets,
      secretId,
      (keys) => parseVnpayNotice(rawQuery, keys),
      ({ valid }) => valid,
    );
