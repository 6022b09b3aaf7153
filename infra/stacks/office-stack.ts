import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { OfficeEnvironment, ReceiptEnvironment } from "../../functions/office/environment.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import {
  deleteItems,
  getObjects,
  putObjects,
  queryIndex,
  readCalendar,
  readNotices,
  readProcedures,
  readSecret,
  type TableAction,
  updateItems,
  useTable,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import type { PublicDoor } from "../constructs/public-door.ts";
import type { DataStack } from "./data-stack.ts";

export type OfficeStackProps = StackProps & {
  deployment: Deployment;
  data: DataStack;
  door: PublicDoor;
  topic: ITopic;
};

/** What officers call, behind the officers' authorizer. */
export class OfficeStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, door, topic, ...props }: OfficeStackProps) {
    super(scope, id, props);
    const { stage } = deployment;
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    const receipts: EnvironmentOf<ReceiptEnvironment> = {
      STAGE: stage.name,
      TABLE_NAME: data.table.tableName,
      DOSSIER_KEYS_SECRET: data.dossierKeys.secretArn,
      PUBLIC_ORIGIN: stage.publicOrigin,
    };
    const environment: EnvironmentOf<OfficeEnvironment> = {
      ...receipts,
      QUARANTINE_BUCKET: data.quarantine.bucketName,
      DOCUMENTS_BUCKET: data.documents.bucketName,
      OFFICE_HOURS: JSON.stringify(stage.officeHours),
      PAY_WITHIN_DAYS: String(stage.limits.payWithinDays),
      SUPPLEMENT_WITHIN_DAYS: String(stage.limits.supplementWithinDays),
    };
    const table = (...actions: TableAction[]) => useTable({ resource: data.table, key }, ...actions);
    const secret = () => readSecret({ resource: data.dossierKeys, key });
    const published = () => readProcedures({ resource: data.table, key });
    const calendar = () => readCalendar({ resource: data.table, key });
    const operations: Operation<never>[] = [];
    const officer = (
      operation: string,
      route: ApiFunctionProps<never>["route"],
      does: string,
      ...may: PolicyStatement[][]
    ) =>
      operations.push(
        new ApiFunction<OfficeEnvironment>(this, operation, {
          ...deployment,
          key,
          door,
          operation: `office/${operation}`,
          route,
          identity: "officer",
          does,
          environment,
          may: may.flat(),
          memoryMb: 1024,
          timeout: Duration.seconds(10),
        }),
      );

    officer(
      "list-worklist",
      "GET /v1/office/worklist",
      "Lists the open dossiers of a unit, soonest due first",
      published(),
      calendar(),
      table("BatchGetItem"),
      queryIndex({ resource: data.table, key }, "byUnit"),
    );
    officer(
      "get-office-dossier",
      "GET /v1/office/dossiers/{id}",
      "Shows a dossier with the moves this officer may make",
      published(),
      calendar(),
      table("Query"),
      secret(),
    );
    officer(
      "make-move",
      "POST /v1/office/dossiers/{id}/moves",
      "Makes one move of the table of moves",
      published(),
      calendar(),
      table("Query", "GetItem", "PutItem"),
      secret(),
    );
    officer(
      "create-office-dossier",
      "POST /v1/office/dossiers",
      "Takes in a dossier at the counter or from the post",
      published(),
      table("GetItem", "PutItem"),
      putObjects({ resource: data.quarantine, key }),
    );
    officer(
      "change-office-dossier",
      "PATCH /v1/office/dossiers/{id}",
      "Corrects a dossier that was taken in",
      published(),
      table("Query", "PutItem"),
      putObjects({ resource: data.quarantine, key }),
    );
    officer(
      "submit-office-dossier",
      "POST /v1/office/dossiers/{id}/submission",
      "Files a dossier that was taken in",
      published(),
      calendar(),
      table("Query", "GetItem", "PutItem"),
      updateItems({ resource: data.table, key }, "DAY#*"),
      secret(),
      getObjects({ resource: data.quarantine, key }),
    );
    officer(
      "record-payment",
      "POST /v1/office/dossiers/{id}/payments",
      "Records a payment taken or waived at the counter",
      published(),
      calendar(),
      table("Query", "GetItem", "PutItem"),
    );
    const ofPayment = "/v1/office/payments/{id}/refunds";
    const refund = (operation: string, route: ApiFunctionProps<never>["route"], does: string) =>
      officer(
        operation,
        route,
        does,
        table("Query", "GetItem", "PutItem"),
        deleteItems({ resource: data.table, key }, "REFUNDS#*"),
      );
    refund("request-refund", `POST ${ofPayment}`, "Asks for a refund of a payment, or of a part of it");
    refund("approve-refund", `POST ${ofPayment}/{refundId}/approval`, "Approves a refund that somebody else asked for");
    refund("reject-refund", `POST ${ofPayment}/{refundId}/rejection`, "Rejects a refund");
    refund("complete-refund", `POST ${ofPayment}/{refundId}/completion`, "Records a refund that was paid back by hand");
    officer(
      "list-refunds",
      "GET /v1/office/refunds",
      "Lists the refunds of a unit by what they wait for, oldest first",
      table("Query", "BatchGetItem"),
    );
    officer(
      "list-desk-tasks",
      "GET /v1/office/desk-tasks",
      "Lists whom officers of a unit are to call, longest waiting first",
      table("BatchGetItem"),
      queryIndex({ resource: data.table, key }, "byUnit"),
    );
    officer(
      "complete-desk-task",
      "POST /v1/office/desk-tasks/{id}/completion",
      "Records that an applicant was called, and how it went",
      readNotices({ resource: data.table, key }),
      updateItems({ resource: data.table, key }, "NOTICES#*"),
    );
    officer(
      "upload-document",
      "POST /v1/office/dossiers/{id}/documents",
      "Opens the upload of a result or a working paper",
      table("Query", "GetItem", "PutItem", "ConditionCheckItem"),
      putObjects({ resource: data.quarantine, key }),
    );
    officer(
      "download-office-document",
      "GET /v1/office/dossiers/{id}/documents/{documentId}",
      "Leads to a clean document of a dossier of the officer's unit",
      table("Query"),
      getObjects({ resource: data.documents, key }),
    );
    operations.push(
      new ApiFunction<ReceiptEnvironment>(this, "print-office-fee-receipt", {
        ...deployment,
        key,
        door,
        operation: "office/print-office-fee-receipt",
        route: "GET /v1/office/dossiers/{id}/slips/fee-receipt",
        identity: "officer",
        does: "Prints the fee receipt of a dossier of the unit and keeps no copy",
        environment: receipts,
        may: [...published(), ...table("Query"), ...secret()],
        memoryMb: 1024,
        timeout: Duration.seconds(10),
      }),
    );
    alarmOnFaults(this, operations, { stage, topic });
  }
}
