import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { PaymentsEnvironment } from "../../functions/payments/environment.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import { alarmOnAnswers, alarmOnSuspicion } from "../constructs/callback-answers.ts";
import {
  deleteItems,
  keepCallbacks,
  noteRefunds,
  readCalendar,
  readCallbacks,
  readProcedures,
  readSecret,
  type TableAction,
  useTable,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import type { Identity, PublicDoor } from "../constructs/public-door.ts";
import { Reconciliation } from "../constructs/reconciliation.ts";
import { Refunds } from "../constructs/refunds.ts";
import type { DataStack } from "./data-stack.ts";

type Route = ApiFunctionProps<never>["route"];

export type PaymentsStackProps = StackProps & {
  deployment: Deployment;
  data: DataStack;
  door: PublicDoor;
  topic: ITopic;
};

/** Money: what payers open, what providers call, and what keeps their word and ours the same. */
export class PaymentsStack extends Stack {
  private readonly key: IKey;
  private readonly data: DataStack;
  private readonly door: PublicDoor;
  private readonly deployment: Deployment;
  private readonly settings: EnvironmentOf<PaymentsEnvironment>;
  private readonly operations: Operation<never>[] = [];

  constructor(scope: Construct, id: string, { deployment, data, door, topic, ...props }: PaymentsStackProps) {
    super(scope, id, props);
    const { stage } = deployment;
    this.deployment = deployment;
    this.data = data;
    this.door = door;
    this.key = Key.fromKeyArn(this, "key", data.key.keyArn);
    this.settings = this.paymentsEnvironment();
    const inquiry = this.payers();
    const callbacks = this.providers();
    const replay = this.vault();
    this.refunds(topic);
    const asking = this.reconciliation(topic);
    alarmOnAnswers(this, callbacks, { stage, topic });
    alarmOnSuspicion(this, [...callbacks, replay, inquiry, asking], { stage, topic });
    alarmOnFaults(this, this.operations, { stage, topic });
  }

  private paymentsEnvironment(): EnvironmentOf<PaymentsEnvironment> {
    const { data } = this;
    const { stage } = this.deployment;
    const { vnpay, payos, momo } = stage.providers;
    return {
      STAGE: stage.name,
      TABLE_NAME: data.table.tableName,
      VNPAY_SECRET: data.vnpay.secretArn,
      VNPAY_PAY_URL: vnpay.payUrl,
      VNPAY_API_URL: vnpay.apiUrl,
      ...(data.payos && payos ? { PAYOS_SECRET: data.payos.secretArn, PAYOS_API_URL: payos.apiUrl } : {}),
      ...(data.momo && momo ? { MOMO_SECRET: data.momo.secretArn, MOMO_API_URL: momo.apiUrl } : {}),
      PUBLIC_ORIGIN: stage.publicOrigin,
      OFFICE_HOURS: JSON.stringify(stage.officeHours),
      PAYMENT_EXPIRY_MINUTES: String(stage.limits.paymentExpiryMinutes),
    };
  }

  private table(...actions: TableAction[]): PolicyStatement[] {
    return useTable({ resource: this.data.table, key: this.key }, ...actions);
  }

  /** The keys of every provider that the stage has. */
  private secrets(): PolicyStatement[] {
    const { vnpay, payos, momo } = this.data;
    return [vnpay, payos, momo].flatMap((one) => (one ? readSecret({ resource: one, key: this.key }) : []));
  }

  private route(
    operation: string,
    route: Route,
    identity: Identity,
    does: string,
    ...may: PolicyStatement[][]
  ): Operation<never> {
    const made = new ApiFunction<PaymentsEnvironment>(this, operation, {
      ...this.deployment,
      key: this.key,
      door: this.door,
      operation: `payments/${operation}`,
      route,
      identity,
      does,
      environment: this.settings,
      may: may.flat(),
      memoryMb: 1024,
      // Opening a payment may wait eight seconds for its provider.
      timeout: Duration.seconds(15),
    });
    this.operations.push(made);
    return made;
  }

  /** Answers the operation by which an officer asks a provider. */
  private payers(): Operation<never> {
    const table = { resource: this.data.table, key: this.key };
    const ofDossier = "/v1/dossiers/{id}/payments";
    this.route(
      "start-payment",
      `POST ${ofDossier}`,
      "citizen",
      "Opens a payment intent",
      readProcedures(table),
      this.table("Query", "GetItem", "PutItem"),
      this.secrets(),
    );
    this.route(
      "list-payments",
      `GET ${ofDossier}`,
      "citizen",
      "Lists the payments of the caller's dossier",
      this.table("Query"),
    );
    this.route(
      "cancel-payment",
      `POST ${ofDossier}/{paymentId}/cancellation`,
      "citizen",
      "Ends a pending payment, here and at its provider, so that the caller can pay otherwise",
      readProcedures(table),
      readCalendar(table),
      this.table("Query", "GetItem", "PutItem"),
      this.secrets(),
    );
    this.route(
      "cancel-office-payment",
      "POST /v1/office/payments/{id}/cancellation",
      "officer",
      "Ends a payment that is pending or held, here and at its provider, so that it can be made otherwise",
      readProcedures(table),
      readCalendar(table),
      this.table("Query", "GetItem", "PutItem"),
      this.secrets(),
    );
    return this.route(
      "inquire-payment",
      "POST /v1/office/payments/{id}/inquiry",
      "officer",
      "Asks the provider about a payment now, and stores what it says",
      readProcedures(table),
      readCalendar(table),
      this.table("Query", "GetItem", "PutItem"),
      this.secrets(),
    );
  }

  /** What providers call. Answers the operations that receive their word. */
  private providers(): Operation<never>[] {
    const table = { resource: this.data.table, key: this.key };
    const told = (operation: string, route: Route, does: string) =>
      this.route(
        operation,
        route,
        "none",
        does,
        readProcedures(table),
        readCalendar(table),
        this.table("Query", "GetItem", "PutItem"),
        keepCallbacks(table),
        this.secrets(),
      );
    const back = (operation: string, route: Route, does: string, ...may: PolicyStatement[][]) =>
      this.route(operation, route, "none", does, this.table("Query", "GetItem"), ...may);
    back(
      "return-from-vnpay",
      "GET /v1/payments/vnpay/return",
      "Leads the payer back from VNPAY to the dossier; changes nothing",
      this.secrets(),
    );
    back(
      "return-from-payos",
      "GET /v1/payments/payos/return",
      "Leads the payer back from payOS to the dossier; changes nothing",
    );
    back(
      "return-from-momo",
      "GET /v1/payments/momo/return",
      "Leads the payer back from MoMo to the dossier; changes nothing",
    );
    return [
      told(
        "receive-vnpay-ipn",
        "GET /v1/payments/vnpay/ipn",
        "Records what VNPAY says was paid; verifies VNPAY's own signature",
      ),
      told(
        "receive-payos-webhook",
        "POST /v1/payments/payos/webhook",
        "Records what payOS says was paid; verifies payOS's own signature",
      ),
      told(
        "receive-momo-ipn",
        "POST /v1/payments/momo/ipn",
        "Records what MoMo says was paid; verifies MoMo's own signature",
      ),
    ];
  }

  private reconciliation(topic: ITopic): Operation<never> {
    return new Reconciliation(this, "reconciliation", {
      ...this.deployment,
      key: this.key,
      topic,
      table: this.data.table,
      environment: this.settings,
      secrets: this.secrets(),
    }).asking;
  }

  private refunds(topic: ITopic): void {
    const table = { resource: this.data.table, key: this.key };
    new Refunds(this, "refunds", {
      ...this.deployment,
      key: this.key,
      topic,
      environment: this.settings,
      may: [
        ...this.table("Query", "PutItem"),
        ...noteRefunds(table),
        ...deleteItems(table, "REFUNDS#*"),
        ...this.secrets(),
      ],
    });
  }

  /** Answers the operation that receives a call once more. */
  private vault(): Operation<never> {
    const table = { resource: this.data.table, key: this.key };
    const callbacks = "/v1/admin/callbacks";
    this.route(
      "list-callbacks",
      `GET ${callbacks}`,
      "officer",
      "Lists providers' calls as they came, with what became of them",
      readCallbacks(table),
    );
    this.route(
      "get-callback",
      `GET ${callbacks}/{id}`,
      "officer",
      "Shows a provider's call as it came",
      readCallbacks(table),
    );
    return this.route(
      "replay-callback",
      `POST ${callbacks}/{id}/replay`,
      "officer",
      "Receives a provider's call once more, as if it came now",
      readProcedures(table),
      readCalendar(table),
      this.table("Query", "GetItem", "PutItem"),
      keepCallbacks(table),
      this.secrets(),
    );
  }
}
