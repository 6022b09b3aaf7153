import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { MessageProvider } from "../../domain/notifications/message-provider.ts";
import type { Email } from "../../domain/notifications/render-email.ts";
import type { OfficerEmail } from "../../domain/reminders/render-reminder.ts";

/** Shorter than the function's own limit, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 6_000;

/** One attempt a call: a repetition inside the SDK would be a second message that nobody claimed. */
export const openSes = (): SESv2Client => new SESv2Client({ maxAttempts: 1 });

/** A tag's value holds letters, digits, `_` and `-` only. */
const tagValue = (reference: string): string => reference.replaceAll(":", "_");

/** Sends by Amazon SES; subject, text and HTML travel as fields of JSON, never as headers of ours. */
export const sesEmail = <Mail extends Email | OfficerEmail>(
  client: SESv2Client,
  sender: string,
): MessageProvider<Mail> => ({
  name: "ses",
  honoursReferences: false,
  send: async (email, reference) => {
    const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
    const answer = await client.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: [email.to].flat() },
        Content: {
          Simple: { Subject: utf8(email.subject), Body: { Text: utf8(email.text), Html: utf8(email.html) } },
        },
        EmailTags: [{ Name: "reference", Value: tagValue(reference) }],
      }),
      { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
    );
    return { providerMessageId: answer.MessageId ?? "" };
  },
});
