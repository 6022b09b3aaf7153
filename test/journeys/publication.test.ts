import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeDraft, filed, move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack, type Problem } from "./stack.ts";

const CARD = "1.004623";
const FREE = "1.004650";
const DAY = 24 * 3_600_000;
const RENAMED = "Thủ tục theo phiên bản mới";
const ADMIN = "admin-culture";
/** A Monday morning; the clock of the stack stands there and moves on from test to test. */
let now = Date.parse("2026-11-23T09:00:00+07:00");

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
  await stack.clock(new Date(now).toISOString());
}, 90_000);
afterAll(() => stack?.close());

const day = (offset = 0): string => new Date(now + 7 * 3_600_000 + offset * DAY).toISOString().slice(0, 10);
const later = async (days: number): Promise<void> => {
  now += days * DAY;
  await stack.clock(new Date(now).toISOString());
};
const terms = (begins = 1) => ({ decision: { number: "12/QĐ-UBND", date: day() }, validFrom: day(begins) });

type Fee = { id: string; amount: number };
type Procedure = {
  id: string;
  code: string;
  version: number;
  channels: { channel: string; timeLimit: unknown; fees: Fee[] }[];
  documents: { id: string; formId?: string }[];
  form: { properties: Record<string, unknown>; required: string[]; examples: Record<string, unknown>[] };
} & Record<string, unknown>;
type Draft = { code: string; n: number; state: string; revision: number; level?: number; procedure: Procedure };

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, persona = ADMIN) =>
  stack.call(persona, method, `/v1/admin/procedures${path}`, { ...(body === undefined ? {} : { body }), headers });
