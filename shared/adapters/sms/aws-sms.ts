import {
  ConflictException,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  ValidationException,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { MessageProvider } from "../../domain/notifications/message-provider.ts";
import type { Sms } from "../../domain/notifications/render-sms.ts";
import { type ServiceError, sendFailure } from "../aws/send-failure.ts";

/** Shorter than the function's own limit, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 6_000;

/** One attempt a call: a repetition inside the SDK would be a second message that nobody claimed. */
export const openSms = (): PinpointSMSVoiceV2Client => new PinpointSMSVoiceV2Client({ maxAttempts: 1 });

/** Reasons that lie in this number and stay. A country that is closed, or a number not verified in the sandbox, is ours. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  "DESTINATION_PHONE_NUMBER_OPTED_OUT",
  "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
]);
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(["DestinationPhoneNumber", "MessageBody"]);

const refusedBy = (error: ServiceError): string | undefined => {
  if (error instanceof ConflictException) return FOR_GOOD.has(error.Reason ?? "") ? error.Reason : undefined;
  if (!(error instanceof ValidationException)) return undefined;
  return error.Fields?.find(({ Name }) => OF_THE_MESSAGE.has(Name ?? "")) && (error.Reason ?? error.name);
};

/**
 * Sends by AWS End User Messaging under a registered sender name. Our reference travels with the message and comes
 * back in its delivery events; the service itself passes it over, so a second call under it is a second message.
 */
export const awsSms = (client: PinpointSMSVoiceV2Client, sender: string): MessageProvider<Sms> => ({
  name: "aws-sms",
  honoursReferences: false,
  send: async (sms, reference) => {
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: sms.to,
      OriginationIdentity: sender,
      MessageBody: sms.body,
      MessageType: "TRANSACTIONAL",
      Context: { reference },
    });
    try {
      const answer = await client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE_MS) });
      return { providerMessageId: answer.MessageId ?? "" };
    } catch (error) {
      throw sendFailure(error, refusedBy);
    }
  },
});
