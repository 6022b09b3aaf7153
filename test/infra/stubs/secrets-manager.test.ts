import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, describe, expect, it } from "vitest";
import { createMomoStub } from "../../../infra/local/stubs/momo/momo.ts";
import { createPayosStub } from "../../../infra/local/stubs/payos/payos.ts";
import { createSecretsManagerStub } from "../../../infra/local/stubs/secrets-manager.ts";
import { createVnpayStub } from "../../../infra/local/stubs/vnpay/vnpay.ts";
import { startStubWorld } from "./stub-world.ts";

const KEYS = {
  arn: "arn:aws:secretsmanager:x:1:secret:local/dossier-keys",
  name: "local/dossier-keys",
  value: '{"lookup":"a"}',
};
const VNPAY = {
  arn: "arn:aws:secretsmanager:x:1:secret:local/vnpay",
  name: "local/vnpay",
  value: '{"tmnCode":"UNSET","hashSecret":"x"}',
};
const PAYOS = {
  arn: "arn:aws:secretsmanager:x:1:secret:local/payos",
  name: "local/payos",
  value: '{"clientId":"UNSET"}',
};
const MOMO = {
  arn: "arn:aws:secretsmanager:x:1:secret:local/momo",
  name: "local/momo",
  value: '{"partnerCode":"UNSET"}',
};
/** Only the end of a name says whose secret it is. */
const OTHER = { arn: "arn:aws:secretsmanager:x:1:secret:momo/keys", name: "momo/not-vnpay", value: "own" };
const EMPTY = { arn: "arn:empty", name: "local/empty", value: undefined };

const open = async (stateDir?: string) => {
  const world = await startStubWorld(
    async (context) => [
      await createSecretsManagerStub(context),
      await createVnpayStub(context),
      await createPayosStub(context),
      await createMomoStub(context),
    ],
    { context: { secrets: [KEYS, VNPAY, PAYOS, MOMO, OTHER, EMPTY], ...(stateDir === undefined ? {} : { stateDir }) } },
  );
  const client = new SecretsManagerClient({
    endpoint: world.origin,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return {
    ...world,
    client,
    read: async (SecretId: string, VersionStage?: string) =>
      (
        await client.send(
          new GetSecretValueCommand({ SecretId, ...(VersionStage === undefined ? {} : { VersionStage }) }),
        )
      ).SecretString,
    rotate: (name: string, body: unknown) => world.send("PUT", `/local/secrets/${name}`, body),
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(() => world.stop());

const ABSENT = { name: "ResourceNotFoundException" };

describe("Secrets Manager's stand-in", () => {
  it("reads a secret by name and by ARN", async () => {
    world = await open();
    expect(await world.read(KEYS.name)).toBe(KEYS.value);
    expect(await world.read(KEYS.arn, "AWSCURRENT")).toBe(KEYS.value);
  });

  it("holds for VNPAY what the provider's page says", async () => {
    world = await open();
    const merchant = await (await world.get("/local/vnpay/merchant")).json();
    expect(JSON.parse((await world.read(VNPAY.name)) ?? "")).toEqual(merchant);
    expect(merchant).toEqual({ tmnCode: "MOTCUA01", hashSecret: expect.stringMatching(/^[A-Z0-9]{32}$/) });
  });

  it("holds for payOS and MoMo what their stand-ins hold, each field of the template filled", async () => {
    world = await open();
    const shown = async (name: string) => (await world.get(`/local/${name}/merchant`)).json();
    const payos = JSON.parse((await world.read(PAYOS.name)) ?? "");
    const momo = JSON.parse((await world.read(MOMO.arn)) ?? "");
    expect([payos, momo]).toEqual([await shown("payos"), await shown("momo")]);
    expect(payos).toEqual({
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      apiKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksumKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      accountNumber: expect.stringMatching(/^\d+$/),
    });
    expect(momo).toEqual({
      partnerCode: "MOMOMOTCUA",
      accessKey: expect.stringMatching(/^\w{16}$/),
      secretKey: expect.stringMatching(/^\w{32}$/),
    });
    expect(await world.read(OTHER.name)).toBe("own");
  });

  it.each([VNPAY, PAYOS, MOMO])("rotates the secret of $name", async ({ name }) => {
    world = await open();
    const before = await world.read(name);
    expect((await world.rotate(name, { pending: "next" })).status).toBe(200);
    expect([await world.read(name), await world.read(name, "AWSPENDING")]).toEqual([before, "next"]);
    await world.rotate(name, { promote: true });
    expect([await world.read(name), await world.read(name, "AWSPREVIOUS")]).toEqual(["next", before]);
  });

  it("knows no other secret, no empty one, and no pending value before a rotation", async () => {
    world = await open();
    await expect(world.read("other")).rejects.toMatchObject(ABSENT);
    await expect(world.read(EMPTY.name)).rejects.toMatchObject(ABSENT);
    await expect(world.read(KEYS.name, "AWSPENDING")).rejects.toMatchObject(ABSENT);
    expect((await world.rotate("other", { pending: "x" })).status).toBe(404);
  });

  it("stages a pending value beside the current one and promotes it, over a restart too", async () => {
    world = await open();
    expect((await world.rotate(KEYS.name, { pending: "new" })).status).toBe(200);
    expect([await world.read(KEYS.name), await world.read(KEYS.name, "AWSPENDING")]).toEqual([KEYS.value, "new"]);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(await world.read(KEYS.name, "AWSPENDING")).toBe("new");
    await world.rotate(encodeURIComponent(KEYS.name), { promote: true });
    expect([await world.read(KEYS.name), await world.read(KEYS.name, "AWSPREVIOUS")]).toEqual(["new", KEYS.value]);
    await expect(world.read(KEYS.name, "AWSPENDING")).rejects.toMatchObject(ABSENT);
    await world.stop();
    world = await open(stateDir);
    expect(await world.read(KEYS.name)).toBe("new");
  });

  it("takes a value by PutSecretValue", async () => {
    world = await open();
    await world.client.send(
      new PutSecretValueCommand({ SecretId: KEYS.arn, SecretString: "b", VersionStages: ["AWSPENDING"] }),
    );
    expect([await world.read(KEYS.name), await world.read(KEYS.name, "AWSPENDING")]).toEqual([KEYS.value, "b"]);
    await world.client.send(new PutSecretValueCommand({ SecretId: KEYS.arn, SecretString: "c" }));
    expect(await world.read(KEYS.name)).toBe("c");
  });

  it("promotes nothing where nothing is pending", async () => {
    world = await open();
    expect((await world.rotate(KEYS.name, { promote: true })).status).toBe(400);
  });
});
