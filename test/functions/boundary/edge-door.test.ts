import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { http } from "../../../functions/boundary/http.ts";
import { handler as health } from "../../../functions/portal/health.ts";
import { createSecretsManagerStub } from "../../../infra/local/stubs/secrets-manager.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { startStubWorld } from "../../infra/stubs/stub-world.ts";
import { OPERATIONS } from "../../infra/template/operations.ts";
import { withLog } from "./captured-log.ts";

const CURRENT = "Current0".repeat(8);
const PREVIOUS = "Previous".repeat(8);
const NEXT = "NextNext".repeat(8);
const WRONG = "WrongOne".repeat(8);
const SECRET = {
  arn: "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:test/origin",
  name: "test/origin",
  value: JSON.stringify({ v1: PREVIOUS, v2: CURRENT }),
};

let world: Awaited<ReturnType<typeof startStubWorld>>;
beforeAll(async () => {
  world = await startStubWorld(async (context) => [await createSecretsManagerStub(context)], {
    context: { secrets: [SECRET] },
  });
  vi.stubEnv("ORIGIN_SECRET", SECRET.arn);
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("RELEASE", "1.2.3");
  vi.stubEnv("AWS_REGION", "ap-southeast-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "id");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "key");
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", world.origin);
});
afterAll(() => world.stop());

const seen: unknown[] = [];
const moving = http(
  { identity: "citizen", body: z.strictObject({}), command: true },
  () => ({}),
  ({ sourceIp }) => {
    seen.push(sourceIp);
    return { status: 200 };
  },
);

/** Asks with a value at the origin's header; every line that was logged meanwhile comes with it. */
const ask = async (
  value: string | undefined,
  handler: typeof health = health,
  headers: Record<string, string> = {},
) => {
  const given = { ...headers, ...(value === undefined ? {} : { "x-origin-secret": value }) };
  const { result, lines } = await withLog(() => handler(httpEvent({ method: "GET", headers: given }), NO_CONTEXT));
  return { status: result.statusCode, headers: result.headers, text: String(result.body), lines };
};

describe("behind the edge", () => {
  it("a function without token or data answers the current and the previous value", async () => {
    expect((await ask(CURRENT)).status).toBe(200);
    expect((await ask(PREVIOUS)).status).toBe(200);
  });

  it.each([
    ["no value", undefined],
    ["a wrong value", WRONG],
  ])("refuses %s with 403, in the caller's language, before it looks at anything else", async (_, value) => {
    const answer = await ask(value, moving);
    expect(answer.status).toBe(403);
    expect(answer.headers?.["content-type"]).toContain("application/problem+json");
    expect(JSON.parse(answer.text)).toMatchObject({
      type: expect.stringMatching(/\/problems\/edge-bypassed$/),
      title: "Không nhận yêu cầu ở địa chỉ này",
    });
    const english = await ask(value, moving, { "accept-language": "en" });
    expect(JSON.parse(english.text).title).toBe("Requests are not taken at this address");
    expect(seen).toEqual([]);
  });

  it("says in the log that a value was wrong, for the alarm, and nothing of the kind where there was none", async () => {
    const codes = async (value?: string) => (await ask(value)).lines.map(({ code }) => code);
    expect(await codes(WRONG)).toEqual(["origin-secret-wrong", "request-refused"]);
    expect(await codes()).toEqual(["request-refused"]);
    expect(await codes(CURRENT)).toEqual([]);
  });

  it("puts no value into a log or an answer, neither a wrong nor a right one", async () => {
    const all = [await ask(WRONG), await ask(CURRENT), await ask(PREVIOUS), await ask(WRONG, moving)];
    const said = JSON.stringify(all);
    for (const value of [WRONG, CURRENT, PREVIOUS]) expect(said).not.toContain(value);
    expect(said).toContain("edge-bypassed");
  });

  it("asks the caller for a token only after the edge has let the request through", async () => {
    expect((await ask(CURRENT, moving)).status).toBe(401);
  });

  it.each(OPERATIONS.filter(({ route }) => route !== undefined))(
    "$route refuses who went round it",
    async ({ operation }) => {
      const { handler } = await import(resolve(import.meta.dirname, `../../../functions/${operation}.ts`));
      expect((await ask(undefined, handler)).text).toContain("edge-bypassed");
      expect((await ask(WRONG, handler)).status).toBe(403);
    },
  );

  it("goes through a rotation without refusing what the edge sends", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 });
    try {
      await world.send("PUT", `/local/secrets/${SECRET.name}`, { current: JSON.stringify({ v2: CURRENT, v3: NEXT }) });
      expect((await ask(CURRENT)).status).toBe(200);
      expect((await ask(NEXT)).status).toBe(200);
      expect((await ask(CURRENT)).status).toBe(200);
      expect((await ask(PREVIOUS)).status).toBe(403);
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes the caller's address from what the edge wrote", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9, 127.0.0.1", "x-origin-secret": CURRENT, "idempotency-key": "k" };
    const claims = { sub: "s", name: "n" };
    expect((await moving(httpEvent({ headers, claims, body: "{}" }), NO_CONTEXT)).statusCode).toBe(200);
    expect(seen).toEqual(["203.0.113.9"]);
  });
});
