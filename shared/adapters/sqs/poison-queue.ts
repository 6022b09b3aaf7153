import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Names of the attributes by which a dead letter says why its consumer could not read it, and where it is at fault. */
export const REASON = "reason";
export const POINTER = "pointer";

/** Puts a message that cannot be read with the dead letters, as it came, with the reason beside it. */
export const poisonQueue =
  (client: SQSClient, deadLettersUrl: string) =>
  async (body: string, { reason, pointer }: { reason: string; pointer: string }): Promise<void> => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLettersUrl,
        MessageBody: body,
        MessageAttributes: {
          [REASON]: { DataType: "String", StringValue: reason },
          [POINTER]: { DataType: "String", StringValue: pointer },
        },
      }),
    );
  };
