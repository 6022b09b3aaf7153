import { BadRequestException, MessageRejected, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { MessageProvider } from "../../domain/notifications/message-provider.ts";
import type { Email } from "../../domain/notifications/render-email.ts";
import type { OfficerEmail } from "../../domain/reminders/render-reminder.ts";
import { type ServiceError, sendFailure } from "../aws/send-failure.ts";
import { type EmailChannel, tagsOf } from "./ses-tags.ts";

/** Shorter than the function's own limit, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 6_000;

/** One attempt a call: a repetition inside the SDK would be a second message that nobody claimed. */
export const openSes = (): SESv2Client => new SESv2Client({ maxAttempts: 1 });

/** SES says in prose only which part it means: these are its words for a recipient's address that is none. */
const OF_THE_ADDRESS =
  /'@domain'|local (?:address|name)|^(?:invalid email )?address|domain (?:contains|starts|ends)|illegal|recipient/i;

const refusedBy = (error: ServiceError): string | undefined => {
  // "Email address is not verified" speaks of our sender, or of an account in the sandbox.
  if (error instanceof MessageRejected) return /not verified/i.test(error.message) ? undefined : error.name;
  return error instanceof BadRequestException && OF_THE_ADDRESS.test(error.message) ? error.name : undefined;
};

export type SesSettings = {
  sender: string;
  /** Without it SES reports nothing of what becomes of a mail. */
  configurationSet: string;
  channel: EmailChannel;
};

/** Sends by Amazon SES; subject, text and HTML travel as fields of JSON, never as headers of ours. */
export const sesEmail = (
  client: SESv2Client,
  { sender, configurationSet, channel }: SesSettings,
): MessageProvider<Email | OfficerEmail> => ({
  name: "ses",
  honoursReferences: false,
  send: async (email, reference) => {
    const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
    const command = new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [email.to].flat() },
      Content: {
        Simple: { Subject: utf8(email.subject), Body: { Text: utf8(email.text), Html: utf8(email.html) } },
      },
      ConfigurationSetName: configurationSet,
      EmailTags: tagsOf(reference, channel),
    });
    try {
      const answer = await client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE_MS) });
      return { providerMessageId: answer.MessageId ?? "" };
    } catch (error) {
      throw sendFailure(error, refusedBy);
    }
  },
});