const drafting = async (body: unknown): Promise<Draft> => {
  const reply = await ask("POST", "", body);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.json));
  return reply.json;
};
const at = ({ code, n }: { code: string; n: number }, rest = "") => `/${code}/drafts/${n}${rest}`;
const published = async (draft: Draft, begins = 1): Promise<void> => {
  const reply = await ask("POST", at(draft, "/publication"), terms(begins));
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.json));
};
const pointersOf = (reply: { json: unknown }): string[] =>
  ((reply.json as Problem).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

const refusalToFile = async (code: string) => {
  const { body } = await completeDraft(stack, FREE);
  const reply = await stack.call("citizen-lan", "POST", "/v1/dossiers", {
    body: { ...body, procedure: code },
    headers: { "accept-language": "en" },
  });
  const { errors = [] } = reply.json as { errors?: { pointer: string; detail: string }[] };
  return { status: reply.status, refused: codeOf(reply), ...errors[0] };
};

const seen = async (id: string, unit = "tourism") =>
  (await stack.call(`receiver-${unit}`, "GET", `/v1/office/dossiers/${id}`)).json as {
    version: number;
    state: string;
    dueAt: string | null;
    receivedAt: string | null;
    procedure: { code: string; name: string };
    payment?: { amount: number };
  };
const walk = async (id: string, unit: string, moves: [role: string, body: Record<string, unknown>][]) => {
  for (const [role, body] of moves) {
    const { version } = await seen(id, unit);
    const reply = await move(stack, `${role}-${unit}`, id, version, body);
    if (reply.status !== 200) throw new Error(`${body.move}: ${JSON.stringify(reply.json)}`);
  }
  return seen(id, unit);
};
const toResult: [string, Record<string, unknown>][] = [
  ["receiver", { move: "accept" }],
  ["receiver", { move: "complete-step" }],
  ["specialist", { move: "complete-step" }],
  ["leader", { move: "decide", outcome: "granted", number: "01/GP" }],
  ["receiver", { move: "return-result", method: "online" }],
];
const settled = async (id: string): Promise<void> => {
  const started = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/payments`, {
    body: { provider: "vnpay" },
  });
  const { reference } = started.json as { reference: string };
  await stack.call(null, "POST", "/local/vnpay/settle", {
    body: { reference, outcome: "success", ipn: true, copies: 1 },
  });
};
/** Days from acceptance to the due date, which may roll past days off. */
const daysToSettle = ({ receivedAt, dueAt }: Awaited<ReturnType<typeof seen>>): number =>
  Math.round((Date.parse(dueAt ?? "") - Date.parse(receivedAt ?? "")) / DAY);

describe("a version by decision", { timeout: 120_000 }, () => {
  let draft: Draft;
  let old: { id: string };

  it("is drafted from the version in force, once for one key", async () => {
    const key = { "idempotency-key": randomUUID() };
    old = await filed(stack, CARD);
    const first = await ask("POST", "", { code: CARD }, key);
    expect([first.status, first.headers.get("etag")]).toEqual([201, '"1"']);
    draft = first.json as Draft;
    expect(draft).toMatchObject({ code: CARD, n: 2, state: "open", revision: 1, level: 4 });
    const again = await ask("POST", "", { code: CARD }, key);
    expect([again.status, again.headers.get("idempotent-replayed"), again.json]).toEqual([201, "true", draft]);
    for (const other of [{ code: CARD, withdrawal: { fileAt: "x" } }, { code: FREE }]) {
      const reused = await ask("POST", "", other, key);
      expect([reused.status, codeOf(reused)]).toEqual([422, "idempotency-key-reused"]);
    }
    const second = await ask("POST", "", { code: CARD });
    expect([second.status, codeOf(second), (second.json as { draft: number }).draft]).toEqual([
      409,
      "version-draft-open",
      2,
    ]);
  });

  it("is changed member by member, by its schema, and not over what another changed", async () => {
    const channels = draft.procedure.channels.map((channel) => ({
      ...channel,
      timeLimit: { value: 10, unit: "calendar-day" },
      fees: channel.fees.map((fee) => ({ ...fee, amount: 700_000 })),
    }));
    const documents = draft.procedure.documents.slice(0, -1);
    const { form } = draft.procedure;
    const note = {
      type: "string",
      title: "Số thẻ đã cấp",
      "x-en": { title: "Number of the earlier card" },
      maxLength: 50,
    };
    const withNote = {
      ...form,
      properties: { ...form.properties, earlierCard: note },
      required: [...form.required, "earlierCard"],
      examples: form.examples.map((example) => ({ ...example, earlierCard: "chưa có" })),
    };
    const body = { procedure: { name: RENAMED, channels, documents, form: withNote } };
    const changed = await ask("PATCH", at(draft), body, { "if-match": '"1"' });
    expect(changed).toMatchObject({ status: 200, json: { revision: 2, procedure: body.procedure } });
    const stale = await ask("PATCH", at(draft), { procedure: { name: "Khác" } }, { "if-match": '"1"' });
    expect([stale.status, codeOf(stale)]).toEqual([412, "version-stale"]);
    const wrong = await ask("PATCH", at(draft), {
      procedure: { channels: [{ ...channels[0], fees: [{ ...channels[0]?.fees[0], amount: "x" }] }], level: 4 },
    });
    expect([wrong.status, pointersOf(wrong).sort()]).toEqual([
      400,
      ["/procedure/channels/0/fees/0/amount wrong-type", "/procedure/level unknown-member"],
    ]);
    const shown = await ask("GET", at(draft));
    expect([shown.headers.get("etag"), shown.json]).toEqual(['"2"', changed.json]);
  });

  it("is left as it is by a change that changes nothing, and takes no text that hides something", async () => {
    for (const body of [{}, { procedure: {} }, { procedure: { name: RENAMED } }])
      expect((await ask("PATCH", at(draft), body)).headers.get("etag")).toBe('"2"');
    const hidden = await ask("PATCH", at(draft), { procedure: { name: "a\u0000b", conditions: ["a\u202eb"] } });
    expect([hidden.status, codeOf(hidden), pointersOf(hidden).sort()]).toEqual([
      422,
      "version-draft-invalid",
      ["/procedure/conditions/0 hidden-character", "/procedure/name hidden-character"],
    ]);
    expect((await ask("GET", at(draft))).headers.get("etag")).toBe('"2"');
  });

  it("says whom it would reach, what it would change and what must be corrected first", async () => {
    const impact = await ask("GET", at(draft, "/impact"));
    expect(impact).toMatchObject({
      status: 200,
      json: {
        openDossiers: { total: 1, atLeast: false, byState: { "payment-due": 1 }, byUnit: { tourism: 1 } },
        findings: [],
        tell: { applicants: 1, units: ["tourism"] },
        keepVersion: true,
      },
    });
    const { changes } = impact.json as { changes: { pointer: string; before: Fee; after: Fee }[] };
    expect(changes.map(({ pointer }) => pointer)).toEqual([
      "/name",
      ...["online", "counter", "post"].flatMap((way) => [
        `/channels/${way}/timeLimit`,
        `/channels/${way}/fees/card-appraisal`,
      ]),
      "/documents/portrait-photo",
      "/form/properties/earlierCard",
    ]);
    expect([changes[2]?.before.amount, changes[2]?.after.amount]).toEqual([650_000, 700_000]);
  });

  it("is published by a signed decision and not retroactively", async () => {
    const refusals: [unknown, string[]][] = [
      [{ ...terms(), decision: { number: "12/QĐ", date: day(1) } }, ["/decision/date in-future"]],
      [terms(-1), ["/validFrom before-decision", "/validFrom retroactive"]],
    ];
    for (const [body, pointers] of refusals) {
      const refused = await ask("POST", at(draft, "/publication"), body);
      expect([refused.status, codeOf(refused), pointersOf(refused)]).toEqual([422, "publication-refused", pointers]);
    }
    const partial = await ask("PATCH", at(draft), { procedure: { onlineMode: "partial" } });
    expect(partial.status).toBe(200);
    const unsound = await ask("POST", at(draft, "/publication"), terms());
    expect([unsound.status, pointersOf(unsound)]).toEqual([
      422,
      ["/procedure/onlineMode mode-unlike-level", "/procedure/reason reason-missing"],
    ]);
    expect((await ask("PATCH", at(draft), { procedure: { onlineMode: "full" } })).status).toBe(200);
  });

  it("is published once, though two do it at once; from then on nothing of it changes", async () => {
    const both = await Promise.all([1, 2].map(() => ask("POST", at(draft, "/publication"), terms())));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused && codeOf(refused)).toBe("version-published");
    for (const n of [1, 2]) {
      const late = await ask("PATCH", at({ code: CARD, n }), { procedure: { name: "Khác" } });
      expect([late.status, codeOf(late)]).toEqual([409, "version-published"]);
      expect((await ask("POST", at({ code: CARD, n }, "/publication"), terms())).status).toBe(409);
    }
    expect(await ask("GET", at(draft))).toMatchObject({
      json: { state: "published", published: { by: expect.any(String) } },
    });
  });

  it("holds for what is filed from its day on; what was filed before keeps its fee, limit, form and papers", async () => {
    expect((await stack.call(null, "GET", `/v1/procedures/${CARD}`)).json).toMatchObject({ version: 1 });
    await later(1);
    expect((await stack.call(null, "GET", `/v1/procedures/${CARD}`)).json).toMatchObject({ version: 2 });
    const first = await seen(old.id);
    expect(first).toMatchObject({ procedure: { code: CARD }, payment: { amount: 650_000 } });
    expect(first.procedure.name).not.toBe(RENAMED);
    const young = await filed(stack, CARD);
    expect(await seen(young.id)).toMatchObject({ procedure: { name: RENAMED }, payment: { amount: 700_000 } });
    const view = async (id: string) =>
      (await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as {
        documents: { requirement: string }[];
        form: Record<string, unknown>;
      };
    const papers = async (id: string) => (await view(id)).documents.map(({ requirement }) => requirement);
    expect(await papers(old.id)).toContain("portrait-photo");
    expect(await papers(young.id)).not.toContain("portrait-photo");

    expect((await view(old.id)).form).not.toHaveProperty("earlierCard");
    expect((await view(young.id)).form).toHaveProperty("earlierCard", "chưa có");

    for (const { id } of [old, young]) await settled(id);
    const accept = toResult.slice(0, 1);
    expect(daysToSettle(await walk(old.id, "tourism", accept))).toBeGreaterThanOrEqual(15);
    expect(daysToSettle(await walk(young.id, "tourism", accept))).toBeLessThan(14);
    expect(await walk(old.id, "tourism", toResult.slice(1))).toMatchObject({
      state: "returned",
      procedure: first.procedure,
    });
  });
});

describe("a draft that nobody wants", { timeout: 120_000 }, () => {
  it("is discarded once, by who saw it as it is, and its number is free again", async () => {
    const key = { "idempotency-key": randomUUID() };
    const draft = (await ask("POST", "", { code: "1.004645" }, key)).json as Draft;
    const stale = await ask("DELETE", at(draft), undefined, { "if-match": '"7"' });
    expect([stale.status, codeOf(stale)]).toEqual([412, "version-stale"]);
    const all = await Promise.all([1, 2, 3].map(() => ask("DELETE", at(draft))));
    expect(all.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    const gone = await Promise.all([
      ask("GET", at(draft)),
      ask("GET", at(draft, "/impact")),
      ask("PATCH", at(draft), { procedure: { name: "x" } }),
      ask("POST", at(draft, "/publication"), terms()),
    ]);
    expect(gone.map((reply) => [reply.status, codeOf(reply)])).toEqual(
      gone.map(() => [404, "version-draft-not-found"]),
    );
    const replayed = await ask("POST", "", { code: "1.004645" }, key);
    expect([replayed.status, replayed.json]).toMatchObject([201, { n: draft.n, state: "discarded", revision: 1 }]);
    expect(replayed.json).not.toHaveProperty("procedure");
    const next = await drafting({ code: "1.004645" });
    const late = await ask("POST", "", { code: "1.004645" }, key);
    expect([late.status, late.json]).toEqual([201, replayed.json]);
    expect(next).toMatchObject({ n: draft.n, state: "open", revision: 3 });
    expect((await ask("DELETE", at(next), undefined, { "if-match": '"3"' })).status).toBe(204);
  });

  it("and its publication at the same time: one of them wins", async () => {
    const draft = await drafting({ code: "1.004645" });
    const [publication, discard] = await Promise.all([
      ask("POST", at(draft, "/publication"), terms()),
      ask("DELETE", at(draft)),
    ]);
    expect([
      [201, 409],
      [404, 204],
    ]).toContainEqual([publication.status, discard.status]);
  });
});

describe("a withdrawal by decision", { timeout: 120_000 }, () => {
  it("ends what can be filed, says where to go instead, and lets what is under way go on to its result", async () => {
    const running = await filed(stack, FREE);
    const draft = await drafting({ code: FREE, withdrawal: { fileAt: "Sở Văn hóa và Thể thao" } });
    expect(draft).toMatchObject({ n: 2, state: "open", withdrawal: { fileAt: "Sở Văn hóa và Thể thao" } });
    expect((await ask("GET", at(draft, "/impact"))).json).toMatchObject({
      openDossiers: { total: 1 },
      changes: [{ pointer: "/withdrawn", before: false, after: true }],
    });
    const body = await completeDraft(stack, FREE);
    await published(draft);
    await later(1);
    const refused = await stack.call("citizen-lan", "POST", "/v1/dossiers", {
      body: body.body,
      headers: { "accept-language": "en" },
    });
    expect([refused.status, codeOf(refused)]).toEqual([422, "procedure-not-filed-online"]);
    const [problem] = (refused.json as { errors: { detail: string }[] }).errors;
    expect(problem?.detail).toContain("12/QĐ-UBND");
    expect(problem?.detail).toContain("Sở Văn hóa và Thể thao");
    expect(await walk(running.id, "culture", toResult)).toMatchObject({ state: "returned" });

    const page = await stack.call(null, "GET", `/procedures/${FREE}?fbclid=x`);
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    for (const words of ["bãi bỏ", "Sở Văn hóa và Thể thao", "was withdrawn"]) expect(page.json).toContain(words);

    const again = await ask("POST", "", { code: FREE, withdrawal: { fileAt: "x" } });
    expect([again.status, codeOf(again)]).toEqual([409, "procedure-withdrawn"]);
  });

  it("is not for ever: the procedure comes back as its next version", async () => {
    const draft = await drafting({ code: FREE });
    expect(draft.n).toBe(3);
    expect((await ask("PATCH", at(draft), { procedure: { name: RENAMED } })).status).toBe(200);
    await published(draft);
    await later(1);
    const { id } = await filed(stack, FREE);
    expect(await seen(id, "culture")).toMatchObject({ procedure: { name: RENAMED } });
  });
});

describe("a procedure that is new", { timeout: 120_000 }, () => {
  const offline = { onlineMode: "information", reason: "Thẩm định hiện vật gốc", fileAt: "Bảo tàng tỉnh" };
  const counterOnly = (like: Procedure) => like.channels.filter(({ channel }) => channel !== "online");

  it.each([
    [1, "9.000001", "TTHC-901"],
    [2, "9.000002", "TTHC-902"],
  ])("at level %i is not filed online, and says where it is", async (level, code, id) => {
    const like = (await stack.call(null, "GET", `/v1/procedures/${CARD}`)).json as Procedure;
    const { version: _version, validFrom: _from, decision: _decision, level: _level, ...procedure } = like;
    const documents = like.documents.map(({ formId, ...paper }) =>
      level === 2 && formId !== undefined ? { ...paper, formId } : paper,
    );
    const draft = await drafting({
      procedure: { ...procedure, ...offline, code, id, documents, channels: counterOnly(like) },
    });
    expect(draft).toMatchObject({ n: 1, level });
    await published(draft, 2);
    await later(1);
    expect(await refusalToFile(code)).toMatchObject({
      status: 422,
      refused: "procedure-not-filed-online",
      detail: expect.stringMatching(/valid from .*Bảo tàng tỉnh/),
    });
    await later(1);
    expect(await refusalToFile(code)).toMatchObject({
      status: 422,
      refused: "procedure-not-filed-online",
      pointer: "/procedure",
      detail: expect.stringMatching(/not filed online.*Bảo tàng tỉnh/),
    });
  });

  it("never takes the id of another: one of two is published under it, and both say so before", async () => {
    const like = (await stack.call(null, "GET", `/v1/procedures/${CARD}`)).json as Procedure;
    const { version: _version, validFrom: _from, decision: _decision, level: _level, ...procedure } = like;
    const begun = (code: string, id: string) => drafting({ procedure: { ...procedure, code, id } });
    const [one, other] = [await begun("9.000011", "TTHC-911"), await begun("9.000012", "TTHC-911")];
    const both = await Promise.all([one, other].map((draft) => ask("POST", at(draft, "/publication"), terms())));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const refused = both.find(({ status }) => status === 422);
    expect(refused && pointersOf(refused)).toEqual(["/procedure/id id-taken"]);
    const loser = both[0]?.status === 422 ? one : other;
    const { findings } = (await ask("GET", at(loser, "/impact"))).json as { findings: { code: string }[] };
    expect(findings.map(({ code }) => code)).toEqual(["id-taken"]);

    const shipped = await ask("POST", at(await begun("9.000013", "TTHC-001"), "/publication"), terms());
    expect([shipped.status, pointersOf(shipped)]).toEqual([422, ["/procedure/id id-taken"]]);
    expect((await ask("DELETE", at(loser))).status).toBe(204);
    const renamed = await begun(loser.code, "TTHC-912");
    expect((await ask("POST", at(renamed, "/publication"), terms())).status).toBe(201);
  });

  it("is known to nobody before its publication", async () => {
    expect(await refusalToFile("9.000009")).toMatchObject({ status: 422, refused: "procedure-not-filed-online" });
    expect((await ask("GET", "/9.000009/drafts/1")).status).toBe(404);
    expect((await ask("GET", "/9.000009/drafts/x")).status).toBe(404);
  });
});
