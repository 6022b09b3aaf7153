import { MessageRefused, OutcomeUnknown, ProviderFault } from "../../domain/notifications/message-provider.ts";

/** An answer of an AWS service that is an error, as the SDK throws it. */
export type ServiceError = Error & { $fault: "client" | "server" };

/** What ends a call before its request is written: no address, no connection, no trust, no credentials of ours. */
const BEFORE_SENDING = new Set([
  "EADDRNOTAVAIL",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CredentialsProviderError",
]);

const WORD = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** A word for the log: an error's text may quote an address. */
const wordOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const found = [code, name].find((one) => typeof one === "string" && WORD.test(one));
  return typeof found === "string" ? found : "unknown";
};

const isServiceError = (error: unknown): error is ServiceError => error instanceof Error && "$fault" in error;

/** The status of an answer that is not in the words of AWS, as of a proxy before it; undefined where none came. */
const strangeStatus = (error: unknown): number | undefined =>
  (error as { $response?: { statusCode?: number } }).$response?.statusCode;

/**
 * What a failed call to send means. `refusedBy` answers the service's own code where it will never take this message,
 * and undefined for everything else, which is the service's or ours to mend. Where nobody answered, the message may be
 * on its way.
 */
export const sendFailure = (
  error: unknown,
  refusedBy: (error: ServiceError) => string | undefined,
): MessageRefused | ProviderFault | OutcomeUnknown => {
  if (typeof error !== "object" || error === null) return new OutcomeUnknown("unknown");
  const word = wordOf(error);
  if (isServiceError(error)) {
    const refused = refusedBy(error);
    return refused === undefined ? new ProviderFault(word) : new MessageRefused(refused);
  }
  const status = strangeStatus(error) ?? 0;
  // A gateway in between says nothing of what stands behind it.
  if (status === 502 || status === 504) return new OutcomeUnknown(word);
  if (BEFORE_SENDING.has(word) || status >= 400) return new ProviderFault(word);
  return new OutcomeUnknown(word);
};
