import * as z from "zod";
import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { workDueAt } from "../../shared/domain/dossiers/dossier.ts";
import { DossierState } from "../../shared/domain/dossiers/state.ts";
import { type Instant, inProvince, instantOf, millisOf, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { workingMinutesBetween } from "../../shared/domain/working-time/due.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery, pageOf } from "../boundary/page.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

const Entry = z.object({
  id: z.string(),
  code: z.string(),
  procedure: z.object({ code: z.string(), name: z.string() }),
  applicant: z.object({ name: z.string() }),
  state: DossierState,
  step: z.object({ id: z.string(), name: z.string() }),
  dueAt: z.string().nullable(),
  remainingWorkingMinutes: z.number().int().nullable(),
  assignee: z.string().nullable(),
});

export const spec = {
  route: "GET /v1/office/worklist",
  summary: { vi: "Danh sách việc của đơn vị", en: "The worklist of a unit" },
  identity: "officer",
  query: z.strictObject({
    ...PageQuery,
    unit: z.string().max(64).optional(),
    state: DossierState.optional(),
    assignee: z.string().max(128).optional(),
    due: z.enum(["overdue", "today", "soon"]).optional(),
  }),
  reply: z.object({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

type Filed = Exclude<Dossier, { state: "draft" }>;
type Query = z.infer<(typeof spec)["query"]>;

/** What "soon" means on a worklist. */
const SOON_MS = 3 * 24 * 3_600_000;

const isDue = (due: Query["due"], dueAt: Instant | null, now: Instant): boolean => {
  if (due === undefined) return true;
  if (dueAt === null) return false;
  if (due === "overdue") return dueAt < now;
  if (due === "today") return provinceDate(dueAt) === provinceDate(now);
  return dueAt >= now && dueAt <= instantOf(millisOf(now) + SOON_MS);
};

const isAssigned = (wanted: string | undefined, assignee: string | null, me: string): boolean => {
  if (wanted === undefined) return true;
  if (wanted === "none") return assignee === null;
  return assignee === (wanted === "me" ? me : wanted);
};

export const listWorklist: Operation<typeof spec, OfficeDependencies> = async (
  { identity, query, at },
  dependencies,
) => {
  const { lists, register, catalogue } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (query.unit !== undefined && query.unit !== officer.unit) return refuse("unit-mismatch");
  const page = pageOf(query);
  if (isRefusal(page)) return page;
  const wanted = (dossier: Dossier): boolean => {
    const { state } = dossier;
    if (state === "draft" || (query.state !== undefined && state !== query.state)) return false;
    return isAssigned(query.assignee, dossier.assignee, officer.sub) && isDue(query.due, workDueAt(dossier), at);
  };
  const [{ items, next }, calendar] = await Promise.all([
    lists.byUnit(officer.unit, page, wanted),
    dependencies.calendar(),
  ]);
  const names = items.length === 0 ? new Map<string, string>() : await lists.applicantNames(items.map(({ id }) => id));
  const entryOf = async (dossier: Filed): Promise<z.infer<typeof Entry>> => {
    const { code, version: number } = dossier.procedure;
    const version = await catalogue.version(code, number);
    const stepName = version?.steps.find(({ id }) => id === dossier.step.id)?.name;
    const dueAt = workDueAt(dossier);
    const remaining = dueAt === null ? null : workingMinutesBetween(calendar, at, dueAt);
    return {
      id: dossier.id,
      code: dossier.code,
      procedure: { code, name: version?.name ?? code },
      applicant: { name: names.get(dossier.id) ?? "" },
      state: dossier.state,
      step: { id: dossier.step.id, name: stepName ?? dossier.step.id },
      dueAt: dueAt === null ? null : inProvince(dueAt),
      remainingWorkingMinutes: isRefusal(remaining) ? null : remaining,
      assignee: dossier.assignee,
    };
  };
  const entries = await Promise.all((items as Filed[]).map(entryOf));
  return { status: 200, body: { items: entries, next: cursorOf(next) } };
};

export const handler = http(spec, wiring, listWorklist);
