import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { Key } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { MalwareProtection, scannerRole } from "../constructs/malware-protection.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";
import { serviceKey } from "../constructs/service-key.ts";
import { secretName } from "../secret-name.ts";
import { EDGE_REGION, FIRST_ORIGIN_KEY } from "../stage/edge.ts";
import type { Stage } from "../stage.ts";

/** Point-in-time recovery reaches back as far as DynamoDB allows. */
const RECOVERY_DAYS = 35;
/** Uploads not submitted by then are gone; what was found clean has been copied to the documents. */
const QUARANTINE_DAYS = 7;

/** What the index of codes has besides keys: `IN_BY_CODE` of shared/adapters/dynamodb/keys.ts, and never `sealed`. */
const IN_BY_CODE = ["version", "at", "actor", "what", "to", "unit", "officer", "step", "changed", "count", "lastAt"];

export type DataStackProps = StackProps & { stage: Stage };

/** What outlives every deployment: the table, the documents, the keys and secrets. All of it is retained. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: Table;
  readonly quarantine: Bucket;
  readonly documents: Bucket;
  /** The public list of all that is published, and what is printed of it: made again where it is lost. */
  readonly catalogue: Bucket;
  readonly dossierKeys: Secret;
  readonly vnpay: Secret;
  /** Absent where the stage has no contract with the provider. */
  readonly payos: Secret | undefined;
  readonly momo: Secret | undefined;
  readonly esms: Secret | undefined;
  /** By what the functions know CloudFront, also where CloudFront is; absent where the stage has no edge. */
  readonly origin: Secret | undefined;

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
    this.key = serviceKey(this, "key", `Một Cửa ${stage.name}: table, documents, queues, secrets and logs`, [
      "events.amazonaws.com",
      "cloudwatch.amazonaws.com",
    ]);
    this.table = this.onlyTable(stage);

    const accessLogs = new Bucket(this, "access-logs", {
      // S3 delivers access logs only to buckets encrypted by its own keys.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          expiration: Duration.days(stage.retention.accessLogDays),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });

    const scanner = scannerRole(this, "scanner");
    this.quarantine = new PrivateBucket(this, "quarantine", {
      key: this.key,
      accessLogs,
      overwriter: scanner.roleArn,
      presigned: { put: Duration.minutes(10) },
      lifecycleRules: [
        {
          expiration: Duration.days(QUARANTINE_DAYS),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [stage.publicOrigin],
          allowedHeaders: ["content-type", "if-none-match", "x-amz-checksum-sha256"],
          exposedHeaders: ["ETag"],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    }).bucket;
    // GuardDuty switches these events on by itself; saying so here keeps a later deployment from switching them off.
    (this.quarantine.node.defaultChild as CfnBucket).addPropertyOverride("NotificationConfiguration", {
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    new MalwareProtection(this, "malware-protection", { bucket: this.quarantine, key: this.key, role: scanner });

    this.documents = new PrivateBucket(this, "documents", {
      key: this.key,
      accessLogs,
      presigned: { get: Duration.minutes(2) },
    }).bucket;

    this.catalogue = new PrivateBucket(this, "catalogue", {
      key: this.key,
      accessLogs,
      presigned: { get: Duration.minutes(2) },
    }).bucket;

    this.dossierKeys = this.generatedSecret("dossier-keys", stage, {
      description: "Derives lookup secrets and tracking tokens",
      template: {},
      generated: "lookup",
    });
    this.vnpay = this.generatedSecret("vnpay", stage, {
      description: "VNPAY merchant: write the province's own tmnCode and hashSecret before the first payment",
      template: { tmnCode: "UNSET" },
      generated: "hashSecret",
    });
    if (stage.providers.payos) {
      this.payos = this.generatedSecret("payos", stage, {
        description: "payOS channel: write the province's own clientId, apiKey, checksumKey and accountNumber",
        template: { clientId: "UNSET", apiKey: "UNSET", accountNumber: "UNSET" },
        generated: "checksumKey",
      });
    }
    if (stage.providers.momo) {
      this.momo = this.generatedSecret("momo", stage, {
        description: "MoMo merchant: write the province's own partnerCode, accessKey and secretKey",
        template: { partnerCode: "UNSET", accessKey: "UNSET" },
        generated: "secretKey",
      });
    }
    if (stage.providers.sms.esms) {
      this.esms = this.generatedSecret("esms", stage, {
        description: "eSMS account: write the province's own apiKey and secretKey; callbackKey is ours and stays",
        template: { apiKey: "UNSET", secretKey: "UNSET" },
        generated: "callbackKey",
      });
    }
    if (stage.edge) this.origin = this.originSecret(stage);
  }

  private originSecret(stage: Stage): Secret {
    const secret = this.generatedSecret("origin", stage, {
      description: "What CloudFront sends to the API: the value in use, and the next or the last one beside it",
      template: {},
      generated: FIRST_ORIGIN_KEY,
    });
    // Encrypted there by the account's own key of Secrets Manager: only CloudFormation reads it, in this account.
    if (stage.region !== EDGE_REGION) secret.addReplicaRegion(EDGE_REGION);
    return secret;
  }

  private onlyTable(stage: Stage): Table {
    const ceiling = {
      maxReadRequestUnits: stage.limits.tableReadUnits,
      maxWriteRequestUnits: stage.limits.tableWriteUnits,
    };
    const table = new Table(this, "table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...ceiling,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: "expiresAt",
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: RECOVERY_DAYS,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const index = (
      indexName: string,
      partition: string,
      sort: string,
      projectionType: ProjectionType,
      nonKeyAttributes?: string[],
    ) =>
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        projectionType,
        ...(nonKeyAttributes ? { nonKeyAttributes } : {}),
        ...ceiling,
      });
    index("byCode", "codeKey", "codeSort", ProjectionType.INCLUDE, IN_BY_CODE);
    index("byUnit", "unitKey", "unitSort", ProjectionType.ALL);
    index("byOwner", "ownerKey", "ownerSort", ProjectionType.KEYS_ONLY);
    index("byOutbox", "outbox", "at", ProjectionType.KEYS_ONLY);
    return table;
  }

  /** A JSON secret with one random member. CloudFormation writes it once and leaves later values alone. */
  private generatedSecret(
    id: Parameters<typeof secretName>[1],
    stage: Stage,
    { description, template, generated }: { description: string; template: Record<string, string>; generated: string },
  ): Secret {
    return new Secret(this, id, {
      secretName: secretName(stage, id),
      description,
      encryptionKey: this.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify(template),
        generateStringKey: generated,
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
