import type { IncomingMessage, ServerResponse } from "node:http";

/** What the runner hands to every stand-in of the outside world. */
export type StubContext = {
  /** The one public origin, `http://localhost:<port>`. */
  origin: string;
  /** Folder that survives restarts; a stub keeps its state in files of its own below it. */
  stateDir: string;
  /** Address of the SQS/S3 emulator itself, behind the gate; for stubs only, never handed out. */
  emulatorEndpoint: string;
  /** Every `AWS::SecretsManager::Secret` of the template, generated values as made once and kept. */
  secrets: readonly TemplateSecret[];
  /** Every `AWS::KMS::Key` of the template. */
  keys: readonly TemplateKey[];
  /** Puts an event on the default bus: rules of the template decide who gets it. */
  putEvent(event: BusEvent): Promise<void>;
  /** Environment of a function as the runner gives it, by operation (`receive-vnpay-ipn`). */
  environmentOf(operation: string): Record<string, string>;
  log(line: string): void;
};

export type TemplateSecret = {
  /** What functions pass as SecretId: the value `Ref` has in the template. */
  arn: string;
  name: string;
  /** The generated value, or undefined where the deployer fills it. */
  value: string | undefined;
};

export type TemplateKey = {
  arn: string;
  /** What `Ref` has in the template. */
  keyId: string;
  /** `alias/<name>` of each alias that points at it. */
  aliases: readonly string[];
  usage: "ENCRYPT_DECRYPT" | "SIGN_VERIFY";
};

export type BusEvent = { source: string; "detail-type": string; detail: unknown };

export type Stub = {
  name: string;
  /** Public paths it serves, such as `/local/vnpay`: the longest matching prefix wins. */
  prefixes?: readonly string[];
  /** The AWS service it stands in for; it then answers on the private listener. */
  awsService?: "secretsmanager" | "kms" | "sesv2" | "sms";
  /** Answers the request; false means "not mine" and the runner answers 404. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
  stop?(): Promise<void>;
};

export type CreateStub = (context: StubContext) => Promise<Stub>;
