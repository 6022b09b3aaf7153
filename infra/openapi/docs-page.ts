import { createHash } from "node:crypto";
import { PROBLEMS } from "../../functions/boundary/problems.ts";

type Schema = {
  description?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};
type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema; description?: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string; description: string }[];
};

const escaped = (text: unknown): string =>
  String(text).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const limitsOf = (schema: Schema): string => {
  const limits = [
    schema.description,
    schema.format,
    schema.pattern === undefined ? undefined : `/${schema.pattern}/`,
    schema.minLength === undefined ? undefined : `≥ ${schema.minLength} ký tự`,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength} ký tự`,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxItems === undefined ? undefined : `≤ ${schema.maxItems} mục`,
  ];
  return limits.filter((limit) => limit !== undefined).join(", ");
};

const typeOf = (schema: Schema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" | ");
  if (schema.type === "array") return `${typeOf(schema.items ?? {})}[]`;
  return [schema.type ?? "any"].flat().join(" | ");
};

/** Members of an object, of the objects within it, and of each of several shapes. */
const members = (schema: Schema, indent = 0): string => {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices
      .map((choice) => members(choice, indent))
      .filter(Boolean)
      .join("<li class=or>hoặc / or</li>");
  const inner = schema.type === "array" ? schema.items : schema;
  if (!inner?.properties || indent > 3)
    return schema.type === "array" && schema.items?.anyOf ? members(schema.items, indent) : "";
  return Object.entries(inner.properties)
    .map(([name, member]) => {
      const must = inner.required?.includes(name) ? "" : " <i>tùy chọn / optional</i>";
      const nested = members(member, indent + 1);
      return `<li><code>${escaped(name)}</code> <span>${escaped(typeOf(member))}</span>${must} <small>${escaped(limitsOf(member))}</small>${nested ? `<ul>${nested}</ul>` : ""}</li>`;
    })
    .join("");
};

const listed = (title: string, schema: Schema | undefined): string => {
  if (!schema) return "";
  const found = members(schema);
  return `<h4>${title}</h4>${found ? `<ul>${found}</ul>` : `<p><span>${escaped(typeOf(schema))}</span></p>`}`;
};

const exampleOf = (method: string, path: string, operation: Operation): string => {
  const headers = operation.parameters.filter(({ in: where, required }) => where === "header" && required);
  const lines = [
    `curl -X ${method} https://…${path}`,
    ...(operation.tags.includes("public") ? [] : ["  -H 'Authorization: Bearer …'"]),
    ...headers.map(({ name }) => `  -H '${name}: …'`),
    ...(operation.requestBody ? ["  -H 'Content-Type: application/json' -d '{…}'"] : []),
  ];
  return `<pre>${escaped(lines.join(" \\\n"))}</pre>`;
};

const section = (method: string, path: string, operation: Operation): string => {
  const { summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters
    .filter(({ name }) => name !== "Accept-Language")
    .map(
      ({ name, in: where, required, schema }) =>
        `<li><code>${escaped(name)}</code> <span>${escaped(where)}, ${escaped(typeOf(schema))}</span>${required ? "" : " <i>tùy chọn / optional</i>"} <small>${escaped(limitsOf(schema))}</small></li>`,
    )
    .join("");
  const answers = Object.entries(responses)
    .map(
      ([status, answer]) =>
        `<li><b>${status}</b> ${escaped(answer.description).replaceAll(/`([a-z-]+)`/g, '<a href="#$1"><code>$1</code></a>')}</li>`,
    )
    .join("");
  const [success] = Object.entries(responses).filter(([status]) => status < "400");
  return [
    `<article id="${escaped(operation.operationId)}"><h3><span class=m>${method}</span> <code>${escaped(path)}</code></h3>`,
    `<p>${escaped(summary)}<br><i lang=en>${escaped(description)}</i></p><details><summary>Chi tiết / details</summary>`,
    rows ? `<h4>Tham số / parameters</h4><ul>${rows}</ul>` : "",
    listed("Nội dung gửi / body", requestBody?.content["application/json"]?.schema),
    listed("Nội dung trả lời / reply", success?.[1].content?.["application/json"]?.schema),
    `<h4>Trả lời và từ chối / answers and refusals</h4><ul>${answers}</ul>`,
    exampleOf(method, path, operation),
    "</details></article>",
  ].join("");
};

const refusals = (): string =>
  Object.entries(PROBLEMS)
    .map(
      ([code, { status, title, detail }]) =>
        `<li id="${code}"><code>${code}</code> <b>${status}</b> ${escaped(title.vi)}. ${escaped(detail.vi)}<br><i lang=en>${escaped(title.en)}. ${escaped(detail.en)}</i></li>`,
    )
    .join("");

const STYLE = `:root{color-scheme:light}body{margin:0 auto;max-width:60rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;margin:.5rem 0}h2{margin:2rem 0 .5rem;border-bottom:2px solid #0b5394;font-size:1.25rem}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}h4{margin:1rem 0 .25rem;font-size:.95rem}
article{padding:.75rem 0;border-bottom:1px solid #ddd}p{margin:.25rem 0}i{color:#595959}ul{margin:.25rem 0;padding-left:1.25rem}li{overflow-wrap:anywhere}li.or{list-style:none;color:#595959}
code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f4f6f8;padding:.75rem;overflow-x:auto}small{color:#595959}a{color:#0b5394}.m{display:inline-block;min-width:4.2em;font-weight:700;color:#0b5394}
summary{cursor:pointer;color:#0b5394;padding:.25rem 0}nav a{display:inline-block;margin-right:1rem;padding:.25rem 0}`;

/** The page of `/docs`: the whole document for people, without a script, and the hash that lets its style through. */
export const docsPage = (given: Record<string, unknown>): { html: string; styleHash: string } => {
  const { info, paths, tags } = given as unknown as Document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = tags.map(({ name, description }) => {
    const own = all.filter(({ operation }) => operation.tags.includes(name));
    return `<h2 id="${name}">${escaped(description)}</h2>${own.map((one) => section(one.method, one.path, one.operation)).join("")}`;
  });
  const html = [
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>Một Cửa: API</title><style>${STYLE}</style></head><body><main><h1>Một Cửa: API ${escaped(info.version)}</h1>`,
    '<p>Tài liệu này được tạo từ chính các lược đồ kiểm tra dữ liệu. Bản cho máy: <a href="/v1/openapi.json">OpenAPI 3.1</a>.<br>',
    '<i lang=en>Made of the very schemas that validate. For machines: <a href="/v1/openapi.json">OpenAPI 3.1</a>.</i></p>',
    `<nav>${tags.map(({ name, description }) => `<a href="#${name}">${escaped(description)}</a>`).join("")}<a href="#refusals">Từ chối / refusals</a></nav>`,
    ...groups,
    `<h2 id="refusals">Mọi lý do từ chối / every refusal</h2><ul>${refusals()}</ul>`,
    "</main></body></html>",
  ].join("");
  return { html, styleHash: createHash("sha256").update(STYLE).digest("base64") };
};
