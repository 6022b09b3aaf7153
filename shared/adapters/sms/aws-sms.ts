import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { MessageProvider } from "../../domain/notifications/message-provider.ts";
import type { Sms } from "../../domain/notifications/render-sms.ts";

/** Shorter than the function's own limit, so that a provider that hangs is known to have failed. */
const PATIENCE_MS = 6_000;

/** One attempt a call: a repetition inside the SDK would be a second message that nobody claimed. */
export const openSms = (): PinpointSMSVoiceV2Client => new PinpointSMSVoiceV2Client({ maxAttempts: 1 });

/**
 * Sends by AWS End User Messaging under a registered sender name. Our reference travels with the message and comes
 * back in its delivery events. Throws what the SDK throws.
 */
export const awsSms = (client: PinpointSMSVoiceV2Client, sender: string): MessageProvider<Sms> => ({
  name: "aws-sms",
  honoursReferences: false,
  send: async (sms, reference) => {
    const answer = await client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: sms.to,
        OriginationIdentity: sender,
        MessageBody: sms.body,
        MessageType: "TRANSACTIONAL",
        Context: { reference },
      }),
      { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
    );
    return { providerMessageId: answer.MessageId ?? "" };
  },
});
