import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { PROBLEMS } from "../../functions/boundary/problems.ts";
import { findOperations } from "../../infra/build.ts";
import { docsPage } from "../../infra/openapi/docs-page.ts";
import { openApiOf } from "../../infra/openapi/document.ts";
import { readSpecs } from "../../infra/openapi/specs.ts";
import { fullContent, procedure } from "../builders/dossier.ts";
import { OPERATIONS } from "./template/operations.ts";

type Parameter = { name: string; in: string; required: boolean };
type Method = {
  operationId: string;
  parameters: Parameter[];
  security: Record<string, unknown>[];
  requestBody?: { content: { "application/json": { schema: Parameters<typeof z.fromJSONSchema>[0] } } };
  responses: Record<string, unknown>;
};

const root = resolve(import.meta.dirname, "../..");
const specs = await readSpecs(root, findOperations());
const document = openApiOf(specs, "0.0.0");
const paths = document.paths as Record<string, Record<string, Method>>;
const documented = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
);
/** The routes as test/infra/template holds them against the synthesised template. */
const served = OPERATIONS.filter(({ route }) => route !== undefined && route !== "$default");

describe("routes, functions, schemas and document", () => {
  it("agree both ways: each route has one function, one spec with that route, and one place in the document", () => {
    const byRoute = (rows: { operation: string; route: string; identity: string }[]) =>
      rows.map(({ operation, route, identity }) => `${route} ${operation} ${identity}`).sort();
    const ofTemplate = served.map(({ operation, route = "", identity = "" }) => ({ operation, route, identity }));
    const ofSpecs = specs.map(({ operation, spec }) => ({ operation, route: spec.route, identity: spec.identity }));
    expect(byRoute(ofSpecs)).toEqual(byRoute(ofTemplate));
    expect(documented.map(({ route }) => route).sort()).toEqual(served.map(({ route }) => route).sort());
  });

  it.each(specs.map((one) => [one.spec.route, one] as const))(
    "%s names its parameters as its schema does",
    (route, { spec }) => {
      const inRoute = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const { operation } = documented.find((one) => one.route === route) ?? {};
      const named = (where: string) => operation?.parameters.filter((one) => one.in === where).map(({ name }) => name);
      expect(named("path")).toEqual(inRoute);
      expect(named("header")?.includes("Idempotency-Key")).toBe(spec.command === true);
      const ifMatch = operation?.parameters.find(({ name }) => name === "If-Match");
      expect(ifMatch?.required).toBe(spec.ifMatch === undefined ? undefined : spec.ifMatch === true);
      expect(operation?.security).toEqual(spec.identity === "none" ? [] : [{ [spec.identity]: [] }]);
      expect(operation?.requestBody === undefined).toBe(spec.body === undefined);
      expect(Object.keys(operation?.responses ?? {})).toContain(String(spec.status ?? 200));
    },
  );

  it("refuses what is not declared in a query, but where people and providers bring what is not ours", () => {
    const takesForeign = ({ spec: { query } }: (typeof specs)[number]) => query?.safeParse({ fbclid: "x" }).success;
    const foreign = specs.filter(takesForeign).map(({ spec }) => spec.route);
    expect(foreign.sort()).toEqual([
      "GET /docs",
      "GET /embed/procedures",
      "GET /procedures/{code}",
      "GET /v1/notifications/esms/reports/{token}",
      "GET /v1/payments/vnpay/ipn",
      "GET /v1/payments/vnpay/return",
      "GET /v1/reports/half-years/{half}",
      "GET /v1/tracking/{token}",
      "POST /v1/payments/momo/ipn",
      "POST /v1/payments/payos/webhook",
    ]);
  });

  it("describes the numbers of a query as numbers", () => {
    const { operation } = documented.find(({ route }) => route === "GET /v1/units") ?? {};
    expect(operation?.parameters.find(({ name }) => name === "limit")).toMatchObject({
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    });
  });

  it("asks a key of every command that creates or moves something", () => {
    const without = specs
      .filter(({ spec }) => spec.route.startsWith("POST") && !spec.command)
      .map(({ spec }) => spec.route);
    // What only reads, and what is single by the provider's own numbers or because there is one at a time.
    expect(without.sort()).toEqual([
      "POST /v1/admin/calendar/{year}/preview",
      "POST /v1/admin/callbacks/{id}/replay",
      "POST /v1/admin/dead-letters/{queue}/redrive",
      "POST /v1/admin/dead-letters/{queue}/{id}/redrive",
      "POST /v1/admin/statistics/rebuilds",
      "POST /v1/admin/statistics/recounts",
      "POST /v1/lookups",
      "POST /v1/payments/momo/ipn",
      "POST /v1/payments/payos/webhook",
    ]);
  });

  it("is one document without a loose end: every reference leads somewhere, every operation has a name of its own", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = ""]) => pointer.split("/"));
    expect(references.length).toBeGreaterThan(0);
    for (const steps of references) {
      const target = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect([steps.join("/"), target === undefined]).toEqual([steps.join("/"), false]);
    }
    const ids = documented.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says of a procedure's fees, documents and form when each is asked for", () => {
    const reply = JSON.stringify(paths["/v1/procedures/{code}"]?.get?.responses["200"]);
    expect(reply.match(/"when":\{"minItems":1/g)).toHaveLength(2);
    for (const words of ["Chỉ áp dụng khi", "Applies where all", "A field with x-when is required", "for-good"]) {
      expect(reply).toContain(words);
    }
  });

  it("describes a body that the service takes, and not one that it refuses", async () => {
    const { operation } = documented.find(({ route }) => route === "POST /v1/dossiers") ?? {};
    const described = operation?.requestBody?.content["application/json"].schema;
    if (described === undefined) throw new Error("no body is described");
    // JSON Schema's patterns are Unicode's; zod reads them back without, and knows no property of a character.
    const readable = JSON.parse(JSON.stringify(described), (name, value) =>
      name === "pattern" && String(value).includes("\\p{") ? undefined : value,
    );
    const schema = z.fromJSONSchema(readable);
    const body = { ...fullContent(await procedure("1.004650")), procedure: "1.004650" };
    expect(schema.safeParse(body).error?.issues).toBeUndefined();
    expect(schema.safeParse({ ...body, surprise: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...body, applicant: { ...body.applicant, phone: "12" } }).success).toBe(false);
  });
});

describe("the page for people", () => {
  const { html, styleHash } = docsPage(document);

  it("shows every route and every refusal, in Vietnamese first and in English", () => {
    for (const { spec } of specs) {
      expect(html).toContain(`<code>${spec.route.split(" ")[1]}</code>`);
      expect(html).toContain(spec.summary.vi);
    }
    for (const code of Object.keys(PROBLEMS)) expect(html).toContain(`<li id="${code}">`);
  });

  it("needs no script and nothing from elsewhere", () => {
    expect(html).not.toMatch(/<script|<link|<img|\son\w+=|src=|url\(/i);
    expect(styleHash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it("leads every link within it somewhere", () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("the catalogue of refusals", () => {
  it.each(Object.entries(PROBLEMS))("%s reads well in both languages", (code, { status, title, detail }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect([400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503]).toContain(status);
    for (const words of [title.vi, detail.vi])
      expect(words).toMatch(/[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i);
    for (const words of [title.en, detail.en]) expect(words).toMatch(/^[\x20-\x7e]+$/);
    for (const words of [detail.vi, detail.en]) expect(words).toMatch(/^\p{Lu}.*[.!]$/u);
    for (const words of [title.vi, title.en]) expect(words).not.toMatch(/[.!]$/);
  });
});
