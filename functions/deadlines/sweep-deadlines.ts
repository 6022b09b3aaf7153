import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { answerBy, isWaiting } from "../../shared/domain/dossiers/dossier.ts";
import { stopOverdue } from "../../shared/domain/dossiers/stop-overdue.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { atMost } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { DeadlinesDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

const ATTEMPTS = 5;
const PAGE = 100;
/** Dossiers stopped at a time. */
const AT_ONCE = 10;

type Swept = "unpaid" | "lapsed" | "left" | "failed";

/** Dossiers that could not be stopped; the next run finds them again. */
class DossiersLeft extends Error {
  override name = "DossiersLeft";
}

/** One dossier as one ordinary command; a payment or an answer that came meanwhile wins. */
const stopOne = async (found: Dossier, at: Instant, { store, digest }: DeadlinesDependencies): Promise<Swept> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = await store.read(found.id);
    if (!record || !isWaiting(record.dossier)) return "left";
    const commandId = base32(digest(`sweep-deadlines\n${found.id}\n${answerBy(record.dossier)}`));
    const actor = { kind: "schedule", id: "sweep-deadlines" } as const;
    const change = stopOverdue(record, { commandId, bodyHash: commandId, actor, at }, digest);
    if (change === null) return "left";
    const outcome = await store.commit(change);
    if (outcome === "committed") return change.event.facts.reason as Swept;
    if (outcome === "repeated") return "left";
  }
  return "failed";
};

const sweepPage = (page: Dossier[], at: Instant, dependencies: DeadlinesDependencies): Promise<Swept[]> =>
  atMost(AT_ONCE, page, async (dossier) => {
    try {
      return await stopOne(dossier, at, dependencies);
    } catch (error) {
      log.error("deadline-not-swept", { dossierId: dossier.id, error: errorName(error) });
      return "failed";
    }
  });

/**
 * Stops the dossiers whose applicants neither paid nor answered in time. It reads only those, unit by unit, and each is
 * stopped on its own: one that fails stops no other, and the run fails at its end.
 */
export const sweepDeadlines = async (
  at: Instant,
  dependencies: DeadlinesDependencies,
): Promise<Record<Swept, number>> => {
  const counts: Record<Swept, number> = { unpaid: 0, lapsed: 0, left: 0, failed: 0 };
  for (const unit of dependencies.register.unitIds()) {
    let after: string | undefined;
    do {
      const page = await dependencies.lists.waitedUntil(unit, at, { limit: PAGE, after });
      for (const swept of await sweepPage(page.items, at, dependencies)) counts[swept] += 1;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  log.info("deadlines-swept", { count: counts.unpaid + counts.lapsed });
  if (counts.failed > 0) throw new DossiersLeft(`${counts.failed} dossiers`);
  return counts;
};

export const handler = schedule(wiring, sweepDeadlines);
