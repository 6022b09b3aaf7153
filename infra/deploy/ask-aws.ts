/**
 * What the preflight asks AWS, in plain values. `undefined` means that there is no such thing; whatever else goes wrong
 * is thrown under AWS's own name.
 */
export type AskAws = {
  /** The account whose credentials these are, as STS of a region knows it. */
  account: (region: string) => Promise<string>;
  /** Version of the CDK's bootstrap in a region. */
  bootstrapVersion: (region: string) => Promise<number | undefined>;
  /** How many functions may run at once in the stage's region. */
  concurrentExecutions: () => Promise<number>;
  certificate: (arn: string) => Promise<{ status: string; domains: readonly string[] } | undefined>;
  /** Whether mail may be sent under a domain or an address. */
  emailIdentity: (name: string) => Promise<{ verified: boolean } | undefined>;
  emailAccount: () => Promise<{ outOfSandbox: boolean; maySend: boolean }>;
  /** A sender name for SMS to Viet Nam. */
  smsSender: (name: string) => Promise<{ registered: boolean } | undefined>;
  /** Text of a secret in the stage's region. Never to be printed. */
  secret: (name: string) => Promise<string | undefined>;
};

/** Something that is not as it must be: what, and what to do about it. */
export type Finding = {
  /** Where it is: a member of the stage file, or a service of AWS. */
  about: string;
  vi: string;
  en: string;
};

/** `missing` stops a deployment; `afterwards` can only be done, or is only worth knowing, once it is through. */
export type Findings = { missing: Finding[]; afterwards: Finding[] };
