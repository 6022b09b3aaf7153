/** What sends messages, as it is named in settings, logs and beside each notice. */
export type ProviderName = "aws-sms" | "esms" | "ses";

export type Taken = { providerMessageId: string };

/**
 * One way out of the house. `send` answers once the provider has taken the message, and throws one of the three errors
 * below. A reference is ours, of one notice, and the same for every attempt at it.
 */
export type MessageProvider<Mail> = {
  name: ProviderName;
  /** Whether a second call under a reference that it knows is never a second message. */
  honoursReferences: boolean;
  send(mail: Mail, reference: string): Promise<Taken>;
  /** What it knows under a reference, "unknown" where it took none; absent where a provider cannot be asked. */
  find?(reference: string): Promise<Taken | "unknown">;
};

/** The provider did not take the message and never will: its recipient or its words are refused. `message` is its code. */
export class MessageRefused extends Error {
  override name = "MessageRefused";
}

/** The provider did not take the message now: it is down, busy, or does not know us. `message` is its code. */
export class ProviderFault extends Error {
  override name = "ProviderFault";
}

/** Nobody can tell whether the provider took the message: it was called and gave no answer. */
export class OutcomeUnknown extends Error {
  override name = "OutcomeUnknown";
}
