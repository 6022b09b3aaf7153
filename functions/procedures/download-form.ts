import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { blankForm, hasForm } from "../../shared/domain/slips/blank-form.ts";
import { http, type Operation } from "../boundary/http.ts";
import { WholeNumber } from "../boundary/query.ts";
import type { PrintingDependencies } from "./dependencies.ts";
import { printSheet } from "./print-sheet.ts";
import { printingWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/procedures/{code}/forms/{formId}",
  summary: { vi: "Tải mẫu đơn trống để in, điền tay hoặc điền bằng Word", en: "A blank form to print or fill in" },
  status: 302,
  identity: "none",
  path: z.object({ code: z.string(), formId: z.string() }),
  query: z.strictObject({
    format: z.enum(["pdf", "docx"]).default("pdf"),
    /** An earlier version, by its number; the one in force where it is absent. */
    version: WholeNumber(1, 9999).optional(),
  }),
} as const;

export const downloadForm: Operation<typeof spec, PrintingDependencies> = async (request, dependencies) => {
  const { path, query, at } = request;
  const { catalogue, register } = dependencies;
  const standing = query.version === undefined ? await catalogue.standing(path.code, at) : undefined;
  const inForce = standing?.is === "in-force" ? standing.version : undefined;
  const version = query.version === undefined ? inForce : await catalogue.version(path.code, query.version);
  if (!version) return refuse("procedure-not-found");
  if (!hasForm(version, path.formId)) return refuse("form-not-found");
  const sheet = blankForm(version, path.formId, { register, at });
  return printSheet(sheet, query.format, `${version.code}-${path.formId}`, dependencies);
};

export const handler = http(spec, printingWiring, downloadForm);
