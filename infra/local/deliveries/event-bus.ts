import { randomUUID } from "node:crypto";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Model } from "../assembly/model.ts";
import type { TargetModel } from "../assembly/model-events.ts";
import { functionNameOf } from "../assembly/model-functions.ts";
import type { Outcome } from "../functions/function-worker.ts";
import type { BusEvent } from "../stubs/stub.ts";
import { matchesPattern } from "./event-pattern.ts";

export type EventBus = {
  /** Hands an event to the targets of every rule that matches; resolves when queues have it and functions ran. */
  putEvent(event: BusEvent): Promise<void>;
  /** Hands a target its input; rejects where it could not. */
  deliver(target: TargetModel, input: string): Promise<void>;
};

/** EventBridge tries for a day; a target that fails three times in a row here will not recover by itself. */
const ATTEMPTS = 3;

const at = (event: unknown, path: string): unknown =>
  path
    .split(".")
    .slice(1)
    .reduce<unknown>((inner, member) => (inner as Record<string, unknown> | undefined)?.[member], event);

/** What a target gets of an event. EventBridge leaves out what is not there, and so does this: the input is no JSON then. */
const transformed = (event: object, { paths, template }: NonNullable<TargetModel["transformer"]>): string =>
  template.replaceAll(/<([A-Za-z0-9_-]+)>/g, (whole, name: string) => {
    const path = paths[name];
    return path === undefined ? whole : (JSON.stringify(at(event, path)) ?? "");
  });

/** The default bus with the rules of the template. */
export const createEventBus = (world: {
  model: Model;
  sqs: SQSClient;
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  log(line: string): void;
}): EventBus => {
  const { model, sqs } = world;
  const queues = new Map(model.queues.map((queue) => [queue.arn, queue]));

  const send = async (arn: string, body: string): Promise<void> => {
    const queue = queues.get(arn);
    if (queue === undefined) throw new Error(`no local target ${arn}`);
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }));
  };

  const deliver = async ({ arn }: TargetModel, input: string): Promise<void> => {
    if (!arn.includes(":lambda:")) return send(arn, input);
    const outcome = await world.invoke(functionNameOf(arn), JSON.parse(input));
    if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
  };

  const deliverSurely = async (target: TargetModel, input: string): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await deliver(target, input);
      } catch (error) {
        if (attempt < ATTEMPTS) continue;
        world.log(`event for ${target.arn}: ${String(error)}`);
        if (target.deadLetterArn !== undefined) await send(target.deadLetterArn, input);
        return;
      }
    }
  };

  return {
    deliver,
    putEvent: async (given) => {
      const event = {
        version: "0",
        id: randomUUID(),
        "detail-type": given["detail-type"],
        source: given.source,
        account: model.account,
        time: `${new Date().toISOString().slice(0, 19)}Z`,
        region: model.region,
        resources: [],
        detail: given.detail,
      };
      const body = JSON.stringify(event);
      const inputOf = ({ input, transformer }: TargetModel): string =>
        input ?? (transformer ? transformed(event, transformer) : body);
      const targets = model.rules
        .filter(({ pattern }) => matchesPattern(pattern, event))
        .flatMap((rule) => rule.targets);
      await Promise.all(targets.map((target) => deliverSurely(target, inputOf(target))));
    },
  };
};
