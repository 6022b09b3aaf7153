import { StartRefused } from "./refusal.ts";

/**
 * Everything the runner lays over the template. What is not on this page reaches the functions as synthesised.
 */

/** AWS services that answer here: their actions in policies, the variable that the SDK reads. */
export const SERVED = {
  dynamodb: { actions: /^dynamodb:/, variable: "AWS_ENDPOINT_URL_DYNAMODB" },
  sqs: { actions: /^sqs:/, variable: "AWS_ENDPOINT_URL_SQS" },
  s3: { actions: /^s3:/, variable: "AWS_ENDPOINT_URL_S3" },
  secretsmanager: { actions: /^secretsmanager:/, variable: "AWS_ENDPOINT_URL_SECRETS_MANAGER" },
  kms: { actions: /^kms:(Sign|GetPublicKey)$/, variable: "AWS_ENDPOINT_URL_KMS" },
  email: { actions: /^ses:/, variable: "AWS_ENDPOINT_URL_SESV2" },
  sms: { actions: /^sms-voice:/, variable: "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2" },
} as const;
export type ServedService = keyof typeof SERVED;
export type Endpoints = Readonly<Record<ServedService, string>> & {
  /** Where the client of any other service ends: it answers with an error, so that nothing leaves the machine. */
  none: string;
};

/** Verified by the S3 gate, never by AWS. */
export const LOCAL_CREDENTIALS = { accessKeyId: "AKIALOCALLOCALLOCAL0", secretAccessKey: "local-only" } as const;

/** Variables of the template that hold an address of the outside world, and what they become. */
export const REPLACED: Readonly<Record<string, (origin: string) => string>> = {
  PUBLIC_ORIGIN: (origin) => origin,
  VNPAY_PAY_URL: (origin) => `${origin}/local/vnpay/pay`,
  VNPAY_API_URL: (origin) => `${origin}/local/vnpay/api/transaction`,
  PAYOS_API_URL: (origin) => `${origin}/local/payos`,
  MOMO_API_URL: (origin) => `${origin}/local/momo`,
  ESMS_API_URL: (origin) => `${origin}/local/esms`,
};

export type OverlaidFunction = {
  name: string;
  handler: string;
  memoryMb: number;
  environment: Readonly<Record<string, string>>;
};

/** What Lambda itself adds to every function's environment. */
const lambdaVariables = ({ name, handler, memoryMb }: OverlaidFunction, region: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  _HANDLER: handler,
  TZ: ":UTC",
});

/** The environment of a function as it runs here. */
export const overlayEnvironment = (
  lambda: OverlaidFunction,
  world: { origin: string; region: string; endpoints: Endpoints },
): Record<string, string> => {
  const replaced = Object.entries(REPLACED)
    .filter(([name]) => name in lambda.environment)
    .map(([name, value]) => [name, value(world.origin)]);
  const endpoints = Object.entries(SERVED).map(([service, { variable }]) => [
    variable,
    world.endpoints[service as ServedService],
  ]);
  return {
    ...lambda.environment,
    ...Object.fromEntries(replaced),
    ...lambdaVariables(lambda, world.region),
    ...Object.fromEntries(endpoints),
    AWS_ENDPOINT_URL: world.endpoints.none,
  };
};

/** The issuer of an authorizer as it is here: the local issuer of the authorizer's name. */
export const overlayIssuer = (authorizer: string, origin: string): string => `${origin}/local/issuers/${authorizer}`;

/**
 * Actions that make no call of the function's own: Lambda writes logs and traces, the services use the key of their
 * data on the function's behalf, and pollers read queues and streams.
 */
const NO_CALL = /^(logs:|xray:|kms:(Decrypt|Encrypt|ReEncrypt|GenerateDataKey|DescribeKey))/;

/** Refuses to start where a function may call a service that has no stand-in: the call would leave the machine. */
export const refuseUnserved = (lambda: { operation: string; actions: readonly string[] }): void => {
  const served = [NO_CALL, ...Object.values(SERVED).map(({ actions }) => actions)];
  for (const action of lambda.actions)
    if (!served.some((one) => one.test(action)))
      throw new StartRefused(
        `Hàm ${lambda.operation} dùng ${action} nhưng máy này chưa có dịch vụ thay thế`,
        `Function ${lambda.operation} uses ${action}, which has no local endpoint`,
      );
};
