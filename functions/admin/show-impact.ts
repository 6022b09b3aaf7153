import * as z from "zod";
import { DossierState } from "../../shared/domain/dossiers/state.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { impactOf, unitsOf } from "../../shared/domain/procedures/publication/impact.ts";
import { draftOf, holderOfId } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { openDossiersOf } from "./open-dossiers.ts";
import { DraftPath } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

const count = z.number().int();

export const spec = {
  route: "GET /v1/admin/procedures/{code}/drafts/{n}/impact",
  summary: { vi: "Tác động của bản dự thảo", en: "What the publication of a draft version would mean" },
  identity: "officer",
  path: DraftPath,
  reply: z.strictObject({
    openDossiers: z.strictObject({
      total: count,
      atLeast: z.boolean(),
      byState: z.partialRecord(DossierState, count),
      byUnit: z.record(z.string(), count),
      draftsCounted: z.literal(false),
    }),
    changes: z.array(z.strictObject({ pointer: z.string(), before: z.unknown(), after: z.unknown() })),
    findings: z.array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() })),
    tell: z.strictObject({ applicants: count, units: z.array(z.string()) }),
    keepVersion: z.literal(true),
  }),
} as const;

export const showImpact: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, path, language, at } = request;
  const { versions, lists, register, check } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const record = await versions.read(path.code);
  const draft = draftOf(record, path.n);
  if (!draft) return refuse("version-draft-not-found");
  const open = await openDossiersOf(lists, unitsOf(record), ({ procedure }) => procedure.code === path.code);
  const judging = { check, holder: await holderOfId(versions, draft) };
  const { findings, ...impact } = impactOf(record, draft, open, at, judging);
  const told = findings.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail[language] }));
  return { status: 200, body: { ...impact, findings: told } };
};

export const handler = http(spec, wiring, showImpact);
