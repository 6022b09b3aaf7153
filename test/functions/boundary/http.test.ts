import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type HttpSpec, http } from "../../../functions/boundary/http.ts";
import { lazily } from "../../../functions/boundary/lazily.ts";
import { PageQuery } from "../../../functions/boundary/page.ts";
import { ForeignQuery } from "../../../functions/boundary/query.ts";
import { refuse } from "../../../shared/domain/foundation/refusal.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";

const CITIZEN = { sub: "citizen-lan", name: "Lan", identity_number: "036190001234" };

const seen: unknown[] = [];
const handler = http(
  {
    identity: "citizen",
    body: z.strictObject({ name: z.string().max(10), inner: z.strictObject({ count: z.int() }).optional() }),
    reply: z.object({ name: z.string() }),
    command: true,
  },
  () => ({}),
  (request) => {
    seen.push(request.body);
    return { status: 201, body: { name: request.body.name, secret: "never declared" }, version: 3 };
  },
);

const call = async (given: Parameters<typeof httpEvent>[0] = {}) => {
  const headers = { "idempotency-key": "key", ...given.headers };
  const reply = await handler(httpEvent({ claims: CITIZEN, ...given, headers }), NO_CONTEXT);
  return { ...reply, json: reply.body === undefined ? undefined : JSON.parse(reply.body as string) };
};

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe("the HTTP boundary", () => {
  it("answers what the schema declares and nothing else, with the version as ETag", async () => {
    const reply = await call({ body: '{"name":"Lan"}' });
    expect(reply).toMatchObject({ statusCode: 201, json: { name: "Lan" }, headers: { etag: '"3"' } });
    expect(reply.json).not.toHaveProperty("secret");
  });

  it("reads names in NFC, however they were typed", async () => {
    await call({ body: JSON.stringify({ name: "Hòa".normalize("NFD") }) });
    expect(seen.at(-1)).toEqual({ name: "Hòa".normalize("NFC") });
  });

  it.each([
    ["malformed JSON", { body: "{" }, 400, "malformed-json"],
    ["no body", {}, 400, "malformed-json"],
    ["a body of 300 KB", { body: JSON.stringify({ name: "x".repeat(300_000) }) }, 413, "body-too-large"],
    ["nesting beyond 32", { body: deep(33) }, 400, "malformed-json"],
    ["a hostile member", { body: '{"__proto__":{"x":1}}' }, 400, "body-invalid"],
    ["half a character", { body: '{"name":"A\\ud800"}' }, 400, "malformed-json"],
    ["half a character in a member's name", { body: '{"\\udfff":1}' }, 400, "malformed-json"],
    ["a number beyond exactness", { body: '{"name":"a","inner":{"count":9007199254740993}}' }, 400, "malformed-json"],
    ["a number that no table holds", { body: '{"name":"a","inner":{"count":1e200}}' }, 400, "malformed-json"],
    ["a number next to nothing", { body: '{"name":"a","inner":{"count":5e-324}}' }, 400, "malformed-json"],
    ["another media type", { body: "{}", headers: { "content-type": "text/plain" } }, 415, "media-type-unsupported"],
    ["an unknown member", { body: '{"name":"a","other":1}' }, 400, "body-invalid"],
    ["a wrong type", { body: '{"name":1}' }, 400, "body-invalid"],
    [
      "no Idempotency-Key",
      { body: '{"name":"a"}', headers: { "idempotency-key": "" } },
      428,
      "idempotency-key-missing",
    ],
    [
      "a key that cannot be printed",
      { body: "{}", headers: { "idempotency-key": "khóa" } },
      400,
      "idempotency-key-invalid",
    ],
    [
      "a key of 256 characters",
      { body: "{}", headers: { "idempotency-key": "k".repeat(256) } },
      400,
      "idempotency-key-invalid",
    ],
    [
      "a token without a subject",
      { body: "{}", claims: { name: "x" } as Record<string, string> },
      401,
      "token-invalid",
    ],
  ])("refuses %s", async (_, given, status, code) => {
    const before = seen.length;
    const reply = await call(given);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers?.["content-type"]).toContain("application/problem+json");
    expect(reply.json.type).toMatch(new RegExp(`/problems/${code}$`));
    expect(seen.length).toBe(before);
  });

  it("points at each fault", async () => {
    const { json } = await call({ body: '{"name":1,"inner":{"count":1.5,"x":1},"other":1}' });
    const pointers = json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
    expect(pointers).toEqual(
      expect.arrayContaining([
        ["/name", "wrong-type"],
        ["/inner/count", "wrong-type"],
        ["/inner/x", "unknown-member"],
        ["/other", "unknown-member"],
      ]),
    );
  });

  it.each([
    ['{"name":"a","__proto__":{"x":1}}', "/__proto__"],
    ['{"name":"a","inner":{"constructor":1}}', "/inner/constructor"],
    ['{"name":"a","list":[{"a/b":{"prototype":1}}]}', "/list/0/a~1b/prototype"],
  ])("calls %s well-formed, with a member that there is not", async (body, pointer) => {
    const { json } = await call({ body });
    expect(json.type).toMatch(/\/problems\/body-invalid$/);
    expect(json.errors).toContainEqual({ pointer, code: "unknown-member", detail: "Không có mục này." });
  });

  it("speaks Vietnamese, and English to those who ask", async () => {
    expect((await call({ body: "{" })).json.title).toBe("Nội dung không đọc được");
    const english = await call({ body: "{", headers: { "accept-language": "en-GB" } });
    expect(english.json.title).toBe("The body cannot be read");
    expect(english.json.instance).toBe(english.headers?.["x-correlation-id"]);
  });

  it("keeps the words of a fault to itself", async () => {
    const failing = http(
      { identity: "none" },
      () => ({}),
      () => {
        throw new Error("Lan 036190001234");
      },
    );
    const reply = await failing(httpEvent(), NO_CONTEXT);
    expect(reply.statusCode).toBe(500);
    expect(JSON.stringify(reply)).not.toContain("036190001234");
  });

  it("answers a busy cloud with 503 and when to come again", async () => {
    const throttled = http(
      { identity: "none" },
      () => ({}),
      () => {
        throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
      },
    );
    expect(await throttled(httpEvent(), NO_CONTEXT)).toMatchObject({
      statusCode: 503,
      headers: { "retry-after": "2" },
    });
  });

  it("answers a refusal with its status, its facts and when to come again", async () => {
    const refusing = http(
      { identity: "none" },
      () => ({}),
      () => refuse("move-not-allowed", { facts: { state: "draft", move: "accept" }, retryAfterSeconds: 7 }),
    );
    const reply = await refusing(httpEvent({ headers: { "accept-language": "en" } }), NO_CONTEXT);
    expect(reply).toMatchObject({ statusCode: 409, headers: { "retry-after": "7" } });
    expect(JSON.parse(reply.body as string).detail).toBe('The dossier is "draft", so "accept" is not possible.');
  });

  it("gives each principal keys of its own, an organisation's apart from another's of the same person", async () => {
    const ids: unknown[] = [];
    const keyed = http(
      { identity: "citizen", command: true },
      () => ({}),
      ({ command }) => {
        ids.push(command.id);
        return { status: 200 };
      },
    );
    const send = (claims: Record<string, string>) =>
      keyed(httpEvent({ claims: { sub: "s", name: "n", ...claims }, headers: { "idempotency-key": "k" } }), NO_CONTEXT);
    await send({});
    await send({ tax_code: "0100109106" });
    await send({ tax_code: "0101243150" });
    await send({ sub: "t" });
    await send({});
    expect(new Set(ids).size).toBe(4);
    expect(ids[4]).toBe(ids[0]);
  });

  it("hashes a body with its key: the same again tells a replay, and the hash alone no body", async () => {
    const hashes: string[] = [];
    const keyed = http(
      { identity: "citizen", command: true, body: z.object({ receiver: z.string() }) },
      () => ({}),
      ({ command }) => {
        hashes.push(command.bodyHash);
        return { status: 200 };
      },
    );
    const send = (key: string, receiver: string) => {
      const body = JSON.stringify({ receiver });
      return keyed(httpEvent({ claims: CITIZEN, headers: { "idempotency-key": key }, body }), NO_CONTEXT);
    };
    await send("k", "Lan");
    await send("k", "Lan");
    await send("k", "Mai");
    await send("another", "Lan");
    expect(hashes[1]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
  });

  it("says states and moves as people do, in either language", async () => {
    const refusing = http(
      { identity: "none" },
      () => ({}),
      () => refuse("move-not-allowed", { facts: { state: "payment-due", move: "return-result" } }),
    );
    const detailIn = async (language: string) => {
      const reply = await refusing(httpEvent({ headers: { "accept-language": language } }), NO_CONTEXT);
      return JSON.parse(reply.body as string).detail;
    };
    expect(await detailIn("vi")).toContain('"chờ nộp phí"');
    expect(await detailIn("vi")).toContain('"trả kết quả"');
    expect(await detailIn("en")).toBe('The dossier is "payment due", so "return the result" is not possible.');
  });

  it("never fails on any JSON at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        expect((await call({ body })).statusCode).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the query", () => {
  const answer = (query: HttpSpec<"none">["query"], given: Record<string, string>) =>
    http(
      { identity: "none", ...(query ? { query } : {}) },
      () => ({}),
      () => ({ status: 200 }),
    )(httpEvent({ method: "GET", query: given }), NO_CONTEXT);

  it("of a route that has none holds nothing: what is not declared is refused, with its pointer", async () => {
    expect((await answer(undefined, {})).statusCode).toBe(200);
    const reply = await answer(undefined, { x: "1" });
    expect(reply.statusCode).toBe(400);
    expect(JSON.parse(String(reply.body))).toMatchObject({ errors: [{ pointer: "/x", code: "unknown-member" }] });
  });

  it("may hold what others add to it where the route says so", async () => {
    expect((await answer(ForeignQuery, { fbclid: "a", utm_source: "b" })).statusCode).toBe(200);
  });

  it.each(["0x10", "1e1", "010", " 5", "5 ", "+5", "5.0", "٥", "-1", "0", "101", "99999999999", ""])(
    "has a number by its digits alone, not %j",
    async (limit) => {
      const { statusCode, body } = await answer(z.strictObject(PageQuery), { limit });
      expect([statusCode, JSON.parse(String(body)).errors]).toEqual([
        400,
        [expect.objectContaining({ pointer: "/limit" })],
      ]);
    },
  );

  it.each(["1", "10", "100"])("has %s for what it is", async (limit) => {
    expect((await answer(z.strictObject(PageQuery), { limit })).statusCode).toBe(200);
  });
});

describe("If-Match", () => {
  const moving = http(
    { identity: "none", ifMatch: true },
    () => ({}),
    ({ ifMatch }) => ({ status: 200, version: ifMatch }),
  );
  const withHeader = (value?: string) =>
    moving(httpEvent(value === undefined ? {} : { headers: { "if-match": value } }), NO_CONTEXT);

  it("is required, and stale unless it is a version of ours", async () => {
    expect((await withHeader()).statusCode).toBe(428);
    expect((await withHeader(" ")).statusCode).toBe(428);
    for (const odd of ["*", "7", '"x"', '""', '"07"', '"0x7"']) expect((await withHeader(odd)).statusCode).toBe(412);
    expect((await withHeader('"7"')).headers?.etag).toBe('"7"');
  });
});

describe("dependencies", () => {
  it("are built once, and again after a build that failed", async () => {
    let builds = 0;
    const get = lazily(() => {
      builds += 1;
      if (builds === 1) throw new Error("not yet");
      return { builds };
    });
    await expect(get()).rejects.toThrow("not yet");
    expect(await get()).toEqual({ builds: 2 });
    expect(await get()).toEqual({ builds: 2 });
  });
});
