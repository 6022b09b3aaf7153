import * as z from "zod";
import { nextLook, remindersOf } from "../../shared/domain/reminders/reminders-of.ts";
import { log } from "../boundary/log.ts";
import { queue } from "../boundary/queue.ts";
import type { PlanDependencies } from "./reminder-dependencies.ts";
import { planWiring } from "./wiring.ts";

/** Of an event only whose it is: what counts is where the dossier stands now. */
const AwaitedEvent = z.object({ dossierId: z.string().min(1).max(200) });

/**
 * Plans when a dossier is looked at next, after an event that may have moved its clocks. What was planned before stays
 * and does no harm: a look gives only what is due by the clocks as they stand then.
 */
export const planReminders = async (
  { dossierId }: z.output<typeof AwaitedEvent>,
  { store, calendar, terms, now }: PlanDependencies,
): Promise<void> => {
  const [dossier, given, working] = await Promise.all([
    store.readDossier(dossierId),
    store.given(dossierId),
    calendar(),
  ]);
  if (!dossier) return;
  const at = nextLook(remindersOf(dossier, terms, working), given, now());
  if (at !== null) await store.plan({ at, dossierId });
  log.info("reminder-planned", { dossierId, state: dossier.state, answer: at ?? "none" });
};

export const handler = queue({ message: AwaitedEvent }, planWiring, planReminders);
