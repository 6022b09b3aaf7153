import * as z from "zod";
import { ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { DossierState } from "../../shared/domain/dossiers/state.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery, pageOf } from "../boundary/page.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

const Entry = z.object({
  id: z.string(),
  code: z.string().nullable(),
  procedure: z.object({ code: z.string(), name: z.string() }),
  state: DossierState,
  version: z.number().int(),
  createdAt: z.string(),
  dueAt: z.string().nullable(),
});

export const spec = {
  route: "GET /v1/dossiers",
  summary: { vi: "Hồ sơ của tôi", en: "One's own dossiers" },
  identity: "citizen",
  query: z.strictObject(PageQuery),
  reply: z.object({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

export const listDossiers: Operation<typeof spec, DossiersDependencies> = async (
  { identity, query },
  { lists, catalogue },
) => {
  const page = pageOf(query);
  if (isRefusal(page)) return page;
  const { items, next } = await lists.byOwner(ownerOf(identity), page);
  const entries = await Promise.all(
    items.map(async (dossier): Promise<z.infer<typeof Entry>> => {
      const { code, version } = dossier.procedure;
      const dueAt = "dueAt" in dossier ? dossier.dueAt : null;
      return {
        id: dossier.id,
        code: dossier.state === "draft" ? null : dossier.code,
        procedure: { code, name: (await catalogue.version(code, version))?.name ?? code },
        state: dossier.state,
        version: dossier.version,
        createdAt: inProvince(dossier.createdAt),
        dueAt: dueAt === null ? null : inProvince(dueAt),
      };
    }),
  );
  return { status: 200, body: { items: entries, next: cursorOf(next) } };
};

export const handler = http(spec, wiring, listDossiers);
