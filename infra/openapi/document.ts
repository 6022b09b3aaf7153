import * as z from "zod";
import { PROBLEMS } from "../../functions/boundary/problems.ts";
import type { RefusalCode } from "../../shared/domain/foundation/refusal.ts";
import type { Documented, RouteSpec } from "./specs.ts";

type Json = Record<string, unknown>;

/** Zod's own JSON Schema of what goes in or comes out; what JSON cannot say of a value is left open. */
const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    // Zod leaves the default of a number out that is read from text.
    override: ({ zodSchema: { _zod }, jsonSchema }) => {
      if (_zod.def.type === "default") jsonSchema.default = _zod.def.defaultValue;
    },
  });
  return made;
};

const parametersOf = (schema: z.ZodType | undefined, where: "path" | "query"): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: described,
  }));
};

const header = (name: string, required: boolean, vi: string, en: string, schema: Json): Json => ({
  name,
  in: "header",
  required,
  description: `${vi} / ${en}`,
  schema,
});

const headersOf = ({ command, ifMatch }: RouteSpec): Json[] => [
  ...(command
    ? [
        header(
          "Idempotency-Key",
          true,
          "Khóa mới cho mỗi lệnh; gửi lại cùng lệnh thì giữ nguyên khóa",
          "A new key for each command; the same one when the command is sent again",
          { type: "string", pattern: "^[\\x20-\\x7e]{1,255}$" },
        ),
      ]
    : []),
  ...(ifMatch
    ? [
        header(
          "If-Match",
          ifMatch === true,
          "Phiên bản đã thấy, trong ETag",
          "The version that was seen, from its ETag",
          { type: "string", pattern: '^"\\d{1,9}"$' },
        ),
      ]
    : []),
  header("Accept-Language", false, "vi (mặc định) hoặc en", "vi, the default, or en", { type: "string" }),
];

/** Its path leads to a procedure; every other leads to a dossier. */
const isOfProcedures = ({ route }: RouteSpec): boolean => route.includes("/procedures");

/** What every operation of a kind may refuse, before its own rules are asked. */
const refusalsOf = (spec: RouteSpec): RefusalCode[] => [
  "query-invalid",
  ...(spec.body ? (["malformed-json", "body-invalid", "body-too-large", "media-type-unsupported"] as const) : []),
  ...(spec.identity === "none" ? [] : (["token-invalid"] as const)),
  ...(spec.identity === "officer" ? (["role-missing"] as const) : []),
  ...(spec.path ? [isOfProcedures(spec) ? ("procedure-not-found" as const) : ("dossier-not-found" as const)] : []),
  ...(spec.command
    ? (["idempotency-key-missing", "idempotency-key-invalid", "idempotency-key-reused", "request-in-flight"] as const)
    : []),
  ...(spec.command || /^(PATCH|DELETE) /.test(spec.route)
    ? [isOfProcedures(spec) ? ("version-published" as const) : ("move-not-allowed" as const)]
    : []),
  ...(spec.ifMatch === true ? (["if-match-missing"] as const) : []),
  ...(spec.ifMatch ? (["version-stale"] as const) : []),
  "busy",
  "internal-error",
];

const problemResponses = (spec: RouteSpec): Json => {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of refusalsOf(spec)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes
          .map((code) => `\`${code}\`: ${PROBLEMS[code].title.vi} / ${PROBLEMS[code].title.en}`)
          .join("; "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
};

const answerOf = (spec: RouteSpec): Json => {
  const { status = 200, reply } = spec;
  const headers = {
    "X-Correlation-Id": { schema: { type: "string" } },
    ...(spec.command ? { "Idempotent-Replayed": { schema: { const: "true" } } } : {}),
    ...(status === 302 ? { Location: { schema: { type: "string", format: "uri" } } } : {}),
  };
  const content = reply ? { content: { "application/json": { schema: schemaOf(reply, "output") } } } : {};
  return { [String(status)]: { description: spec.summary.en, headers, ...content } };
};

const AUDIENCE = { none: "public", citizen: "citizen", officer: "officer" } as const;

const operationOf = ({ operation, spec }: Documented): Json => ({
  operationId: operation.slice(operation.indexOf("/") + 1),
  tags: [AUDIENCE[spec.identity]],
  summary: spec.summary.vi,
  description: spec.summary.en,
  parameters: [...parametersOf(spec.path, "path"), ...parametersOf(spec.query, "query"), ...headersOf(spec)],
  ...(spec.body
    ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(spec.body, "input") } } } }
    : {}),
  responses: { ...answerOf(spec), ...problemResponses(spec) },
  security: spec.identity === "none" ? [] : [{ [spec.identity]: [] }],
});

const PROBLEM: Json = {
  type: "object",
  description: "RFC 9457",
  required: ["type", "title", "status", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri", description: "ends in the code of the refusal" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "in Vietnamese, or in English by Accept-Language" },
    instance: { type: "string", description: "the correlation id, also in X-Correlation-Id" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: {
          pointer: { type: "string", description: "RFC 6901, into the body" },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
  },
};

const bearer = (whose: string): Json => ({ type: "http", scheme: "bearer", bearerFormat: "JWT", description: whose });

/** The API as OpenAPI 3.1, made of the schemas that validate. */
export const openApiOf = (documented: readonly Documented[], version: string): Json => {
  const paths: Record<string, Json> = {};
  for (const one of documented) {
    const [method = "", path = ""] = one.spec.route.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Một Cửa",
      version,
      description: "Dịch vụ công trực tuyến của tỉnh. / Online public services of a province.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "public", description: "Không cần đăng nhập / no sign-in" },
      { name: "citizen", description: "Công dân và tổ chức / citizens and organisations" },
      { name: "officer", description: "Cán bộ / officers" },
    ],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        citizen: bearer("token of the citizen issuer"),
        officer: bearer("token of the officer issuer"),
      },
    },
  };
};
