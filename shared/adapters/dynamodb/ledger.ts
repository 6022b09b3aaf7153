import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { ProcedureCatalogue } from "../../domain/procedures/catalogue.ts";
import { type Ledger, LedgerTooLong } from "../../domain/reporting/ledger.ts";
import { filedFor } from "../../domain/reporting/project.ts";
import type { Told } from "../../domain/reporting/recount.ts";
import { readEvents } from "./dossier-events.ts";
import type { Item } from "./dossier-item.ts";
import { codeKey, daysPartition } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

/** DynamoDB hands out so many items at once. */
const MOST_KEYS = 100;
/** Dossiers whose events are read side by side. */
const AT_ONCE = 32;
/** As many as are read within the half minute that a request may take. */
const MOST_DOSSIERS = 10_000;

class ReadIncomplete extends Error {
  override name = "ReadIncomplete";
}

/** The codes of the numbers that an agency gave on a day. */
const codesOf = (agencyCode: string, { sk, number }: Item): string[] =>
  Array.from({ length: number as number }, (_, at) => `${agencyCode}-${sk}-${String(at + 1).padStart(4, "0")}`);

const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));

/** Ids of the dossiers that have these codes. A number that was reserved by a submission that then failed has none. */
const dossiersOf = async ({ client, name }: Table, codes: readonly string[]): Promise<string[]> => {
  const found = await client.send(
    new BatchGetCommand({ RequestItems: { [name]: { Keys: codes.map(codeKey), ConsistentRead: true } } }),
  );
  if (found.UnprocessedKeys?.[name]) throw new ReadIncomplete();
  return (found.Responses?.[name] ?? []).map(({ dossierId }) => dossierId as string);
};

/** Every dossier by the numbers that `agencyCodes` gave. */
export const ledger = (
  table: Table,
  agencyCodes: readonly string[],
  catalogue: Pick<ProcedureCatalogue, "version">,
): Ledger => ({
  dossiers: async () => {
    const days = await Promise.all(
      agencyCodes.map(async (code) => {
        const items = await queryAll(table, null, "pk", daysPartition(code));
        return items.flatMap((item) => codesOf(code, item));
      }),
    );
    const codes = days.flat();
    if (codes.length > MOST_DOSSIERS) throw new LedgerTooLong();
    const ids: string[] = [];
    for (const part of inParts(inParts(codes, MOST_KEYS), AT_ONCE))
      ids.push(...(await Promise.all(part.map((keys) => dossiersOf(table, keys)))).flat());
    const told: Told[] = [];
    for (const part of inParts(ids, AT_ONCE))
      told.push(
        ...(await Promise.all(
          part.map(async (id): Promise<Told> => {
            const events = await readEvents(table, id);
            const filed = filedFor(events);
            const version = filed && (await catalogue.version(filed.procedure, filed.version));
            if (!version) throw new Error(`dossier ${id} was filed for no procedure`);
            return { events, procedure: version.code, field: version.field.id };
          }),
        )),
      );
    return told;
  },
});
