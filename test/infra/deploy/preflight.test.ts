import { describe, expect, it } from "vitest";
import type { AskAws, Finding } from "../../../infra/deploy/ask-aws.ts";
import { preflight } from "../../../infra/deploy/preflight.ts";
import { loadStage, type Stage } from "../../../infra/stage.ts";
import { ACCOUNT, readyAccount, readyStage, WRITTEN, withEveryProvider, withoutEdge } from "./ready.ts";

const named = (name: string): Error => Object.assign(new Error("said by AWS"), { name });
const aboutOf = (findings: readonly Finding[]): string[] => findings.map(({ about }) => about);

/** Each fault of an account, planted alone, and the one line that it must give. */
const PLANTED: readonly [what: string, account: Partial<AskAws>, about: string, says: RegExp][] = [
  [
    "a region that is off",
    { account: async (region) => (region === "us-east-1" ? ACCOUNT : Promise.reject(named("InvalidClientTokenId"))) },
    "/region",
    /cannot use the region ap-southeast-1 \(InvalidClientTokenId\): enable it/,
  ],
  [
    "no bootstrap in the region",
    { bootstrapVersion: async (region) => (region === "us-east-1" ? 21 : undefined) },
    "cdk bootstrap ap-southeast-1",
    /\(now none\): run "npx cdk bootstrap aws:\/\/444455556666\/ap-southeast-1"/,
  ],
  [
    "an old bootstrap at the edge",
    { bootstrapVersion: async (region) => (region === "us-east-1" ? 7 : 8) },
    "cdk bootstrap us-east-1",
    /\(now version 7\): run "npx cdk bootstrap aws:\/\/444455556666\/us-east-1"/,
  ],
  [
    "a new account's quota",
    { concurrentExecutions: async () => 10 },
    "Lambda concurrent executions",
    /may run 10 functions at once, this stage needs 144: ask for a higher quota/,
  ],
  [
    "no certificate",
    { certificate: async (arn) => (arn.includes("us-east-1") ? undefined : readyAccount().certificate(arn)) },
    "/edge/certificates/public",
    /no such certificate: request one for motcua\.ninhbinh\.gov\.vn/,
  ],
  [
    "a certificate that waits",
    {
      certificate: async (arn) =>
        arn.includes("us-east-1")
          ? readyAccount().certificate(arn)
          : { status: "PENDING_VALIDATION", domains: ["api-origin.motcua.ninhbinh.gov.vn"] },
    },
    "/edge/certificates/origin",
    /not issued \(PENDING_VALIDATION\): add the DNS record/,
  ],
  [
    "a certificate of another domain",
    {
      certificate: async (arn) =>
        arn.includes("us-east-1") ? { status: "ISSUED", domains: ["*.ninhbinh.vn"] } : readyAccount().certificate(arn),
    },
    "/edge/certificates/public",
    /does not cover motcua\.ninhbinh\.gov\.vn \(only \*\.ninhbinh\.vn\)/,
  ],
  [
    "a wildcard that is one label short",
    {
      certificate: async (arn) =>
        arn.includes("us-east-1")
          ? readyAccount().certificate(arn)
          : { status: "ISSUED", domains: ["*.ninhbinh.gov.vn"] },
    },
    "/edge/certificates/origin",
    /does not cover api-origin\.motcua\.ninhbinh\.gov\.vn/,
  ],
  [
    "a mail domain that is not verified",
    { emailIdentity: async () => ({ verified: false }) },
    "/providers/email/sender",
    /verified neither motcua\.ninhbinh\.gov\.vn nor khong-tra-loi@motcua\.ninhbinh\.gov\.vn/,
  ],
  [
    "no mail domain",
    { emailIdentity: async () => undefined },
    "/providers/email/sender",
    /create the identity motcua\.ninhbinh\.gov\.vn and add its DKIM records/,
  ],
  [
    "SES in its sandbox",
    { emailAccount: async () => ({ outOfSandbox: false, maySend: true }) },
    "SES",
    /in its sandbox .*: request production access/,
  ],
  [
    "SES that was stopped",
    { emailAccount: async () => ({ outOfSandbox: true, maySend: false }) },
    "SES",
    /stopped this account from sending/,
  ],
  [
    "a sender name that nobody knows",
    { smsSender: async () => undefined },
    "/providers/sms/sender",
    /NinhBinh is not registered for Viet Nam/,
  ],
  [
    "a sender name that waits",
    { smsSender: async () => ({ registered: false }) },
    "/providers/sms/sender",
    /register it and wait for the operators/,
  ],
  [
    "VNPAY not filled on a later deployment",
    { secret: async (name) => (name.endsWith("/vnpay") ? '{"tmnCode":"UNSET","hashSecret":"x"}' : '{"v1":"y"}') },
    "secret ninhbinh/vnpay",
    /Write the tmnCode and hashSecret that VNPAY gave into the secret ninhbinh\/vnpay/,
  ],
  [
    "VNPAY's secret that is no JSON",
    { secret: async (name) => (name.endsWith("/vnpay") ? "tmn" : '{"v1":"y"}') },
    "secret ninhbinh/vnpay",
    /Write the tmnCode and hashSecret/,
  ],
  [
    "a right that is missing",
    { smsSender: () => Promise.reject(named("AccessDeniedException")) },
    "sms-voice:DescribeSenderIds",
    /could not be asked \(AccessDeniedException\): give the deployer the right sms-voice:DescribeSenderIds/,
  ],
];

