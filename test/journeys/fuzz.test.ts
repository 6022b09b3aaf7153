import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { completeDraft, drafted, type Filed, filed } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

const BODIES = 2_000;
const AT_ONCE = 16;
const seed = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);

let stack: JourneyStack;
let mine: Filed;
let draft: string;
let complete: Record<string, unknown>;

beforeAll(async () => {
  stack = await journeyStack();
  [mine, draft] = await Promise.all([filed(stack, "1.004650"), drafted(stack, "1.004650")]);
  complete = (await completeDraft(stack, "1.004650")).body as Record<string, unknown>;
}, 90_000);
afterAll(() => stack?.close());

/** Values that have broken parsers, tables and templates before. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    0,
    -1,
    1.5,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [[[[]]]],
    "\u0000",
    "\ud800",
    "\u202egpj.exe",
    "Nguye\u0302\u0303n",
    "<script>alert(1)</script>",
    "{{constructor}}",
    "${7*7}",
    "' OR 1=1 --",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "9".repeat(400),
    "x".repeat(5_000),
    { __proto__: { admin: true } },
    { constructor: { prototype: {} } },
    { $ne: null },
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double(),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 4 }),
);

type Place = (string | number)[];

const placesOf = (value: unknown, at: Place = []): Place[] =>
  typeof value === "object" && value !== null
    ? [at, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, name]))]
    : [at];

const replaced = (value: unknown, [first, ...rest]: Place, by: unknown): unknown => {
  if (first === undefined || typeof value !== "object" || value === null) return by;
  if (Array.isArray(value))
    return value.map((member, index) => (index === Number(first) ? replaced(member, rest, by) : member));
  return { ...(value as object), [first]: replaced((value as Record<string, unknown>)[first], rest, by) };
};

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** A valid body with none to three places spoilt, a member too many, or cut off in the middle of its text. */
const spoilt = (body: unknown): fc.Arbitrary<string> =>
  fc
    .record({
      places: fc.array(fc.tuple(fc.nat(), hostile), { minLength: 0, maxLength: 3 }),
      extra: seldom(fc.tuple(fc.constantFrom("__proto__", "constructor", "admin", "x", ""), hostile)),
      cut: seldom(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ places, extra, cut }) => {
      const all = placesOf(body);
      const changed = places.reduce<unknown>(
        (value, [nth, by]) => replaced(value, all[nth % all.length] ?? [], by),
        body,
      );
      const text = JSON.stringify(changed) ?? "null";
      const more = extra
        ? `${text.replace(/\}$/, "")},${JSON.stringify(extra[0])}:${JSON.stringify(extra[1]) ?? "1"}}`
        : text;
      return cut === null ? more : more.slice(0, Math.floor(more.length * cut));
    });

type Target = { who: string; method: string; path: string; body: unknown; headers?: Record<string, string> };

const targets = (): Target[] => {
  const version = { "if-match": `"${mine.version + 7}"` };
  const moves = [
    { move: "accept", note: "x" },
    { move: "refuse", reason: "x", legalBasis: "y" },
    { move: "request-supplement", items: [{ requirement: "notice", reason: "x" }], respondBy: "2027-01-01" },
    { move: "request-payment", items: [{ name: "x", kind: "fee", amount: 1 }] },
    { move: "decide", outcome: "granted", number: "1" },
    { move: "extend", newDueAt: "2027-01-01T00:00:00+07:00", reason: "x" },
    { move: "return-result", method: "post", trackingNumber: "EB1" },
  ];
  const file = { purpose: "result", fileName: "a.pdf", contentType: "text/html", size: 10, sha256: "a".repeat(64) };
  const office = `/v1/office/dossiers/${mine.id}`;
  return [
    { who: "citizen-minh", method: "POST", path: "/v1/dossiers", body: complete },
    {
      who: "citizen-lan",
      method: "PATCH",
      path: `/v1/dossiers/${draft}`,
      body: { ...complete, procedure: "1.004650" },
    },
    { who: "citizen-lan", method: "POST", path: `/v1/dossiers/${mine.id}/submission`, body: {} },
    {
      who: "citizen-lan",
      method: "POST",
      path: `/v1/dossiers/${mine.id}/payments`,
      body: { provider: "vnpay", returnUrl: "https://x.example" },
    },
    { who: "citizen-lan", method: "POST", path: `/v1/dossiers/${draft}/withdrawal`, body: { reason: "x" } },
    {
      who: "citizen-lan",
      method: "POST",
      path: `/v1/dossiers/${mine.id}/rating`,
      body: { overall: 5, criteria: { a: 1 }, comment: "x" },
    },
    {
      who: "citizen-lan",
      method: "POST",
      path: "/v1/lookups",
      body: { code: "000.00.04.H40-210101-0001", secret: "A" },
    },
    { who: "receiver-tourism", method: "POST", path: "/v1/office/dossiers", body: { ...complete, channel: "counter" } },
    { who: "receiver-culture", method: "POST", path: `${office}/documents`, body: file },
    {
      who: "cashier-culture",
      method: "POST",
      path: `${office}/payments`,
      body: { method: "cash", amount: 1, receiptNumber: "1" },
    },
    ...moves.map((body) => ({
      who: "receiver-culture",
      method: "POST",
      path: `${office}/moves`,
      body,
      headers: version,
    })),
  ];
};

