import { underLiveKeys } from "../secrets/live-keys.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { vnpayMerchant } from "./merchant.ts";
import { type ParsedNotice, parseVnpayNotice } from "./notice.ts";

/** Reads VNPAY's calls with the keys that are live. */
export const vnpayNoticeReader =
  (secrets: SecretReader, secretId: string) =>
  (rawQuery: string): Promise<ParsedNotice> =>
    underLiveKeys(
      { secrets, secretId, keyOf: (secret) => vnpayMerchant(secret).hashSecret },
      (keys) => parseVnpayNotice(rawQuery, keys),
      ({ valid }) => valid,
    );
