import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { AdminEnvironment, CalendarEnvironment, MoneyEnvironment } from "../../functions/admin/environment.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import {
  draftProcedures,
  publishCalendar,
  publishDrafts,
  putObjects,
  putStatements,
  queryIndex,
  readCalendar,
  readMoneyChecks,
  readProcedures,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import type { PublicDoor } from "../constructs/public-door.ts";
import type { DataStack } from "./data-stack.ts";

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
    alarmOnFaults(this, operations, { stage: deployment.stage, topic });
  }
}
