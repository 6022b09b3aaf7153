import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { blankForm, hasForm } from "../../shared/domain/slips/blank-form.ts";
import { CONTENT_TYPES } from "../../shared/domain/slips/prints.ts";
import { http, type Operation } from "../boundary/http.ts";
import { attachment } from "../boundary/reply.ts";
import type { PrintingDependencies } from "./dependencies.ts";
import { printingWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/forms/{formId}",
  summary: { vi: "Tải mẫu đơn đã điền từ hồ sơ của mình", en: "The form filled in from one's own dossier" },
  identity: "citizen",
  path: z.object({ id: z.string(), formId: z.string() }),
  query: z.strictObject({ format: z.enum(["pdf", "docx"]).default("pdf") }),
} as const;

/** Drawn for each call and kept nowhere: it says who somebody is. */
export const printForm: Operation<typeof spec, PrintingDependencies> = async (request, dependencies) => {
  const { identity, path, query, at } = request;
  const { store, catalogue, register, printer } = dependencies;
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const { dossier, person, documents } = record;
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) return refuse("dossier-not-found");
  if (!hasForm(version, path.formId)) return refuse("form-not-found");
  const attached = new Set(documents.map(({ requirement }) => requirement));
  const filled = { case: dossier.case, form: person.form, attached };
  const sheet = blankForm(version, path.formId, { register, at }, filled);
  const bytes = await printer[query.format](sheet);
  return attachment(bytes, `${version.code}-${path.formId}.${query.format}`, CONTENT_TYPES[query.format]);
};

export const handler = http(spec, printingWiring, printForm);
