import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type {
  AdminEnvironment,
  CalendarEnvironment,
  DeadLettersEnvironment,
  MoneyEnvironment,
} from "../../functions/admin/environment.ts";
import type { NoticeQueue } from "../../shared/domain/notifications/dead-letter.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import {
  consumeMessages,
  draftProcedures,
  publishCalendar,
  publishDrafts,
  putObjects,
  putStatements,
  queryIndex,
  readCalendar,
  readDeadLetters,
  readMoneyChecks,
  readProcedures,
  sendMessages,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import type { PublicDoor } from "../constructs/public-door.ts";
import type { DataStack } from "./data-stack.ts";

/** Queues whose dead letters administrators look at and redrive. */
const NOTICE_QUEUES: Readonly<Record<NoticeQueue, true>> = {
  sms: true,
  email: true,
  "officer-email": true,
  reminders: true,
  receipts: true,
};

export type AdminStackProps = StackProps & { deployment: Deployment; data: DataStack; door: PublicDoor; topic: ITopic };

/** What administrators call, behind the officers' authorizer. */
export class AdminStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, door, topic, ...props }: AdminStackProps) {
    super(scope, id, props);
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    const table = { resource: data.table, key };
    const named = { STAGE: deployment.stage.name, TABLE_NAME: data.table.tableName };
    const operations: Operation<never>[] = [];
    /** Operations of one environment, each its route, what it does and what it may. */
    const administers =
      <Schema>(environment: EnvironmentOf<Schema>, timeout: Duration) =>
      (operation: string, route: ApiFunctionProps<never>["route"], does: string, ...may: PolicyStatement[][]) =>
        operations.push(
          new ApiFunction<Schema>(this, operation, {
            ...deployment,
            key,
            door,
            operation: `admin/${operation}`,
            route,
            identity: "officer",
            does,
            environment,
            may: may.flat(),
            memoryMb: 1024,
            timeout,
          }),
        );
    const administrator = administers<AdminEnvironment>(
      { ...named, CATALOGUE_BUCKET: data.catalogue.bucketName },
      Duration.seconds(10),
    );
    // A preview reckons thousands of dossiers; the gateway waits for 30 s.
    const calendar = administers<CalendarEnvironment>(
      { ...named, OFFICE_HOURS: JSON.stringify(deployment.stage.officeHours) },
      Duration.seconds(28),
    );
    const draft = "/v1/admin/procedures/{code}/drafts/{n}" as const;

    administrator(
      "create-version-draft",
      "POST /v1/admin/procedures",
      "Drafts the next version of a procedure",
      draftProcedures(table),
    );
    administrator("get-version-draft", `GET ${draft}`, "Shows a draft version", readProcedures(table));
    administrator("change-version-draft", `PATCH ${draft}`, "Changes a draft version", draftProcedures(table));
    administrator("discard-version-draft", `DELETE ${draft}`, "Discards a draft version", draftProcedures(table));
    administrator(
      "show-impact",
      `GET ${draft}/impact`,
      "Shows what the publication of a draft version would mean",
      readProcedures(table),
      queryIndex(table, "byUnit"),
    );
    administrator(
      "publish-version",
      `POST ${draft}/publication`,
      "Publishes a draft version by a decision",
      publishDrafts(table),
      putObjects({ resource: data.catalogue, key }),
    );
    const year = "/v1/admin/calendar/{year}" as const;
    calendar(
      "follow-calendar-year",
      `GET ${year}`,
      "Shows the working calendar of a year, and how far it reached open dossiers",
      readCalendar(table),
    );
    calendar(
      "publish-calendar-year",
      `PUT ${year}`,
      "Publishes the working calendar of a year, or corrects it",
      publishCalendar(table),
    );
    calendar(
      "preview-calendar-year",
      `POST ${year}/preview`,
      "Shows what a calendar would move of open dossiers",
      readCalendar(table),
      readProcedures(table),
      queryIndex(table, "byUnit"),
    );
    const money = administers<MoneyEnvironment>(named, Duration.seconds(10));
    money(
      "put-statement",
      "PUT /v1/admin/statements/{provider}/{day}",
      "Stores a payment provider's statement of a day, to be compared with the ledger",
      putStatements(table),
    );
    money(
      "list-money-checks",
      "GET /v1/admin/money-checks",
      "Lists the checks of all money, newest first",
      readMoneyChecks(table),
    );
    money(
      "get-money-check",
      "GET /v1/admin/money-checks/{day}",
      "Shows every mismatch that a check of all money found, and what to do",
      readMoneyChecks(table),
    );
    // The queues by their names: what they gave up is looked at whether or not this stack is deployed after theirs.
    const queuesArn = `arn:${this.partition}:sqs:${this.region}:${this.account}:${deployment.stage.name}-`;
    const sources = Object.keys(NOTICE_QUEUES).map((name) => ({ resource: { queueArn: `${queuesArn}${name}` }, key }));
    const graves = sources.map(({ resource }) => ({
      resource: { queueArn: `${resource.queueArn}-dead-letters` },
      key,
    }));
    // A look at a long queue takes its time; the gateway waits for 30 s.
    const letters = administers<DeadLettersEnvironment>(
      { STAGE: deployment.stage.name, QUEUES_ARN: queuesArn },
      Duration.seconds(28),
    );
    const ofQueue = "/v1/admin/dead-letters/{queue}" as const;
    const looking = graves.map(readDeadLetters);
    const redriving = [...graves.map(consumeMessages), ...sources.map(sendMessages)];
    letters(
      "list-dead-letters",
      "GET /v1/admin/dead-letters",
      "Lists the messages that the queues of notices gave up",
      ...looking,
    );
    letters(
      "get-dead-letter",
      `GET ${ofQueue}/{id}`,
      "Shows why a message was given up, and whether it can be redriven",
      ...looking,
    );
    letters(
      "redrive-dead-letter",
      `POST ${ofQueue}/{id}/redrive`,
      "Sends a message that was given up to its queue again",
      ...redriving,
    );
    letters(
      "redrive-dead-letters",
      `POST ${ofQueue}/redrive`,
      "Sends all given-up messages of a queue to it again",
      ...redriving,
    );
    alarmOnFaults(this, operations, { stage: deployment.stage, topic });
  }
}
