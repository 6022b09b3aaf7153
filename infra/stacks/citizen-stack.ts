import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type {
  DossiersEnvironment,
  PrintingEnvironment as FormPrintingEnvironment,
  NoticesEnvironment,
  ReceiptEnvironment,
} from "../../functions/dossiers/environment.ts";
import type { PortalEnvironment } from "../../functions/portal/environment.ts";
import type {
  CalendarEnvironment,
  PrintingEnvironment,
  ProceduresEnvironment,
} from "../../functions/procedures/environment.ts";
import type { RatingsEnvironment } from "../../functions/ratings/environment.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import { DeployedFunction } from "../constructs/deployed-function.ts";
import {
  compileProcedures,
  deleteItems,
  getObjects,
  publishProcedures,
  putObjects,
  queryIndex,
  readCalendar,
  readCatalogue,
  readProcedures,
  readSecret,
  type TableAction,
  updateItems,
  useTable,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import { type Identity, PublicDoor } from "../constructs/public-door.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import type { DataStack } from "./data-stack.ts";

type Route = ApiFunctionProps<never>["route"];

export type CitizenStackProps = StackProps & { deployment: Deployment; data: DataStack; topic: ITopic };

/** What anyone and citizens call: catalogue, dossiers, lookup; and the HTTP API itself. */
export class CitizenStack extends Stack {
  readonly door: PublicDoor;
  private readonly key: IKey;
  private readonly deployment: Deployment;
  private readonly operations: Operation<never>[] = [];

  constructor(scope: Construct, id: string, { deployment, data, topic, ...props }: CitizenStackProps) {
    super(scope, id, props);
    this.deployment = deployment;
    this.key = Key.fromKeyArn(this, "key", data.key.keyArn);
    this.door = new PublicDoor(this, "door", { stage: deployment.stage, key: this.key, topic, origin: data.origin });
    this.portal();
    this.procedures(data, topic);
    this.printing(data);
    this.dossiers(data);
    this.lookups(data);
    this.ratings(data);
    alarmOnFaults(this, this.operations, { stage: deployment.stage, topic });
  }

  private route<Schema>(
    operation: `${string}/${string}`,
    route: Route,
    identity: Identity,
    does: string,
    environment: EnvironmentOf<Schema>,
    may: readonly PolicyStatement[] = [],
    more: { linked?: true } = {},
  ): Operation<never> {
    const made = new ApiFunction<Schema>(this, operation.slice(operation.indexOf("/") + 1), {
      ...this.deployment,
      key: this.key,
      door: this.door,
      operation,
      route,
      identity,
      does,
      environment,
      may,
      memoryMb: 1024,
      timeout: Duration.seconds(10),
      ...more,
    });
    this.operations.push(made);
    return made;
  }

  private portal(): void {
    const environment: EnvironmentOf<PortalEnvironment> = {
      STAGE: this.deployment.stage.name,
      RELEASE: this.deployment.release,
    };
    const open = (operation: string, route: Route, does: string, more: { linked?: true } = { linked: true }) =>
      this.route<PortalEnvironment>(`portal/${operation}`, route, "none", does, environment, [], more);
    open("health", "GET /v1/health", "Says that the service answers, and its version");
    open("get-openapi", "GET /v1/openapi.json", "Gives the API's document, made of the schemas that validate");
    open("show-docs", "GET /docs", "Shows the API's document to people");
    open("unknown-path", "$default", "Answers a path that does not exist", {});
  }

  private procedures(data: DataStack, topic: ITopic): void {
    const { key } = this;
    const environment: EnvironmentOf<ProceduresEnvironment> = {
      STAGE: this.deployment.stage.name,
      TABLE_NAME: data.table.tableName,
      CATALOGUE_BUCKET: data.catalogue.bucketName,
      PUBLIC_ORIGIN: this.deployment.stage.publicOrigin,
    };
    const table = { resource: data.table, key };
    const bucket = { resource: data.catalogue, key };
    // The object that is current and which one that is: all that lists and searches read.
    const list = () => [...readCatalogue(table), ...getObjects(bucket)];
    const open = (operation: string, route: Route, does: string, ...may: PolicyStatement[][]) =>
      this.route<ProceduresEnvironment>(`procedures/${operation}`, route, "none", does, environment, may.flat(), {
        linked: true,
      });
    open("list-procedures", "GET /v1/procedures", "Finds procedures, with or without diacritics", list());
    open(
      "get-procedure",
      "GET /v1/procedures/{code}",
      "Gives the published version of a procedure",
      list(),
      readProcedures(table),
    );
    this.route<ProceduresEnvironment>(
      "procedures/prefill-form",
      "GET /v1/prefill/{code}",
      "citizen",
      "Begins a form with what the caller's identity says",
      environment,
      readProcedures(table),
    );
    const ofProcedure = "/v1/procedures/{code}/versions";
    open("list-versions", `GET ${ofProcedure}`, "Lists all that was published of a procedure", list());
    open(
      "get-version",
      `GET ${ofProcedure}/{n}`,
      "Gives a published version by its number, for ever",
      readProcedures(table),
    );
    open("export-procedures", "GET /v1/procedures/export", "Gives every procedure in force as open data", list());
    open("show-export-schema", "GET /v1/procedures/export/schema", "Gives the JSON Schema of the open data");
    open(
      "show-procedure",
      "GET /procedures/{code}",
      "Shows a procedure to people, at an address that stays",
      list(),
      readProcedures(table),
    );
    open("embed-procedures", "GET /embed/procedures", "Lists procedures on a page that other sites frame", list());
    open("list-fields", "GET /v1/fields", "Lists the fields of procedures");
    open("list-units", "GET /v1/units", "Lists the units that settle procedures");
    this.route<CalendarEnvironment>(
      "procedures/get-calendar-year",
      "GET /v1/calendar/{year}",
      "none",
      "Gives the working calendar of a year as open data",
      {
        STAGE: this.deployment.stage.name,
        TABLE_NAME: data.table.tableName,
        OFFICE_HOURS: JSON.stringify(this.deployment.stage.officeHours),
      },
      readCalendar(table),
      { linked: true },
    );
    new DeployedFunction<ProceduresEnvironment>(this, "load-catalogue", {
      ...this.deployment,
      key,
      operation: "procedures/load-catalogue",
      does: "Publishes the procedures that the deployment ships and the table lacks",
      input: "catalogue.json",
      environment,
      may: [...publishProcedures(table), ...putObjects(bucket)],
      memoryMb: 1024,
      timeout: Duration.minutes(5),
    });
    new ScheduledFunction<ProceduresEnvironment>(this, "compile-catalogue", {
      ...this.deployment,
      key,
      topic,
      operation: "procedures/compile-catalogue",
      does: "Makes the public list of procedures anew where a publication did not come so far",
      every: Duration.minutes(5),
      environment,
      memoryMb: 1024,
      timeout: Duration.minutes(1),
      may: [...compileProcedures(table), ...putObjects(bucket)],
      failing: {
        vi: "Danh mục thủ tục công khai không lập lại được: quyết định công bố mới có thể chưa đến người dân",
        en: "The public list of procedures could not be made anew: new publications may not reach citizens",
      },
      silent: {
        vi: "Việc kiểm tra danh mục thủ tục công khai không chạy trong 15 phút qua: công bố bị sót sẽ không được bù",
        en: "The job that keeps the public list of procedures has not run for 15 minutes: what was missed stays so",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc kiểm tra danh mục thủ tục công khai",
        en: "The schedule could not start the job that keeps the public list of procedures",
      },
    });
  }

  private printing(data: DataStack): void {
    const { key } = this;
    const { stage } = this.deployment;
    const environment: EnvironmentOf<PrintingEnvironment> = {
      STAGE: stage.name,
      TABLE_NAME: data.table.tableName,
      CATALOGUE_BUCKET: data.catalogue.bucketName,
      PUBLIC_ORIGIN: stage.publicOrigin,
    };
    const published = () => readProcedures({ resource: data.table, key });
    const prints = { resource: data.catalogue, key };
    const print = (operation: string, route: Route, does: string) =>
      this.route<PrintingEnvironment>(
        `procedures/${operation}`,
        route,
        "none",
        does,
        environment,
        [...published(), ...getObjects(prints), ...putObjects(prints)],
        { linked: true },
      );
    print(
      "download-form",
      "GET /v1/procedures/{code}/forms/{formId}",
      "Leads to the blank form of a procedure, printed for the first who asks",
    );
    print(
      "download-guide",
      "GET /v1/procedures/{code}/slips/guide",
      "Leads to the guide slip of a procedure, printed for the first who asks",
    );
    this.route<FormPrintingEnvironment>(
      "dossiers/print-form",
      "GET /v1/dossiers/{id}/forms/{formId}",
      "citizen",
      "Prints the form filled in from the caller's dossier and keeps no copy",
      { STAGE: stage.name, TABLE_NAME: data.table.tableName },
      [...published(), ...useTable({ resource: data.table, key }, "Query")],
    );
    this.route<ReceiptEnvironment>(
      "dossiers/print-fee-receipt",
      "GET /v1/dossiers/{id}/slips/fee-receipt",
      "citizen",
      "Prints the fee receipt of the caller's dossier and keeps no copy",
      {
        STAGE: stage.name,
        TABLE_NAME: data.table.tableName,
        DOSSIER_KEYS_SECRET: data.dossierKeys.secretArn,
        PUBLIC_ORIGIN: stage.publicOrigin,
      },
      [
        ...published(),
        ...useTable({ resource: data.table, key }, "Query"),
        ...readSecret({ resource: data.dossierKeys, key }),
      ],
    );
  }

  private dossierEnvironment(data: DataStack): EnvironmentOf<DossiersEnvironment> {
    const { stage } = this.deployment;
    return {
      STAGE: stage.name,
      TABLE_NAME: data.table.tableName,
      QUARANTINE_BUCKET: data.quarantine.bucketName,
      DOCUMENTS_BUCKET: data.documents.bucketName,
      DOSSIER_KEYS_SECRET: data.dossierKeys.secretArn,
      PUBLIC_ORIGIN: stage.publicOrigin,
      OFFICE_HOURS: JSON.stringify(stage.officeHours),
      PAY_WITHIN_DAYS: String(stage.limits.payWithinDays),
      SUPPLEMENT_WITHIN_DAYS: String(stage.limits.supplementWithinDays),
    };
  }

  private dossiers(data: DataStack): void {
    const { key } = this;
    const environment = this.dossierEnvironment(data);
    const table = (...actions: TableAction[]) => useTable({ resource: data.table, key }, ...actions);
    const secret = () => readSecret({ resource: data.dossierKeys, key });
    const upload = () => putObjects({ resource: data.quarantine, key });
    // Whether an upload has arrived is asked with HeadObject, which the right to get allows.
    const arrival = () => getObjects({ resource: data.quarantine, key });
    const download = () => getObjects({ resource: data.documents, key });
    const published = () => readProcedures({ resource: data.table, key });
    const calendar = () => readCalendar({ resource: data.table, key });
    const own = (operation: string, route: Route, does: string, ...may: PolicyStatement[][]) =>
      this.route<DossiersEnvironment>(`dossiers/${operation}`, route, "citizen", does, environment, may.flat());

    own("create-dossier", "POST /v1/dossiers", "Opens a draft", published(), table("GetItem", "PutItem"), upload());
    own(
      "change-dossier",
      "PATCH /v1/dossiers/{id}",
      "Changes a draft",
      published(),
      table("Query", "PutItem"),
      upload(),
    );
    own(
      "delete-dossier",
      "DELETE /v1/dossiers/{id}",
      "Forgets a draft",
      table("Query", "PutItem"),
      deleteItems({ resource: data.table, key }, "DOSSIER#*"),
    );
    own(
      "submit-dossier",
      "POST /v1/dossiers/{id}/submission",
      "Files a dossier: number, secret and fee are born here",
      published(),
      table("Query", "GetItem", "PutItem"),
      updateItems({ resource: data.table, key }, "DAY#*"),
      calendar(),
      secret(),
      arrival(),
    );
    own(
      "withdraw-dossier",
      "POST /v1/dossiers/{id}/withdrawal",
      "Takes a dossier back before its decision",
      published(),
      calendar(),
      table("Query", "GetItem", "PutItem"),
      secret(),
      arrival(),
    );
    own(
      "list-dossiers",
      "GET /v1/dossiers",
      "Lists the caller's own dossiers",
      published(),
      table("BatchGetItem"),
      queryIndex({ resource: data.table, key }, "byOwner"),
    );
    own(
      "get-dossier",
      "GET /v1/dossiers/{id}",
      "Shows the caller's own dossier",
      published(),
      calendar(),
      table("Query"),
      secret(),
      arrival(),
    );
    own("get-history", "GET /v1/dossiers/{id}/history", "Shows what happened to the caller's dossier", table("Query"));
    this.route<NoticesEnvironment>(
      "dossiers/list-notices",
      "GET /v1/dossiers/{id}/notices",
      "citizen",
      "Shows what the applicant was told of the caller's dossier, and whether it arrived",
      { STAGE: environment.STAGE, TABLE_NAME: environment.TABLE_NAME },
      table("Query"),
    );
    own(
      "download-document",
      "GET /v1/dossiers/{id}/documents/{documentId}",
      "Leads to a clean document of the caller's dossier",
      table("Query"),
      download(),
    );
    own(
      "download-result",
      "GET /v1/dossiers/{id}/result",
      "Leads to the result of the caller's dossier",
      table("Query"),
      download(),
    );
  }

  private ratings(data: DataStack): void {
    const { key } = this;
    const environment: EnvironmentOf<RatingsEnvironment> = {
      STAGE: this.deployment.stage.name,
      TABLE_NAME: data.table.tableName,
    };
    this.route<RatingsEnvironment>(
      "ratings/rate-dossier",
      "POST /v1/dossiers/{id}/rating",
      "citizen",
      "Records what the applicant thinks of the service, once",
      environment,
      useTable({ resource: data.table, key }, "Query", "GetItem", "PutItem"),
    );
  }

  private lookups(data: DataStack): void {
    const { key } = this;
    const environment = this.dossierEnvironment(data);
    this.route<DossiersEnvironment>(
      "dossiers/look-up-dossier",
      "POST /v1/lookups",
      "none",
      "Shows where a dossier stands to who knows its code and secret",
      environment,
      [
        ...updateItems({ resource: data.table, key }, "GUESSES#*"),
        ...queryIndex({ resource: data.table, key }, "byCode"),
        ...readProcedures({ resource: data.table, key }),
        ...readSecret({ resource: data.dossierKeys, key }),
      ],
    );
    this.route<DossiersEnvironment>(
      "dossiers/track-dossier",
      "GET /v1/tracking/{token}",
      "none",
      "Shows where a dossier stands to who has its link",
      environment,
      [
        ...useTable({ resource: data.table, key }, "Query"),
        ...readProcedures({ resource: data.table, key }),
        ...readSecret({ resource: data.dossierKeys, key }),
      ],
    );
  }
}
