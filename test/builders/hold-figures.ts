import { expect } from "vitest";
import { isCounted } from "../../shared/domain/dossiers/change-set.ts";
import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { millisOf, provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { Metric } from "../../shared/domain/reporting/life.ts";
import { changesOf, filedFor } from "../../shared/domain/reporting/project.ts";
import { countedUpTo } from "../../shared/domain/reporting/recount.ts";

const FIELD = "field";

const isLate = (dueAt: string | null, at: string): boolean => dueAt !== null && provinceDate(at) > provinceDate(dueAt);

/** What a dossier counts for is what it shows itself to be: neither counters nor the recount of events are asked. */
export const holdFigures = (dossier: Dossier, events: readonly DossierEvent[]): void => {
  const filed = filedFor(events);
  const counted = filed && changesOf(undefined, events, { procedure: filed.procedure, field: FIELD });
  expect(counted === undefined).toBe(dossier.state === "draft");
  if (counted === undefined || dossier.state === "draft") return;
  const chain = events.filter(({ code }) => code !== undefined);
  for (const [place, event] of chain.entries())
    if (!isCounted(event)) expect(counted.changes[place]?.deltas).toEqual([]);

  const last = chain.at(-1)?.at ?? "";
  const day = provinceDate(last);
  const sums = new Map<string, number>();
  const add = (metric: Metric, by: number): void => void sums.set(metric, (sums.get(metric) ?? 0) + by);
  for (const { deltas } of counted.changes)
    for (const delta of deltas) if (delta.day <= day) add(delta.metric, delta.by);
  const of = (...metrics: Metric[]): number => metrics.reduce((sum, metric) => sum + (sums.get(metric) ?? 0), 0);

  const { state, channel } = dossier;
  const received = "acceptedAt" in dossier;
  const waits = state === "payment-due" || state === "awaiting-supplement";
  const works = state === "accepted" || state === "processing";
  const over = state === "withdrawn" || state === "stopped";
  expect(of(`received.${channel}`)).toBe(Number(received));
  expect(of("open")).toBe(Number(works));
  expect(of("openLate")).toBe(Number(works && isLate(dossier.dueAt, last)));
  expect(of("paused")).toBe(Number(received && waits));
  expect(of("ended.withdrawn", "ended.stopped")).toBe(Number(over && received));
  const never = of("notReceived.refused", "notReceived.withdrawn", "notReceived.stopped");
  expect(never).toBe(Number((over && !received) || state === "refused"));
  const settled = state === "resolved" || state === "returned";
  expect(of("settled.early", "settled.onTime", "settled.late")).toBe(Number(settled));
  if (settled) {
    const { acceptedAt, decision, dueAt, pauses = [], supplements = 0 } = dossier;
    const late = isLate(dueAt, decision.at);
    expect([of("settled.late"), of("settled.repeated")]).toEqual([Number(late), Number(!late && supplements > 1)]);
    const waited = pauses.filter(({ from }) => from >= acceptedAt).map(({ from, to }) => millisOf(to) - millisOf(from));
    const spent = millisOf(decision.at) - millisOf(acceptedAt) - waited.reduce((sum, one) => sum + one, 0);
    expect(of("settled.minutes")).toBe(Math.round(spent / 60_000));
  }
  for (const { metric, by } of countedUpTo({ events, procedure: "", field: FIELD }, day)) add(metric, -by);
  expect([...sums].filter(([, by]) => by !== 0)).toEqual([]);
};
