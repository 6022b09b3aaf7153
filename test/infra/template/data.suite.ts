import { describe, expect, it } from "vitest";
import { TABLE } from "../../contracts/emulated-table.ts";
import { ofType, type Resource } from "./synthesised.ts";

const only = (type: string, id?: string): Resource => {
  const found = ofType(type).filter((resource) => id === undefined || resource.id === id);
  expect(found).toHaveLength(1);
  return found[0] as Resource;
};
const kept = { deletion: "Retain", replacement: "Retain" };

describe("the table", () => {
  const table = only("AWS::DynamoDB::Table");

  it("is one, keyed by pk and sk, paid per request under the stage's ceiling", () => {
    expect(table.properties).toMatchObject({
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      BillingMode: "PAY_PER_REQUEST",
      OnDemandThroughput: { MaxReadRequestUnits: 4000, MaxWriteRequestUnits: 4000 },
    });
  });

  it("can be restored to any second of 35 days, is protected from deletion and retained", () => {
    expect(table.properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      DeletionProtectionEnabled: true,
    });
    expect(table).toMatchObject(kept);
  });

  it("is encrypted by our key, streams both images and expires items by expiresAt", () => {
    expect(table.properties).toMatchObject({
      SSESpecification: { KMSMasterKeyId: "key", SSEEnabled: true, SSEType: "KMS" },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    });
  });

  it("is the table that the stores are proved against", () => {
    const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = table.properties;
    const shape = (indexes: { IndexName: string; KeySchema: unknown; Projection: { ProjectionType: string } }[]) =>
      indexes.map((one) => ({ IndexName: one.IndexName, KeySchema: one.KeySchema, Projection: one.Projection }));
    const byName = (a: { AttributeName: string }, b: { AttributeName: string }) =>
      a.AttributeName < b.AttributeName ? -1 : 1;
    expect([BillingMode, KeySchema, shape(GlobalSecondaryIndexes)]).toEqual([
      TABLE.BillingMode,
      TABLE.KeySchema,
      TABLE.GlobalSecondaryIndexes,
    ]);
    expect([...AttributeDefinitions].sort(byName)).toEqual([...TABLE.AttributeDefinitions].sort(byName));
  });
});

describe("the key", () => {
  it("is turned every year, retained, and used by services for this account only", () => {
    const key = only("AWS::KMS::Key", "key");
    expect(key.properties.EnableKeyRotation).toBe(true);
    expect(key).toMatchObject(kept);
    const services = key.properties.KeyPolicy.Statement.filter(
      ({ Principal }: { Principal: { Service?: string } }) => Principal.Service,
    );
    expect(
      services.flatMap(({ Principal }: { Principal: { Service: string | string[] } }) => Principal.Service).sort(),
    ).toEqual(["cloudwatch.amazonaws.com", "events.amazonaws.com", "logs.ap-southeast-1.amazonaws.com"]);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain("111122223333");
  });
});

