import * as z from "zod";
import type { Instant } from "../../foundation/instant.ts";
import { isRefusal } from "../../foundation/refusal.ts";
import type { OrganisationRegister } from "../../organisation/register.ts";
import type { WorkingCalendar } from "../../working-time/calendar.ts";
import { workingMinutesBetween } from "../../working-time/due.ts";
import { FINAL } from "../dossier.ts";
import type { TrackedEvent } from "../event.ts";
import type { DossierState } from "../state.ts";

const minutes = z.number().int();

/**
 * Whom a dossier's office time went to since it was filed, in office minutes, so that lateness can be attributed.
 * `post` is null: no post office reports to the service.
 */
export const ConsumedView = z.object({
  unit: minutes,
  otherAgency: minutes,
  citizen: minutes,
  payment: minutes,
  post: minutes.nullable(),
  byUnit: z.array(z.object({ unit: z.object({ id: z.string(), name: z.string() }), minutes })),
});
export type ConsumedView = z.infer<typeof ConsumedView>;

type Consumer = "unit" | "otherAgency" | "citizen" | "payment";

const consumerOf = (state: DossierState, isOtherAgency: boolean): Consumer => {
  if (state === "payment-due") return "payment";
  if (state === "awaiting-supplement") return "citizen";
  return isOtherAgency ? "otherAgency" : "unit";
};

/**
 * Folded from the chain of events: from each to the next the time belongs to whom the dossier waited for. Null where no
 * calendar is published for some of it.
 */
export const consumedView = (
  events: readonly TrackedEvent[],
  { register, calendar, now }: { register: OrganisationRegister; calendar: WorkingCalendar; now: Instant },
): ConsumedView | null => {
  const filed = events.filter(({ code }) => code !== undefined);
  const sum = { unit: 0, otherAgency: 0, citizen: 0, payment: 0 };
  const byUnit = new Map<string, number>();
  const agencyOf = (unit: string, at: Instant) => register.agencyCode(unit, at);
  for (const [index, event] of filed.entries()) {
    const { at, to, unit = "" } = event;
    if (FINAL.has(to)) break;
    const spent = workingMinutesBetween(calendar, at, filed[index + 1]?.at ?? now);
    if (isRefusal(spent)) return null;
    const consumer = consumerOf(to, agencyOf(unit, at) !== agencyOf(filed[0]?.unit ?? unit, at));
    sum[consumer] += spent;
    if (consumer === "unit" || consumer === "otherAgency") byUnit.set(unit, (byUnit.get(unit) ?? 0) + spent);
  }
  const named = [...byUnit].map(([id, spent]) => ({
    unit: { id, name: register.unitAt(id, now)?.name ?? id },
    minutes: spent,
  }));
  return { ...sum, post: null, byUnit: named };
};
