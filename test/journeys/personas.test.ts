import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "../infra/template/operations.ts";
import { drafted, filed } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);
const lan = { sub: "citizen-lan", name: "Lan" };
const receiver = { kind: "officer", sub: "officer-culture-receiver", name: "R", roles: ["receiver"] };

/** Tokens that no door opens to, and why. */
const STRANGERS: Record<string, Record<string, unknown> | string | null> = {
  "nobody at all": null,
  "a token that is none": "garbage",
  "a token without a signature": `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ ...lan, exp: now + HOUR })).toString("base64url")}.`,
  "a token that has expired": { ...lan, exp: now - HOUR },
  "a token of tomorrow": { ...lan, nbf: now + 24 * HOUR },
  "a token of another issuer": { ...lan, iss: "https://elsewhere.example" },
  "a token for another audience": { ...lan, aud: "somebody-else" },
  "an officer's token of another issuer": { ...receiver, iss: "https://elsewhere.example" },
};
/** Citizens' tokens; the first is the owner's. A claim that is empty or "null" makes nobody an organisation. */
const CITIZENS: Record<string, Record<string, unknown>> = {
  owner: lan,
  "another citizen": { sub: "citizen-minh", name: "Minh" },
  "an organisation": { kind: "organisation", sub: "citizen-lan", name: "Lan", tax_code: "0600987652" },
  "a citizen who claims roles": { kind: "citizen", sub: "citizen-minh", name: "Minh", roles: ["leader", "admin"] },
  "a citizen who is called as an officer is": { kind: "citizen", sub: "officer-culture-leader", name: "L" },
};
const officerOf = (role: string, unit = "culture") => ({
  kind: "officer",
  sub: `officer-${unit}-${role}`,
  name: role,
  roles: [role],
});
/** Officers of the unit, one a role. */
const ROLES = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"] as const;
/** Officers' tokens that the register does not bear out. */
const HOLLOW: Record<string, Record<string, unknown>> = {
  "an officer whom the register does not know": { ...receiver, sub: "officer-nobody" },
  "an officer who claims the role of another": { ...receiver, sub: "officer-culture-specialist" },
  "an officer without a role": { ...receiver, roles: [] },
  "an officer with a role that there is not": { ...receiver, roles: ["king"] },
};
const FOREIGN = { "the receiver of another unit": officerOf("receiver", "tourism") };

type Role = (typeof ROLES)[number];
type Expected =
  | { door: "none"; all: number }
  | { door: "citizen"; own: number; other: number }
  | { door: "officer"; roles: Partial<Record<Role, number>>; rest: number; foreign: number };
type Row = [route: string, expected: Expected, body?: unknown, headers?: Record<string, string>, query?: string];

const anyone = (all: number): Expected => ({ door: "none", all });
const citizens = (own: number, other: number): Expected => ({ door: "citizen", own, other });
/** By role; `rest` for the other roles of the unit, `foreign` for the receiver of another. */
const officers = (roles: Partial<Record<Role, number>>, rest: number, foreign: number): Expected => ({
  door: "officer",
  roles,
  rest,
  foreign,
});
const STALE = { "if-match": '"999999"' };
const TERMS = { decision: { number: "12/QĐ-UBND", date: "2026-01-05" }, validFrom: "2026-01-05" };
const YEAR = {
  complete: false,
  daysOff: [],
  workingSaturdays: [],
  unconfirmed: [],
  note: null,
  decision: { number: "1/TB-UBND", date: "2026-01-05" },
};
const PERIOD = "?from=2026-01-01&to=2026-12-31";
const FILE = { purpose: "working", fileName: "a.pdf", contentType: "text/html", size: 1, sha256: "a".repeat(64) };

