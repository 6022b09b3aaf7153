import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

export type PrivateBucketProps = {
  key: IKey;
  accessLogs: Bucket;
  /** Role that may put without `If-None-Match`; everybody else writes a key once, ever. */
  overwriter?: string;
  /** How old a presigned request may be: of a PUT and of a GET. */
  presigned: { put?: Duration; get?: Duration };
} & Pick<BucketProps, "lifecycleRules" | "cors">;

const presignedOnly = (olderThan: Duration) => ({
  StringEquals: { "s3:authType": "REST-QUERY-STRING" },
  NumericGreaterThan: { "s3:signatureAge": olderThan.toMilliseconds() },
});

/** A bucket that nobody reaches but by a role of ours: encrypted, versioned, TLS only, logged, write-once keys, short presigned URLs. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, accessLogs, overwriter, presigned, ...rest }: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, "bucket", {
      ...rest,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: `${id}/`,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.deny("WriteOnce", "s3:PutObject", {
      Null: { "s3:if-none-match": "true" },
      Bool: { "s3:ObjectCreationOperation": "true" },
      ...(overwriter ? { ArnNotEquals: { "aws:PrincipalArn": overwriter } } : {}),
    });
    if (presigned.put) this.deny("OldPresignedPut", "s3:PutObject", presignedOnly(presigned.put));
    if (presigned.get) this.deny("OldPresignedGet", "s3:GetObject", presignedOnly(presigned.get));
  }

  private deny(sid: string, action: string, conditions: Record<string, Record<string, unknown>>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [action],
        resources: [this.bucket.arnForObjects("*")],
        conditions,
      }),
    );
  }
}