/** Sixteen writers on one draft may be asked to come again, as the contract has it; a caller then does. */
const answered = async (send: () => ReturnType<JourneyStack["call"]>): Promise<number> => {
  for (let attempt = 1; ; attempt += 1) {
    const { status, headers } = await send();
    if (status !== 503 || headers.get("retry-after") === null || attempt === 5) return status;
    await new Promise((done) => setTimeout(done, Math.random() * 200 * attempt));
  }
};

describe(`${BODIES} bodies spoilt in every way (seed ${seed})`, { timeout: 180_000 }, () => {
  it("are answered without a fault of ours, and what is refused changes nothing", async () => {
    const all = targets();
    const bodies = fc.sample(
      fc
        .nat({ max: all.length - 1 })
        .chain((at) => spoilt(all[at]?.body).map((raw) => ({ target: all[at] as Target, raw }))),
      { numRuns: BODIES, seed },
    );
    const seen = async () => ({
      filed: (await stack.call("citizen-lan", "GET", `/v1/dossiers/${mine.id}`)).json,
      office: (await stack.call("receiver-culture", "GET", `/v1/office/dossiers/${mine.id}`)).json,
      worklist: (await stack.call("receiver-culture", "GET", "/v1/office/worklist?limit=100")).json,
      messages: (await stack.messages()).length,
    });
    // Reports of delivery come a moment after their messages.
    const before = await eventually("what became of every message", async () => {
      const now = await seen();
      const { notices } = now.office as { notices: { state: string }[] };
      return notices.length > 0 && notices.every(({ state }) => state === "delivered") ? now : undefined;
    });
    const statuses = new Map<number, number>();
    const faults: string[] = [];
    let created = 0;
    // One operation after another: the workers of the local stack are few, and each start costs more than an answer.
    const waiting = bodies.sort((a, b) => all.indexOf(a.target) - all.indexOf(b.target));
    const worker = async (): Promise<void> => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        const { who, method, path, headers = {} } = one.target;
        const status = await answered(() => stack.call(who, method, path, { raw: one.raw, headers }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) faults.push(`${method} ${path} ${status}: ${one.raw.slice(0, 500)}`);
        if (status === 201 && path === "/v1/dossiers") created += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(faults).toEqual([]);
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 201, 400, 409, 412, 422]));
    expect(await seen()).toEqual(before);
    let listed = 0;
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = (
        await stack.call("citizen-minh", "GET", `/v1/dossiers?limit=100${cursor ? `&cursor=${cursor}` : ""}`)
      ).json as { items: unknown[]; next: string | null };
      listed += page.items.length;
      cursor = page.next;
    }
    expect(listed).toBe(created);
  });

  it("a body in NFC and the same in NFD are one body to its key", async () => {
    const key = { "idempotency-key": `nfc-${seed}` };
    const send = (form: "NFC" | "NFD") =>
      stack.call("citizen-minh", "POST", "/v1/dossiers", {
        raw: JSON.stringify(complete).normalize(form),
        headers: key,
      });
    const [first, second] = [await send("NFC"), await send("NFD")];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect((second.json as { id: string }).id).toBe((first.json as { id: string }).id);
  });
});