/** Every route × everybody. `{draft}` is a draft of the owner's, `{id}` a filed dossier of theirs, free of fees; `{payment}` and `{task}` would be of it. */
const ROWS: Row[] = [
  ["GET /v1/health", anyone(200)],
  ["GET /docs", anyone(200)],
  ["GET /v1/openapi.json", anyone(200)],
  ["GET /v1/procedures", anyone(200)],
  ["GET /v1/procedures/{code}", anyone(200)],
  ["GET /v1/procedures/{code}/forms/{formId}", anyone(302)],
  ["GET /v1/procedures/{code}/slips/guide", anyone(302)],
  ["GET /v1/procedures/{code}/versions", anyone(200)],
  ["GET /v1/procedures/{code}/versions/{n}", anyone(200)],
  ["GET /v1/procedures/export", anyone(200)],
  ["GET /v1/procedures/export/schema", anyone(200)],
  ["GET /procedures/{code}", anyone(200)],
  ["GET /embed/procedures", anyone(200)],
  ["GET /v1/fields", anyone(200)],
  ["GET /v1/reports/summary", anyone(200), undefined, {}, PERIOD],
  ["GET /v1/admin/statistics", officers({ admin: 200 }, 403, 403)],
  ["POST /v1/admin/statistics/rebuilds", officers({ admin: 202 }, 403, 403)],
  ["POST /v1/admin/statistics/recounts", officers({ admin: 202 }, 403, 403)],
  ["GET /v1/reports/open-data/{month}", anyone(200)],
  ["GET /v1/reports/open-data/schema", anyone(200)],
  ["GET /v1/reports/half-years/{half}", anyone(200)],
  ["GET /v1/office/reports/summary", officers({ auditor: 200 }, 403, 403), undefined, {}, PERIOD],
  ["GET /v1/office/reports/settlement", officers({ auditor: 200, leader: 200 }, 403, 403), undefined, {}, PERIOD],
  ["GET /v1/office/reports/index-766", officers({ auditor: 200, leader: 200 }, 403, 403), undefined, {}, PERIOD],
  ["GET /v1/office/reports/satisfaction", officers({ auditor: 200, leader: 200 }, 403, 403), undefined, {}, PERIOD],
  ["GET /v1/units", anyone(200)],
  ["GET /v1/calendar/{year}", anyone(200)],
  ["GET /v1/prefill/{code}", citizens(200, 200)],
  ["POST /v1/lookups", anyone(404), { code: "no code at all", secret: "AAAAAAAAAA" }],
  ["GET /v1/tracking/{token}", anyone(404)],
  ["GET /v1/notifications/esms/reports/{token}", anyone(401)],
  ["GET /v1/payments/vnpay/ipn", anyone(200)],
  ["GET /v1/payments/vnpay/return", anyone(404)],
  ["POST /v1/payments/payos/webhook", anyone(400), {}],
  ["GET /v1/payments/payos/return", anyone(404), undefined, {}, "?orderCode=123"],
  ["POST /v1/payments/momo/ipn", anyone(400), {}],
  ["GET /v1/payments/momo/return", anyone(404), undefined, {}, "?orderId=123"],
  ["POST /v1/dossiers", citizens(400, 400), {}],
  ["GET /v1/dossiers", citizens(200, 200)],
  ["GET /v1/dossiers/{id}", citizens(200, 404)],
  ["GET /v1/dossiers/{id}/history", citizens(200, 404)],
  ["GET /v1/dossiers/{id}/notices", citizens(200, 404)],
  ["PATCH /v1/dossiers/{id}", citizens(409, 404), { language: "vi" }],
  ["DELETE /v1/dossiers/{id}", citizens(409, 404)],
  ["POST /v1/dossiers/{id}/submission", citizens(409, 404), {}],
  ["POST /v1/dossiers/{draft}/withdrawal", citizens(409, 404), { reason: "x" }],
  ["POST /v1/dossiers/{id}/rating", citizens(409, 404), { overall: 5 }],
  ["POST /v1/dossiers/{id}/payments", citizens(409, 404), { provider: "vnpay" }],
  ["GET /v1/dossiers/{id}/payments", citizens(200, 404)],
  ["POST /v1/dossiers/{id}/payments/{paymentId}/cancellation", citizens(404, 404), {}],
  ["GET /v1/dossiers/{id}/documents/{documentId}", citizens(404, 404)],
  ["GET /v1/dossiers/{id}/result", citizens(404, 404)],
  ["GET /v1/dossiers/{id}/forms/{formId}", citizens(200, 404)],
  ["GET /v1/dossiers/{id}/slips/fee-receipt", citizens(404, 404)],
  ["GET /v1/office/worklist", officers({}, 200, 200)],
  ["GET /v1/office/dossiers/{id}", officers({}, 200, 404)],
  ["POST /v1/office/dossiers", officers({ receiver: 422 }, 403, 422), { procedure: "none", channel: "counter" }],
  ["PATCH /v1/office/dossiers/{id}", officers({ receiver: 404 }, 403, 404), {}],
  ["POST /v1/office/dossiers/{id}/submission", officers({ receiver: 404 }, 403, 404), {}],
  ["POST /v1/office/dossiers/{id}/moves", officers({ receiver: 412 }, 403, 404), { move: "accept" }, STALE],
  ["POST /v1/office/dossiers/{id}/documents", officers({ receiver: 422, "division-head": 422 }, 403, 404), FILE],
  ["GET /v1/office/dossiers/{id}/documents/{documentId}", officers({}, 404, 404)],
  ["GET /v1/office/dossiers/{id}/slips/fee-receipt", officers({}, 404, 404)],
  [
    "POST /v1/office/dossiers/{id}/payments",
    officers({ cashier: 409 }, 403, 403),
    { method: "cash", amount: 1, receiptNumber: "1" },
  ],
  ["GET /v1/office/refunds", officers({ cashier: 200, leader: 200 }, 403, 403), undefined, {}, "?state=due"],
  [
    "GET /v1/office/desk-tasks",
    officers({ receiver: 200, specialist: 200, "division-head": 200, leader: 200 }, 403, 200),
  ],
  [
    "POST /v1/office/desk-tasks/{task}/completion",
    officers({ receiver: 404, specialist: 404, "division-head": 404, leader: 404 }, 403, 404),
    { outcome: "reached" },
  ],
  ["POST /v1/office/payments/{payment}/refunds", officers({ cashier: 404 }, 403, 403), { amount: 1000, reason: "x" }],
  ["POST /v1/office/payments/{payment}/refunds/{refundId}/approval", officers({ leader: 404 }, 403, 403), {}],
  [
    "POST /v1/office/payments/{payment}/refunds/{refundId}/rejection",
    officers({ leader: 404 }, 403, 403),
    { reason: "x" },
  ],
  [
    "POST /v1/office/payments/{payment}/refunds/{refundId}/completion",
    officers({ cashier: 404 }, 403, 403),
    { method: "cash", reference: "1" },
  ],
  ["POST /v1/office/payments/{paymentId}/cancellation", officers({ cashier: 404 }, 403, 403), { reason: "x" }],
  ["POST /v1/office/payments/{paymentId}/inquiry", officers({ cashier: 404, leader: 404 }, 403, 403), {}],
  ["POST /v1/admin/procedures", officers({ admin: 404 }, 403, 403), { code: "9.999999" }],
  ["GET /v1/admin/procedures/{code}/drafts/{n}", officers({ admin: 404 }, 403, 403)],
  ["PATCH /v1/admin/procedures/{code}/drafts/{n}", officers({ admin: 404 }, 403, 403), {}],
  ["DELETE /v1/admin/procedures/{code}/drafts/{n}", officers({ admin: 404 }, 403, 403)],
  ["GET /v1/admin/procedures/{code}/drafts/{n}/impact", officers({ admin: 404 }, 403, 403)],
  ["POST /v1/admin/procedures/{code}/drafts/{n}/publication", officers({ admin: 404 }, 403, 403), TERMS],
  ["GET /v1/admin/calendar/{year}", officers({ admin: 200 }, 403, 403)],
  ["POST /v1/admin/calendar/{year}/preview", officers({ admin: 200 }, 403, 403), YEAR],
  ["PUT /v1/admin/calendar/{year}", officers({ admin: 412 }, 403, 403), YEAR, STALE],
  ["PUT /v1/admin/statements/{provider}/{day}", officers({ admin: 400 }, 403, 403), { csv: "no statement" }],
  ["GET /v1/admin/callbacks", officers({ admin: 200 }, 403, 403), undefined, {}, "?provider=vnpay&day=2026-01-05"],
  ["GET /v1/admin/callbacks/{callback}", officers({ admin: 404 }, 403, 403)],
  ["POST /v1/admin/callbacks/{callback}/replay", officers({ admin: 404 }, 403, 403)],
  ["GET /v1/admin/money-checks", officers({ admin: 200 }, 403, 403)],
  ["GET /v1/admin/money-checks/{day}", officers({ admin: 404 }, 403, 403)],
  ["GET /v1/admin/dead-letters", officers({ admin: 200 }, 403, 403)],
  ["GET /v1/admin/dead-letters/{queue}/{letter}", officers({ admin: 404 }, 403, 403)],
  ["POST /v1/admin/dead-letters/{queue}/{letter}/redrive", officers({ admin: 404 }, 403, 403)],
  ["POST /v1/admin/dead-letters/{queue}/redrive", officers({ admin: 200 }, 403, 403)],
];

