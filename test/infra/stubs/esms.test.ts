import { afterEach, describe, expect, it } from "vitest";
import { createEsmsStub } from "../../../infra/local/stubs/esms/esms.ts";
import { type Message, messageSinkOf } from "../../../infra/local/stubs/message-sink.ts";
import { createSecretsManagerStub } from "../../../infra/local/stubs/secrets-manager.ts";
import { esmsProvider } from "../../../shared/adapters/esms/provider.ts";
import { parseEsmsReport } from "../../../shared/adapters/esms/report.ts";
import type { Sms } from "../../../shared/domain/notifications/render-sms.ts";
import { aVault } from "../../fakes/vault.ts";
import { startStubWorld } from "./stub-world.ts";

const REFERENCE = "0f8fad5bd9cb469fa16570867728950e:3";
const SMS: Sms = {
  to: "+84912345678",
  body: "HS 1 da duoc tiep nhan",
  wording: "accepted.vi.1",
  encoding: "gsm-7",
  parts: 1,
};
const REPORTS = "/v1/notifications/esms/reports/";

const open = async (stateDir?: string) => {
  const heard: { token: string; rawQuery: string; at: string }[] = [];
  const log: string[] = [];
  const context = {
    environmentOf: (operation: string): Record<string, string> =>
      operation === "deliver-sms" ? { SMS_SENDER: "MOTCUA" } : {},
    log: (text: string) => log.push(text),
    secrets: [{ arn: "arn:esms", name: "local/esms", value: undefined }],
    ...(stateDir === undefined ? {} : { stateDir }),
  };
  const world = await startStubWorld(
    async (given) => [await createEsmsStub(given), await createSecretsManagerStub(given)],
    {
      context,
      other: (request, response, url) => {
        if (request.method !== "GET" || !url.pathname.startsWith(REPORTS)) return false;
        const token = url.pathname.slice(REPORTS.length);
        heard.push({ token, rawQuery: url.search.slice(1), at: "2026-11-27T01:30:00.000Z" });
        response.writeHead(200).end();
        return true;
      },
    },
  );
  // A stub calls nobody but its own origin, which is known only now.
  world.context.origin = world.origin;
  const account = (await (await world.get("/local/esms/account")).json()) as Record<string, string>;
  const providerWith = (more: { secret?: Record<string, string>; brandname?: string; origin?: string } = {}) =>
    esmsProvider({
      secrets: aVault({ AWSCURRENT: JSON.stringify({ ...account, ...more.secret }) }).secrets,
      secretId: "local/esms",
      apiUrl: `${world.origin}/local/esms`,
      brandname: more.brandname ?? "MOTCUA",
      origin: more.origin ?? world.origin,
      patienceMs: 400,
    });
  const sink = messageSinkOf(world.context);
  return {
    ...world,
    account,
    log,
    heard,
    sink,
    providerWith,
    provider: providerWith(),
    messages: (): readonly Message[] => sink.messages(),
    /** Waits for one report more. */
    report: async () => {
      await expect.poll(() => heard.length, { timeout: 3_000 }).toBeGreaterThan(0);
      const report = heard.shift();
      return report && parseEsmsReport(report, [account.callbackKey ?? ""]);
    },
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(() => world.stop());

const error = (work: Promise<unknown> | undefined) =>
  Promise.resolve(work).then(
    () => "no error",
    ({ name, message }: Error) => `${name} ${message}`,
  );

describe("the stand-in of eSMS", () => {
  it("takes a message, shows it under our reference, and reports it to our address", async () => {
    world = await open();
    const { providerMessageId } = await world.provider.send(SMS, REFERENCE);
    expect(world.messages()).toMatchObject([
      { id: providerMessageId, reference: REFERENCE, channel: "sms", to: "+84912345678", body: SMS.body },
    ]);
    expect(await world.report()).toMatchObject({ receipt: { reference: REFERENCE, outcome: "delivered" } });
  });

  it("takes a RequestId once, and finds it by its campaign", async () => {
    world = await open();
    const taken = await world.provider.send(SMS, REFERENCE);
    expect(await world.provider.send(SMS, REFERENCE)).toEqual(taken);
    expect(await world.provider.find?.(REFERENCE)).toEqual(taken);
    expect(await world.provider.find?.("other:3")).toBe("unknown");
    expect(world.messages()).toHaveLength(1);
    await world.provider.send(SMS, "other:3");
    expect(world.messages()).toHaveLength(2);
  });

  it("knows its account and messages after a restart", async () => {
    world = await open();
    const { account } = world;
    const taken = await world.provider.send(SMS, REFERENCE);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(world.account).toEqual(account);
    expect(await world.provider.send(SMS, REFERENCE)).toEqual(taken);
  });

  it.each([
    ["failed", "bounced"],
    ["refused", "bounced"],
  ])("reports what it is told to: %s", async (outcome, expected) => {
    world = await open();
    expect((await world.send("PUT", "/local/esms/outcome", { outcome })).status).toBe(200);
    await world.provider.send(SMS, REFERENCE);
    expect(await world.report()).toMatchObject({ receipt: { outcome: expected } });
  });

  it("keeps silent where it is told to, and refuses to be told anything else", async () => {
    world = await open();
    await world.send("PUT", "/local/esms/outcome", { outcome: "none" });
    await world.provider.send(SMS, REFERENCE);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(world.heard).toEqual([]);
    expect((await world.send("PUT", "/local/esms/outcome", { outcome: "lost" })).status).toBe(400);
  });

  it("says that a message was refused before, and lists it as none of ours", async () => {
    world = await open();
    await world.send("PUT", "/local/esms/outcome", { outcome: "refused" });
    await world.provider.send(SMS, REFERENCE);
    expect(await error(world.provider.send(SMS, REFERENCE))).toBe("MessageRefused esms-124-refused");
    expect(await world.provider.find?.(REFERENCE)).toBe("unknown");
  });

  it("refuses other keys, another sender, a number abroad, and words that do not fit", async () => {
    world = await open();
    const refused = async (expected: string, sms = SMS, more: Parameters<typeof world.providerWith>[0] = {}) =>
      expect(await error(world.providerWith(more).send(sms, REFERENCE))).toBe(expected);
    await refused("ProviderFault esms-101", SMS, { secret: { apiKey: "X" } });
    await refused("ProviderFault esms-101", SMS, { secret: { secretKey: "X" } });
    await refused("ProviderFault esms-104", SMS, { brandname: "OTHER" });
    await refused("MessageRefused esms-108", { ...SMS, to: "+4915112345678" });
    await refused("ProviderFault invalid-request", { ...SMS, body: "" });
    await refused("ProviderFault invalid-request", { ...SMS, body: "x".repeat(613) });
    await refused("ProviderFault invalid-request", { ...SMS, body: "ệ".repeat(269), encoding: "ucs-2" });
    const gsm7 = { ...SMS, body: "Hồ sơ đã được tiếp nhận", encoding: "gsm-7" as const };
    await refused("ProviderFault invalid-request", gsm7);
    expect(await error(world.providerWith({ secret: { apiKey: "X" } }).find?.(REFERENCE))).toBe(
      "ProviderFault esms-101",
    );
    expect(world.messages()).toEqual([]);
    await world.provider.send({ ...SMS, body: "Hồ sơ đã được tiếp nhận", encoding: "ucs-2" }, REFERENCE);
    expect(world.messages()).toHaveLength(1);
  });

  it("calls nobody outside this machine", async () => {
    world = await open();
    await world.providerWith({ origin: "https://dvc.example.vn" }).send(SMS, REFERENCE);
    expect(world.log).toEqual(["esms: the message's CallbackUrl is not of this origin, nobody is told"]);
  });

  it.each([
    ["reject", "MessageRefused esms-99", 0, "unknown"],
    ["5xx", "ProviderFault fault", 0, "ProviderFault fault"],
    ["hang", "OutcomeUnknown timeout", 0, "ProviderFault timeout"],
    ["accept-then-hang", "OutcomeUnknown timeout", 1, "found"],
  ] as const)("meets the fault %s of the channel as the provider would", async (mode, expected, sent, found) => {
    world = await open();
    world.sink.setFault({ channel: "sms", mode, rate: 1 });
    expect(await error(world.provider.send(SMS, REFERENCE))).toBe(expected);
    expect(world.messages()).toHaveLength(sent);
    const asked = await world.provider.find?.(REFERENCE).catch(({ name, message }: Error) => `${name} ${message}`);
    expect(typeof asked === "object" ? "found" : asked).toBe(found);
  });

  it("is where the template's secret of eSMS comes from", async () => {
    world = await open();
    const answer = await fetch(world.origin, {
      method: "POST",
      headers: { "x-amz-target": "secretsmanager.GetSecretValue" },
      body: JSON.stringify({ SecretId: "local/esms" }),
    });
    const { SecretString } = (await answer.json()) as { SecretString: string };
    expect(JSON.parse(SecretString)).toEqual(world.account);
  });
});
