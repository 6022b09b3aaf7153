import type { CommitOutcome } from "../../shared/domain/dossiers/dossier-record.ts";
import { factsOf, type Publication } from "../../shared/domain/procedures/catalogue.ts";
import type {
  ProcedureRecord,
  VersionChange,
  VersionEvent,
  VersionStore,
} from "../../shared/domain/procedures/publication/version-draft.ts";

const codeOf = (one: Publication): string => ("procedure" in one ? one.procedure : one.withdrawal).code;

/** The versions of procedures in memory, with the laws of the table. */
export class MemoryVersions implements VersionStore {
  readonly records = new Map<string, ProcedureRecord>();
  readonly events = new Map<string, VersionEvent>();

  constructor(published: readonly Publication[] = []) {
    for (const [code, publications] of Map.groupBy(published, codeOf)) {
      this.records.set(code, { publications, drafts: [] });
    }
  }

  read = async (code: string): Promise<ProcedureRecord> =>
    structuredClone(this.records.get(code) ?? { publications: [], drafts: [] });

  codeOfId = async (id: string) => this.holderOf(id);

  private holderOf(id: string): string | undefined {
    const all = [...this.records.values()].flatMap(({ publications }) => publications);
    return all.flatMap((one) => ("procedure" in one ? [one.procedure] : [])).find((one) => one.id === id)?.code;
  }

  readEvent = async (_: string, commandId: string) => this.events.get(commandId);

  commit = async ({ before, after, event, publication }: VersionChange): Promise<CommitOutcome> => {
    if (this.events.has(event.commandId)) return "repeated";
    const { publications, drafts } = this.records.get(after.code) ?? { publications: [], drafts: [] };
    const current = drafts.find(({ number }) => number === after.number);
    if (current?.revision !== before?.revision) return "stale";
    const number = publication && factsOf(publication).version;
    if (publications.some((one) => factsOf(one).version === number)) return "stale";
    const holder = publication && "procedure" in publication ? this.holderOf(publication.procedure.id) : undefined;
    if (holder !== undefined && holder !== after.code) return "stale";
    this.events.set(event.commandId, event);
    this.records.set(
      after.code,
      structuredClone({
        publications: publication ? [...publications, publication] : publications,
        drafts: [...drafts.filter((one) => one.number !== after.number), after],
      }),
    );
    return "committed";
  };
}
