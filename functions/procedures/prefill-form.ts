import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { prefillOf } from "../../shared/domain/procedures/prefill.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/prefill/{code}",
  summary: { vi: "Biểu mẫu điền sẵn từ danh tính đã đăng nhập", en: "The form as the signed-in identity answers it" },
  identity: "citizen",
  path: z.object({ code: z.string() }),
  reply: z.strictObject({ version: z.number().int(), form: z.record(z.string(), z.string()) }),
} as const;

export const prefillForm: Operation<typeof spec, ProceduresDependencies> = async (request, { catalogue }) => {
  const { path, at, identity } = request;
  const standing = await catalogue.standing(path.code, at);
  if (standing.is !== "in-force") return refuse("procedure-not-found");
  const { version, form } = standing.version;
  const { name: fullName, taxCode, particulars } = identity;
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: { version, form: prefillOf(form, { fullName, taxCode, ...particulars }) },
  };
};

export const handler = http(spec, wiring, prefillForm);