describe("the preflight", () => {
  it("finds nothing where nothing is missing", async () => {
    expect(await preflight(readyStage(), readyAccount())).toEqual({ missing: [], afterwards: [] });
  });

  it.each(PLANTED)("names %s alone, and says what to do", async (_, account, about, says) => {
    const { missing } = await preflight(readyStage(), readyAccount(account));
    expect(aboutOf(missing)).toEqual([about]);
    expect(missing[0]?.en).toMatch(says);
    expect(missing[0]?.vi).toMatch(/[àáảãạăâđèéêìíòóôơùúưỳý].*: \p{Ll}/u);
  });

  it("names everything at once", async () => {
    const worst = readyAccount(
      Object.assign({}, ...PLANTED.map(([, account]) => account), { smsSender: async () => undefined }),
    );
    const { missing } = await preflight(readyStage(), worst);
    expect(new Set(aboutOf(missing))).toEqual(
      new Set([
        "/region",
        "cdk bootstrap us-east-1",
        "Lambda concurrent executions",
        "/edge/certificates/origin",
        "/providers/email/sender",
        "SES",
        "/providers/sms/sender",
        "secret ninhbinh/vnpay",
      ]),
    );
  });

  it("takes the address itself for a verified sender where the domain is none", async () => {
    const emailIdentity: AskAws["emailIdentity"] = async (name) =>
      name.includes("@") ? { verified: true } : undefined;
    expect((await preflight(readyStage(), readyAccount({ emailIdentity }))).missing).toEqual([]);
  });

  it("leaves VNPAY's key for afterwards on a first deployment, which makes the secret", async () => {
    const { missing, afterwards } = await preflight(readyStage(), readyAccount({ secret: async () => undefined }));
    expect(missing).toEqual([]);
    expect(aboutOf(afterwards)).toEqual(["secret ninhbinh/vnpay"]);
  });

  it("puts no secret into what it says", async () => {
    const secret = async (name: string) =>
      name.endsWith("/vnpay") ? '{"tmnCode":"UNSET","hashSecret":"canary-of-vnpay"}' : '{"v9":"canary-of-the-edge"}';
    const said = JSON.stringify(await preflight(readyStage(), readyAccount({ secret })));
    expect(said).toContain("/edge/originKey");
    expect(said).not.toContain("canary");
  });

  it.each([
    ["there is not yet", '{"v1":"y"}', ["/edge/originKey"]],
    ["is there beside the old one", '{"v1":"y","v2":"z"}', []],
  ])("looks whether the value that CloudFront is to send %s", async (_, origin, expected) => {
    const stage = readyStage();
    const rotating = { ...stage, edge: stage.edge && { ...stage.edge, originKey: "v2" } };
    const secret: AskAws["secret"] = async (name) => (name.endsWith("/origin") ? origin : readyAccount().secret(name));
    expect(aboutOf((await preflight(rotating, readyAccount({ secret }))).missing)).toEqual(expected);
  });

  it("asks nothing more of an account that is not the stage's, and says so", async () => {
    const { missing } = await preflight(
      readyStage(),
      readyAccount({ account: async () => "999999999999", concurrentExecutions: async () => 1 }),
    );
    expect(aboutOf(missing)).toEqual(["/account", "AWS"]);
    expect(missing[0]?.en).toContain("The credentials are of account 999999999999, the stage's is 444455556666");
  });

  it("asks nothing more without credentials, and says so", async () => {
    const account = () => Promise.reject(named("ExpiredToken"));
    const { missing } = await preflight(readyStage(), readyAccount({ account }));
    expect(aboutOf(missing)).toEqual(["credentials", "AWS"]);
    expect(missing[0]?.en).toContain("no AWS credentials that work (ExpiredToken): sign in");
  });

  it("asks for nothing in us-east-1 where there is no edge", async () => {
    const asked: string[] = [];
    const account = readyAccount({
      bootstrapVersion: async (region) => asked.push(region) && 21,
      certificate: async (arn) => asked.push(arn) as never,
    });
    expect((await preflight(withoutEdge(readyStage()), account)).missing).toEqual([]);
    expect(asked).toEqual(["ap-southeast-1"]);
  });
});

