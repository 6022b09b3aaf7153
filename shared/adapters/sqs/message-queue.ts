import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** Most messages of one SendMessageBatch. */
const BATCH = 10;

/** The endpoint comes from the environment alone, so that a queue's address never leads a local run out to AWS. */
export const openSqs = (): SQSClient => new SQSClient({ useQueueUrlAsEndpoint: false });

/** Puts messages on one queue, ten a call, and answers the places of those that were not taken. */
export const messageQueue =
  (client: SQSClient, queueUrl: string) =>
  async (messages: readonly object[]): Promise<number[]> => {
    const starts = messages.flatMap((_, place) => (place % BATCH === 0 ? [place] : []));
    const failed = await Promise.all(
      starts.map(async (start) => {
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: messages
              .slice(start, start + BATCH)
              .map((message, place) => ({ Id: String(start + place), MessageBody: JSON.stringify(message) })),
          }),
        );
        return (answer.Failed ?? []).map(({ Id }) => Number(Id));
      }),
    );
    return failed.flat();
  };

/** The address of a queue by its ARN, `arn:aws:sqs:<region>:<account>:<name>`. */
export const urlOf = (arn: string): string => {
  const [, , , region, account, name] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
};

/** Puts a message back on the queue that it came from, to be seen again after `seconds` (at most 900). */
export const laterOnQueue =
  (client: SQSClient) =>
  async (queueArn: string, message: object, seconds: number): Promise<void> => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: urlOf(queueArn),
        MessageBody: JSON.stringify(message),
        DelaySeconds: seconds,
      }),
    );
  };
