import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../../infra/local/stack.ts";
import { writeTinyAssembly } from "./tiny-assembly.ts";

const folder = mkdtempSync(join(tmpdir(), "mot-cua-runner-"));
const stateDir = join(folder, "state");
const assembly = writeTinyAssembly(join(folder, "cdk.out"));
const start = (): Promise<Stack> => startStack({ port: 0, stateDir, assembly });

let stack: Stack;
beforeAll(async () => {
  stack = await start();
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
  const response = await fetch(`${stack.origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
};
const local = (method: string, path: string, body?: object) =>
  call(method, `/local/${path}`, {}, body === undefined ? undefined : JSON.stringify(body));

const done = (id: string) =>
  expect.poll(async () => (await call("GET", `/items/${id}`)).body, { timeout: 8_000, interval: 50 });

describe("the stack", () => {
  it("carries a change from the gateway through table, stream and queue to the last function", async () => {
    const { status, headers } = await call("PUT", "/items/one");
    expect(status).toBe(201);
    expect(headers.get("x-origin")).toBe(stack.origin);
    await done("one").toEqual({ done: "1", by: "stream" });
    expect(readFileSync(join(stateDir, "logs", "api.log"), "utf8")).toContain("put one");
  });

  it("delivers again only the message that its consumer reported", async () => {
    await call("PUT", "/items/flaky");
    await done("flaky").toEqual({ done: "2", by: "stream" });
  });

  it("hands events of the bus to the targets of their rule", async () => {
    await stack.putEvent({ source: "other", "detail-type": "x", detail: { id: "unheard", by: "bus" } });
    await stack.putEvent({ source: "tiny", "detail-type": "x", detail: { id: "heard", by: "bus" } });
    await done("heard").toEqual({ done: "1", by: "bus" });
    expect((await call("GET", "/items/unheard")).status).toBe(404);
  });

  it("lets nobody in without a token of the issuer, and hands on the claims as text", async () => {
    expect((await call("GET", "/private")).body).toEqual({ message: "Unauthorized" });
    expect((await call("GET", "/private", { authorization: "Bearer x.y.z" })).status).toBe(401);
    const token = async (claims: object) => {
      const { body } = await local("POST", "token", { claims });
      return `Bearer ${body.access_token}`;
    };
    const mine = await call("GET", "/private", { authorization: await token({ sub: "lan", groups: ["a", "b"] }) });
    expect(mine.body).toMatchObject({ claims: { sub: "lan", groups: "[a b]" }, scopes: null });
    for (const wrong of [{ aud: "other" }, { exp: 1 }, { nbf: 9_999_999_999 }, { iss: "https://elsewhere" }])
      expect((await call("GET", "/private", { authorization: await token({ sub: "lan", ...wrong }) })).status).toBe(
        401,
      );
  });

  it("answers in the gateway's words for a route that is not there, a fault, a timeout and a huge body", async () => {
    expect(await call("GET", "/nowhere")).toMatchObject({ status: 404, body: { message: "Not Found" } });
    expect(await call("GET", "/broken")).toMatchObject({ status: 500, body: { message: "Internal Server Error" } });
    expect(await call("GET", "/slow")).toMatchObject({ status: 503, body: { message: "Service Unavailable" } });
    const huge = "x".repeat(10 * 1024 * 1024 + 1);
    expect(await call("PUT", "/items/huge", {}, huge)).toMatchObject({
      status: 413,
      body: { message: "Request Entity Too Large" },
    });
  });

  it("refuses a head over 10 240 bytes and hands on a path just below it", async () => {
    const tooLarge = { status: 431, body: { message: "Request Header Fields Too Large" } };
    expect(await call("GET", `/nowhere/${"x".repeat(9_000)}`)).toMatchObject({ status: 404 });
    expect(await call("GET", `/nowhere/${"x".repeat(11_000)}`)).toMatchObject(tooLarge);
    expect(await call("GET", `/nowhere/${"x".repeat(40_000)}`)).toMatchObject(tooLarge);
    expect(await call("GET", "/items/one", { "x-one": "x".repeat(11_000) })).toMatchObject(tooLarge);
  });

  it("takes a path of two slashes for a path and no token from a header sent twice", async () => {
    for (const path of ["//items/one", "//", "///local/clock"])
      expect(await call("GET", path)).toMatchObject({ status: 404, body: { message: "Not Found" } });
    const { body } = await local("POST", "token", { claims: { sub: "lan" } });
    const bearer = `Bearer ${body.access_token}`;
    const { host } = new URL(stack.origin);
    const sent = (...tokens: string[]) =>
      new Promise((resolve, reject) => {
        const headers = ["host", host, ...tokens.flatMap((token) => ["authorization", token])];
        get(`${stack.origin}/private`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on("error", reject);
      });
    expect(await sent(bearer)).toBe(200);
    expect(await sent(bearer, bearer)).toBe(401);
  });

  it("signs for a function with the template's key", async () => {
    const { body } = await call("GET", "/seals/one");
    const key = createPublicKey({ key: Buffer.from(body.publicKey, "base64"), format: "der", type: "spki" });
    expect(verify("sha256", Buffer.from("one"), key, Buffer.from(body.signature, "base64"))).toBe(true);
  });

  it("ends a function right before a call when told to, and the work is done all the same", async () => {
    const relay = { function: "relay", service: "sqs", call: 1 };
    const worker = { function: "worker", service: "dynamodb", call: 1 };
    expect((await local("POST", "kills", relay)).body).toEqual({ id: 1, ...relay, spent: false });
    await local("POST", "kills", worker);
    await call("PUT", "/items/killed");
    await done("killed").toEqual({ done: "2", by: "stream" });
    const both = [relay, worker].map((order, at) => ({ id: at + 1, ...order, spent: true }));
    expect((await local("GET", "kills")).body).toEqual(both);
  });

  it("does not call an order spent whose call never came, and refuses one that cannot come", async () => {
    await local("POST", "kills", { function: "relay", service: "sqs", call: 99 });
    await call("PUT", "/items/spared");
    await done("spared").toEqual({ done: "1", by: "stream" });
    const kills = (await local("GET", "kills")).body;
    expect(kills.at(-1)).toMatchObject({ function: "relay", call: 99, spent: false });
    for (const wrong of [{ function: "nobody" }, { service: "toString" }, { call: 0 }, { call: 1.5 }])
      expect((await local("POST", "kills", { function: "api", service: "sqs", call: 1, ...wrong })).status).toBe(400);
    expect((await local("GET", "kills")).body).toHaveLength(kills.length);
  });

  it("fires schedules of both kinds on a jump forward and on demand, not on a jump back", async () => {
    const [job, other] = (await local("GET", "jobs")).body;
    expect([job, other]).toMatchObject([{ expression: "cron(0 1 * * ? *)" }, { expression: "rate(1 day)" }]);
    expect((await local("PUT", "clock", { now: "2021-01-04T08:00:00+07:00" })).body.runs).toEqual([]);
    const { now } = (await local("GET", "clock")).body;
    expect(now).toMatch(/^2021-01-04T01:00/);
    const jump = await local("PUT", "clock", { now: "2021-02-04T08:00:00+07:00" });
    expect(jump.body.runs).toEqual([job, other].map(({ name }) => ({ name, ok: true })));
    await done("nightly").toEqual({ done: "1", by: "schedule" });
    await done("daily").toEqual({ done: "1", by: "scheduler" });
    expect((await local("POST", `jobs/${job.name}`)).body).toEqual({ name: job.name, ok: true });
    expect((await local("POST", "jobs/nothing")).status).toBe(404);
    expect((await local("PUT", "clock", { now: "soon" })).status).toBe(400);
    await local("PUT", "clock", { now: null });
  });

  it("shows what waits in the queues", async () => {
    await expect
      .poll(async () => (await local("GET", "queues")).body.queues, { timeout: 8_000 })
      .toEqual([{ name: "work", ready: 0, inFlight: 0, delayed: 0, deadLetter: 0 }]);
    expect((await local("GET", "queues")).body.outbox).toEqual({ pending: 0, oldestSeconds: null });
  });

  it("says in one line that its folder or its port is taken", async () => {
    await expect(startStack({ port: 0, stateDir, assembly })).rejects.toThrow(/in use by another stack/);
    const port = Number(new URL(stack.origin).port);
    await expect(startStack({ port, stateDir: join(folder, "other"), assembly })).rejects.toThrow(/taken/);
  });

  it("keeps its state over a restart and forgets it when told to begin anew", async () => {
    const { publicKey } = (await call("GET", "/seals/one")).body;
    await stack.stop();
    stack = await start();
    expect((await call("GET", "/items/one")).body).toEqual({ done: "1", by: "stream" });
    expect((await call("GET", "/seals/two")).body.publicKey).toBe(publicKey);
    await stack.stop();
    stack = await startStack({ port: 0, stateDir, assembly, fresh: true });
    expect((await call("GET", "/items/one")).status).toBe(404);
  });

  it("refuses a template that asks for what it cannot run", async () => {
    const role = {
      Type: "AWS::IAM::Role",
      Properties: { Policies: [{ PolicyDocument: { Statement: { Effect: "Allow", Action: "kms:GenerateMac" } } }] },
    };
    const broken = writeTinyAssembly(join(folder, "broken"), { role });
    const other = { port: 0, stateDir: join(folder, "other") };
    await expect(startStack({ ...other, assembly: broken })).rejects.toThrow(/kms:GenerateMac/);
    const seal = { Type: "AWS::KMS::Key", Properties: { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" } };
    const foreign = writeTinyAssembly(join(folder, "foreign"), { seal });
    await expect(startStack({ ...other, assembly: foreign })).rejects.toThrow(/seal.*RSA_2048 SIGN_VERIFY/);
    await expect(startStack({ ...other, assembly: join(folder, "nothing") })).rejects.toThrow(/No synthesised/);
  });
});
