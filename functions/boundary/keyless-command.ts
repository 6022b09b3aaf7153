import type { ChangeSet } from "../../shared/domain/dossiers/change-set.ts";
import type { CommitOutcome, DossierRecord, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { base32, type Digest } from "../../shared/domain/foundation/base32.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";

const ATTEMPTS = 5;

/** Reads, judges and writes; what moved meanwhile is read and judged again. */
export const judgeAndWrite = async <Seen extends object, Change extends object>(
  read: () => Promise<Seen | Refusal>,
  decide: (seen: Seen) => Promise<Change | Refusal> | Change | Refusal,
  write: (change: Change) => Promise<CommitOutcome>,
): Promise<{ record: Seen; change: Change } | Refusal> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = await read();
    if (isRefusal(record)) return record;
    const change = await decide(record);
    if (isRefusal(change)) return change;
    if ((await write(change)) === "committed") return { record, change };
  }
  return refuse("busy", { retryAfterSeconds: 1 });
};

/**
 * A command that carries no key, such as the change of a draft: the version that it starts from makes it single. A
 * dossier that moved meanwhile is read and judged again.
 */
export const runKeyless = async <Change extends ChangeSet>(
  { store, digest }: { store: Pick<DossierStore, "commit">; digest: Digest },
  read: () => Promise<DossierRecord | Refusal>,
  decide: (record: DossierRecord, commandId: string) => Promise<Change | Refusal>,
): Promise<{ record: DossierRecord; change: Change } | Refusal> =>
  judgeAndWrite(
    read,
    (record) => {
      const { id, version } = record.dossier;
      return decide(record, base32(digest(`change\n${id}\n${version}`)));
    },
    store.commit,
  );
