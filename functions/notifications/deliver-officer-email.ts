import * as z from "zod";
import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { MOST_REDRIVES } from "../../shared/domain/notifications/dead-letter.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import { recipientsOf } from "../../shared/domain/reminders/recipients.ts";
import { clockOf, ReminderKind, type ReminderMessage } from "../../shared/domain/reminders/reminder.ts";
import { type OfficerEmail, renderReminder } from "../../shared/domain/reminders/render-reminder.ts";
import { REMINDER_VERSION } from "../../shared/domain/reminders/words.ts";
import { type Delivery, queue } from "../boundary/queue.ts";
import { type DeliveryDependencies, type Drafted, deliverOnce } from "./deliver-once.ts";
import { officerEmailWiring } from "./wiring.ts";

export type OfficerEmailDependencies = DeliveryDependencies<OfficerEmail, ReminderMessage> & {
  readDossier: (dossierId: string) => Promise<Dossier | undefined>;
  catalogue: Pick<ProcedureCatalogue, "version">;
  register: Pick<OrganisationRegister, "officer" | "officersOf" | "unitAt">;
};

/** Each id becomes part of a key. */
const Id = z.string().min(1).max(200);

export const ReminderMessageBody = z.strictObject({
  outboxId: Id,
  dossierId: Id,
  kind: ReminderKind,
  dueAt: z.iso.datetime({ precision: 3 }),
  /** How often it came back from the dead letters; absent before the first time. */
  redrives: z.int().min(0).max(MOST_REDRIVES).optional(),
}) satisfies z.ZodType<ReminderMessage>;

/** The mail of a reminder to those who have the dossier now; nobody is told of what was done meanwhile. */
const draft = async (
  { dossierId, kind, dueAt }: ReminderMessage,
  { readDossier, catalogue, register, now }: OfficerEmailDependencies,
): Promise<Drafted<OfficerEmail>> => {
  const dossier = await readDossier(dossierId);
  if (!dossier || dossier.state === "draft" || clockOf(dossier, kind)?.dueAt !== dueAt)
    return { skipped: "no-longer-due" };
  const { procedure, step, code } = dossier;
  const version = await catalogue.version(procedure.code, procedure.version);
  const at = now();
  const rendered = renderReminder(recipientsOf(dossier, kind, register, at), {
    kind,
    code,
    dueAt,
    procedure: version?.name,
    unit: register.unitAt(step.unit, at)?.name,
    step: version?.steps.find(({ id }) => id === step.id)?.name,
  });
  return "skipped" in rendered ? rendered : { mail: rendered, template: `${kind}@${REMINDER_VERSION}` };
};

/** Reminds officers by one mail to all of them, once. */
export const deliverOfficerEmail = async (
  message: ReminderMessage,
  dependencies: OfficerEmailDependencies,
  { queueArn }: Delivery,
): Promise<void> => {
  const key = { dossierId: message.dossierId, outboxId: message.outboxId, channel: "officer-email" } as const;
  await deliverOnce(key, await draft(message, dependencies), dependencies, { queueArn, message });
};

export const handler = queue({ message: ReminderMessageBody }, officerEmailWiring, deliverOfficerEmail);