describe("the secret of a merchant", () => {
  /** An account in which one member of a merchant's secret was changed. */
  const accountWith = (id: string, change: Record<string, string | undefined>) =>
    readyAccount({
      secret: async (name) =>
        name.endsWith(`/${id}`) ? JSON.stringify({ ...WRITTEN[id], ...change }) : readyAccount().secret(name),
    });
  const members = Object.entries(WRITTEN).flatMap(([id, secret]) => Object.keys(secret).map((member) => [id, member]));

  it("is asked for of every provider that the stage has, and is enough when it is written", async () => {
    const asked: string[] = [];
    const secret: AskAws["secret"] = async (name) => {
      asked.push(name);
      return readyAccount().secret(name);
    };
    const found = await preflight(withEveryProvider(), readyAccount({ secret }));
    expect(found).toEqual({ missing: [], afterwards: [] });
    expect(asked.sort()).toEqual([
      "ninhbinh/esms",
      "ninhbinh/momo",
      "ninhbinh/origin",
      "ninhbinh/payos",
      "ninhbinh/vnpay",
    ]);
  });

  it.each(members)("of %s is missing while its %s is not written, and is named whole", async (id = "", member = "") => {
    for (const value of ["UNSET", "", undefined]) {
      const { missing, afterwards } = await preflight(withEveryProvider(), accountWith(id, { [member]: value }));
      expect([aboutOf(missing), afterwards]).toEqual([[`secret ninhbinh/${id}`], []]);
      expect(missing[0]?.en).toContain(member);
      expect(missing[0]?.vi).toMatch(new RegExp(`^Ghi .*${member}.* cấp vào bí mật`));
    }
  });

  it("is not asked for where the stage has no such provider", async () => {
    const account = readyAccount({
      secret: async (name) =>
        /payos|momo|esms/.test(name) ? Promise.reject(named("Asked")) : readyAccount().secret(name),
    });
    expect(await preflight(readyStage(), account)).toEqual({ missing: [], afterwards: [] });
  });

  it("is left for afterwards on a first deployment, which makes it", async () => {
    const account = readyAccount({ secret: async () => undefined });
    const { missing, afterwards } = await preflight(withEveryProvider(), account);
    expect(missing).toEqual([]);
    expect(aboutOf(afterwards)).toEqual([
      "secret ninhbinh/vnpay",
      "secret ninhbinh/payos",
      "secret ninhbinh/momo",
      "secret ninhbinh/esms",
    ]);
  });

  it("is in nothing that is said", async () => {
    const told = "told-to-nobody";
    const canaries = { hashSecret: told, apiKey: told, checksumKey: told, accessKey: told, secretKey: told };
    const secret = async () => JSON.stringify(canaries);
    const said = JSON.stringify(await preflight(withEveryProvider(), readyAccount({ secret })));
    expect(said).toContain("secret ninhbinh/momo");
    expect(said).not.toContain(told);
  });
});

describe("a stage file", () => {
  const missingOf = async (stage: Stage) => aboutOf((await preflight(stage, readyAccount())).missing);

  it("that is the sample is refused member by member", async () => {
    expect(await missingOf(loadStage("sample"))).toEqual(
      expect.arrayContaining([
        "/note",
        "/publicOrigin",
        "/edge/originDomain",
        "/edge/certificates/public",
        "/edge/certificates/origin",
        "/issuers/citizen/issuer",
        "/issuers/officer/issuer",
        "/providers/email/sender",
        "/alarms/email",
        "/account",
      ]),
    );
  });

  it("that is a developer's machine is refused", async () => {
    expect(await missingOf(loadStage("local"))).toEqual(expect.arrayContaining(["/publicOrigin", "/account"]));
  });

  it.each(["https://motcua.example.vn", "https://example.com", "https://motcua.example"])(
    "with the domain %s is refused, for nobody owns it",
    async (publicOrigin) => {
      expect(await missingOf(withoutEdge({ ...readyStage(), publicOrigin }))).toEqual(["/publicOrigin"]);
    },
  );

  it("may have a note of its own", async () => {
    expect(await missingOf({ ...readyStage(), note: "Ninh Bình, chính thức" })).toEqual([]);
  });

  it("without an address for alarms, or with VNPAY's sandbox, is deployed with a word about it", async () => {
    const { providers, ...stage } = readyStage({ alarms: {} });
    const trial = {
      ...stage,
      providers: { ...providers, vnpay: { ...providers.vnpay, payUrl: "https://sandbox.vnpayment.vn/pay" } },
    };
    const { missing, afterwards } = await preflight(trial, readyAccount());
    expect(missing).toEqual([]);
    expect(aboutOf(afterwards)).toEqual(["/alarms/email", "/providers/vnpay/payUrl"]);
  });

  it.each([
    ["vnpay", { apiUrl: "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction" }, "VNPAY"],
    ["momo", { apiUrl: "https://test-payment.momo.vn" }, "MoMo"],
  ] as const)("that asks %s in its sandbox is deployed with a word about it", async (id, sandbox, name) => {
    const stage = withEveryProvider();
    const trial = { ...stage, providers: { ...stage.providers, [id]: { ...stage.providers[id], ...sandbox } } };
    const { missing, afterwards } = await preflight(trial as Stage, readyAccount());
    expect(missing).toEqual([]);
    expect(aboutOf(afterwards)).toEqual([`/providers/${id}/apiUrl`]);
    expect(afterwards[0]?.en).toContain(`${name}'s sandbox: no real money`);
  });
});