const routeOf = ([route]: Row): string =>
  route
    .replace(/\{(draft|payment|task|callback|letter)\}/, "{id}")
    .replace("/office/payments/{paymentId}", "/office/payments/{id}");

let stack: JourneyStack;
let id: string;
let draft: string;
const tokens = new Map<string, string | null>();

const tokenFor = async (claims: Record<string, unknown> | string | null): Promise<string | null> => {
  if (claims === null || typeof claims === "string") return claims;
  const { body } = await stack.client.must(200, "POST", "/local/token", { claims });
  return String(body.access_token);
};

beforeAll(async () => {
  stack = await journeyStack();
  [{ id }, draft] = await Promise.all([filed(stack, "1.004650"), drafted(stack, "1.004650")]);
  const everybody = {
    ...STRANGERS,
    ...CITIZENS,
    ...Object.fromEntries(ROLES.map((role) => [role, officerOf(role)])),
    ...HOLLOW,
    ...FOREIGN,
  };
  for (const [name, claims] of Object.entries(everybody)) tokens.set(name, await tokenFor(claims));
}, 90_000);
afterAll(() => stack?.close());

const pathOf = (route: string): string =>
  (route.split(" ")[1] ?? "")
    .replace("{paymentId}", `${id}aaaaaa`)
    .replace("{provider}", "vnpay")
    .replace("{callback}", "vnpay.2026-01-05.valid.abc")
    .replace("{day}", "2026-01-05")
    .replace("{month}", "2026-01")
    .replace("{half}", "2021-1")
    .replace("{queue}", "sms")
    .replace("{letter}", "no-letter")
    .replace("{id}", id)
    .replace("{draft}", draft)
    .replace("{payment}", `${id}aaaaaa`)
    .replace("{task}", `${id}:99`)
    .replace("{refundId}", "a".repeat(20))
    .replace("{code}", "1.004650")
    .replace("{formId}", "billboard-notice")
    .replace("drafts/{n}", "drafts/9")
    .replace("{n}", "1")
    .replace("{year}", "2027")
    .replace("{token}", "x".repeat(32))
    .replace("{documentId}", `${id}-aaaaaaaaaaaa`);

