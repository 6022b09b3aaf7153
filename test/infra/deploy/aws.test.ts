import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { askAws } from "../../../infra/deploy/aws.ts";
import { preflight } from "../../../infra/deploy/preflight.ts";
import { ACCOUNT, readyStage } from "./ready.ts";

type Answer = { status?: number; json?: unknown; xml?: string };
const absent = (type: string): Answer => ({ status: 400, json: { __type: type, message: "there is none" } });

/** What the account has, by what is asked; each test plants its own over this. */
const READY: Record<string, (body: string) => Answer> = {
  "sts GetCallerIdentity": () => ({
    xml: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/deployer</Arn><UserId>AIDA</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  }),
  "ssm AmazonSSM.GetParameter": () => ({
    json: { Parameter: { Name: "/cdk-bootstrap/hnb659fds/version", Value: "21" } },
  }),
  "lambda GET /2016-08-19/account-settings": () => ({ json: { AccountLimit: { ConcurrentExecutions: 1000 } } }),
  "acm CertificateManager.DescribeCertificate": () => ({
    json: {
      Certificate: {
        Status: "ISSUED",
        SubjectAlternativeNames: ["motcua.ninhbinh.gov.vn", "*.motcua.ninhbinh.gov.vn"],
      },
    },
  }),
  "ses GET /v2/email/account": () => ({ json: { ProductionAccessEnabled: true, SendingEnabled: true } }),
  "ses GET /v2/email/identities/motcua.ninhbinh.gov.vn": () => ({ json: { VerifiedForSendingStatus: true } }),
  "ses GET /v2/email/identities/khong-tra-loi%40motcua.ninhbinh.gov.vn": () => ({
    status: 404,
    json: { __type: "NotFoundException", message: "there is none" },
  }),
  "sms-voice PinpointSMSVoiceV2.DescribeSenderIds": () => ({
    json: { SenderIds: [{ SenderId: "NinhBinh", IsoCountryCode: "VN", Registered: true }] },
  }),
  "secretsmanager secretsmanager.GetSecretValue": (body) => ({
    json: {
      SecretString: JSON.stringify(
        body.includes("ninhbinh/vnpay") ? { tmnCode: "MOTCUA01", hashSecret: "x" } : { v1: "y".repeat(64) },
      ),
    },
  }),
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
};

const asked: { what: string; region: string; body: string }[] = [];
let planted: Record<string, (body: string) => Answer> = {};
const server = createServer(async (request, response) => {
  const body = await textOf(request);
  // Credential=<key>/<date>/<region>/<service>/aws4_request
  const [, , region = "", service = ""] = (
    /Credential=([^,]+)/.exec(request.headers.authorization ?? "")?.[1] ?? ""
  ).split("/");
  const target =
    request.headers["x-amz-target"] ??
    new URLSearchParams(body).get("Action") ??
    `${request.method} ${(request.url ?? "").replace(/\/$/, "")}`;
  const what = `${service} ${target}`;
  asked.push({ what, region, body });
  const {
    status = 200,
    json,
    xml,
  } = (planted[what] ?? READY[what])?.(body) ?? { status: 501, json: { __type: "NotImplemented", message: what } };
  response.writeHead(status, { "content-type": xml ? "text/xml" : "application/x-amz-json-1.1" });
  response.end(xml ?? JSON.stringify(json));
});
let endpoint = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIATEST");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test-only");
});
afterAll(() => void server.close());

const found = async (plant: typeof planted = {}) => {
  planted = plant;
  asked.length = 0;
  return preflight(readyStage(), askAws("ap-southeast-1", endpoint));
};

describe("the preflight over AWS's own protocols", () => {
  it("finds nothing in an account that is ready, having asked each service in the right region", async () => {
    expect(await found()).toEqual({ missing: [], afterwards: [] });
    const regions = (what: string) =>
      asked
        .filter((one) => one.what === what)
        .map(({ region }) => region)
        .sort();
    expect(regions("ssm AmazonSSM.GetParameter")).toEqual(["ap-southeast-1", "us-east-1"]);
    expect(regions("acm CertificateManager.DescribeCertificate")).toEqual(["ap-southeast-1", "us-east-1"]);
    expect(new Set(asked.map(({ what }) => what))).toEqual(new Set(Object.keys(READY)));
  });

  it("only reads", () => {
    for (const { what } of asked) expect(what).toMatch(/ (GET |[\w.]*\.?(Get|Describe))/);
  });

  it("takes each service's way of saying that there is none", async () => {
    const { missing, afterwards } = await found({
      "ssm AmazonSSM.GetParameter": () => absent("ParameterNotFound"),
      "acm CertificateManager.DescribeCertificate": () => absent("ResourceNotFoundException"),
      "ses GET /v2/email/identities/motcua.ninhbinh.gov.vn": () => ({
        status: 404,
        json: { __type: "NotFoundException" },
      }),
      "sms-voice PinpointSMSVoiceV2.DescribeSenderIds": () => absent("ResourceNotFoundException"),
      "secretsmanager secretsmanager.GetSecretValue": () => absent("ResourceNotFoundException"),
    });
    expect(missing.map(({ about }) => about)).toEqual([
      "cdk bootstrap ap-southeast-1",
      "cdk bootstrap us-east-1",
      "/edge/certificates/public",
      "/edge/certificates/origin",
      "/providers/email/sender",
      "/providers/sms/sender",
    ]);
    expect(afterwards.map(({ about }) => about)).toEqual(["secret ninhbinh/vnpay"]);
  });

  it("names the right that a refusal is about", async () => {
    const { missing } = await found({
      "acm CertificateManager.DescribeCertificate": () => absent("AccessDeniedException"),
    });
    expect(missing.map(({ about, en }) => [about, /\((\w+)\)/.exec(en)?.[1]])).toEqual([
      ["acm:DescribeCertificate", "AccessDeniedException"],
    ]);
  });

  it("says that credentials which AWS does not take are none", async () => {
    const { missing } = await found({
      "sts GetCallerIdentity": () => ({
        status: 403,
        xml: "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>expired</Message></Error><RequestId>r</RequestId></ErrorResponse>",
      }),
    });
    expect(missing.map(({ about }) => about)).toEqual(["credentials", "AWS"]);
    expect(missing[0]?.en).toMatch(/\(ExpiredToken\w*\)/);
  });
});