describe("the buckets", () => {
  const buckets = ofType("AWS::S3::Bucket");
  const denials = (bucket: string) =>
    ofType("AWS::S3::BucketPolicy")
      .filter(({ properties }) => properties.Bucket === bucket)
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === "Deny");

  it("are quarantine, documents, catalogue and access logs: private, versioned, owned by the account, retained", () => {
    expect(buckets.map(({ id }) => id).sort()).toEqual([
      "accesslogs",
      "cataloguebucket",
      "documentsbucket",
      "quarantinebucket",
    ]);
    for (const bucket of buckets) {
      expect(bucket.properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
      expect(bucket).toMatchObject(kept);
    }
  });

  it("refuse what does not come by TLS 1.2 at least", () => {
    for (const bucket of ["accesslogs", "catalogue", "documents", "quarantine"]) {
      const conditions = denials(bucket).map(({ Condition }) => Condition);
      expect(conditions).toContainEqual({ Bool: { "aws:SecureTransport": "false" } });
      expect(conditions).toContainEqual({ NumericLessThan: { "s3:TlsVersion": 1.2 } });
    }
  });

  it.each(["catalogue", "documents", "quarantine"])("%s is encrypted by our key and logs who reads it", (name) => {
    expect(only("AWS::S3::Bucket", `${name}bucket`).properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { KMSMasterKeyID: "key", SSEAlgorithm: "aws:kms" },
          },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: "accesslogs", LogFilePrefix: `${name}/` },
    });
  });

  it("write a key once, ever; only GuardDuty's probe may replace its own", () => {
    const writeOnce = (bucket: string) => denials(bucket).find(({ Sid }) => Sid === "WriteOnce");
    const condition = { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } };
    for (const bucket of ["catalogue", "documents"]) {
      expect(writeOnce(bucket)).toMatchObject({ Action: "s3:PutObject", Resource: `${bucket}/*` });
      expect(writeOnce(bucket)?.Condition).toEqual(condition);
    }
    expect(writeOnce("quarantine")?.Condition).toEqual({
      ...condition,
      ArnNotEquals: { "aws:PrincipalArn": "scanner" },
    });
  });

  it("refuse presigned requests that are old: 10 minutes for a PUT, 2 for a GET", () => {
    const old = (bucket: string, sid: string) => denials(bucket).find(({ Sid }) => Sid === sid);
    expect(old("quarantine", "OldPresignedPut")).toMatchObject({
      Action: "s3:PutObject",
      Condition: {
        StringEquals: { "s3:authType": "REST-QUERY-STRING" },
        NumericGreaterThan: { "s3:signatureAge": 600_000 },
      },
    });
    for (const bucket of ["catalogue", "documents"]) {
      expect(old(bucket, "OldPresignedGet")).toMatchObject({
        Action: "s3:GetObject",
        Condition: {
          StringEquals: { "s3:authType": "REST-QUERY-STRING" },
          NumericGreaterThan: { "s3:signatureAge": 120_000 },
        },
      });
    }
  });

  it("forget what stays in quarantine after a week and take uploads from the public origin only", () => {
    const { LifecycleConfiguration, CorsConfiguration } = only("AWS::S3::Bucket", "quarantinebucket").properties;
    expect(LifecycleConfiguration.Rules).toMatchObject([{ ExpirationInDays: 7, Status: "Enabled" }]);
    expect(CorsConfiguration.CorsRules).toMatchObject([
      { AllowedMethods: ["PUT"], AllowedOrigins: ["https://motcua.example.vn"] },
    ]);
    expect(only("AWS::S3::Bucket", "documentsbucket").properties).not.toHaveProperty("LifecycleConfiguration");
  });

  it("have the quarantine scanned by GuardDuty, which announces its verdicts", () => {
    expect(only("AWS::GuardDuty::MalwareProtectionPlan").properties).toMatchObject({
      ProtectedResource: { S3Bucket: { BucketName: "quarantine" } },
      Actions: { Tagging: { Status: "ENABLED" } },
      Role: "scanner",
    });
    expect(only("AWS::S3::Bucket", "quarantinebucket").properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });
});

describe("the secrets", () => {
  it("are made at random, encrypted by our key and retained", () => {
    const secrets = ofType("AWS::SecretsManager::Secret");
    expect(
      secrets.map(({ properties }) => [properties.Name, properties.GenerateSecretString.GenerateStringKey]),
    ).toEqual([
      ["sample/dossier-keys", "lookup"],
      ["sample/vnpay", "hashSecret"],
      ["sample/payos", "checksumKey"],
      ["sample/momo", "secretKey"],
      ["sample/esms", "callbackKey"],
      ["sample/origin", "v1"],
    ]);
    for (const secret of secrets) {
      expect(secret.properties).toMatchObject({ KmsKeyId: "key", GenerateSecretString: { PasswordLength: 64 } });
      expect(secret.properties).not.toHaveProperty("SecretString");
      expect(secret).toMatchObject(kept);
    }
  });

  it("stay in the stage's region, but for the origin's, which CloudFront needs beside it", () => {
    const replicas = ofType("AWS::SecretsManager::Secret").map(({ properties }) => [
      properties.Name,
      properties.ReplicaRegions ?? [],
    ]);
    expect(replicas).toEqual([
      ["sample/dossier-keys", []],
      ["sample/vnpay", []],
      ["sample/payos", []],
      ["sample/momo", []],
      ["sample/esms", []],
      ["sample/origin", [{ Region: "us-east-1" }]],
    ]);
  });
});