const statusFor = async (name: string, [route, , body, headers = {}, query = ""]: Row): Promise<number> => {
  const token = tokens.get(name);
  const authorization = token === null || token === undefined ? {} : { authorization: `Bearer ${token}` };
  const reply = await stack.call(null, route.split(" ")[0] ?? "", pathOf(route) + query, {
    headers: { ...authorization, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return reply.status;
};

/** Everybody's expected status at a row. */
const expectedOf = (expected: Expected): Record<string, number> => {
  const all = (names: string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
  const [strangers, people, hollow, foreign] = [STRANGERS, CITIZENS, HOLLOW, FOREIGN].map(Object.keys) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const closed = expected.door === "none" ? expected.all : 401;
  const shut = { ...all(strangers, closed), ...all([...people, ...ROLES, ...hollow, ...foreign], closed) };
  if (expected.door === "citizen") return { ...shut, ...all(people, expected.other), owner: expected.own };
  if (expected.door === "none") return shut;
  const byRole = Object.fromEntries(ROLES.map((role) => [role, expected.roles[role] ?? expected.rest]));
  return { ...shut, ...byRole, ...all(hollow, 403), ...all(foreign, expected.foreign) };
};

describe("every route, for everybody", { timeout: 60_000 }, () => {
  it("has a row: a new route without one fails here", () => {
    const served = OPERATIONS.flatMap(({ route }) => (route === undefined || route === "$default" ? [] : [route]));
    expect(ROWS.map(routeOf).sort()).toEqual(served.sort());
  });

  it("is tried by at least twenty who may not", () => {
    expect(Object.keys({ ...STRANGERS, ...CITIZENS, ...HOLLOW, ...FOREIGN }).length + ROLES.length).toBeGreaterThan(20);
  });

  it.each(ROWS.map((row) => [row[0], row] as const))("%s", async (_, row) => {
    const expected = expectedOf(row[1]);
    const got = await Promise.all(
      Object.keys(expected).map(async (name) => [name, await statusFor(name, row)] as const),
    );
    expect(Object.fromEntries(got)).toEqual(expected);
  });
});
