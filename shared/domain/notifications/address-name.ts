import { base32, type Hmac } from "../foundation/base32.ts";
import { type Instant, provinceDate } from "../foundation/instant.ts";
import type { ApplicantChannel } from "./notice.ts";

/** 130 bits: no two addresses of a day share a name. */
const CHARACTERS = 26;

/** The name of an address for one day. The case of a mail address does not make it another. */
export const addressNameOf = (channel: ApplicantChannel, address: string, at: Instant, hmac: Hmac): string =>
  base32(hmac(`cap\n${provinceDate(at)}\n${channel}\n${address.toLowerCase()}`)).slice(0, CHARACTERS);
