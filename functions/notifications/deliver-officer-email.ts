import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { OfficerMessage } from "../../shared/domain/notifications/notice-message.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import { recipientsOf } from "../../shared/domain/reminders/recipients.ts";
import { clockOf, type OfficerReminderKind } from "../../shared/domain/reminders/reminder.ts";
import { type OfficerEmail, renderReminder } from "../../shared/domain/reminders/render-reminder.ts";
import { REMINDER_VERSION } from "../../shared/domain/reminders/words.ts";
import { type Delivery, queue } from "../boundary/queue.ts";
import { type DeliveryDependencies, type Drafted, deliverOnce } from "./deliver-once.ts";
import { officerEmailWiring } from "./wiring.ts";

export type OfficerEmailDependencies = DeliveryDependencies<OfficerEmail, OfficerMessage> & {
  readDossier: (dossierId: string) => Promise<Dossier | undefined>;
  catalogue: Pick<ProcedureCatalogue, "version">;
  register: Pick<OrganisationRegister, "officer" | "officersOf" | "unitAt">;
};

/** What comes before a due instant; what is late, once it has passed, is told by a reminder of its own. */
const BEFOREHAND: ReadonlySet<OfficerReminderKind> = new Set(["accept-soon", "step-soon"]);

/** The mail of a reminder to those who have the dossier now; nobody is told of what was done meanwhile. */
const draft = async (
  { dossierId, kind, dueAt }: OfficerMessage,
  { readDossier, catalogue, register, now }: OfficerEmailDependencies,
): Promise<Drafted<OfficerEmail>> => {
  const dossier = await readDossier(dossierId);
  if (!dossier || dossier.state === "draft" || clockOf(dossier, kind)?.dueAt !== dueAt)
    return { skipped: "no-longer-due" };
  const at = now();
  if (BEFOREHAND.has(kind) && at >= dueAt) return { skipped: "superseded" };
  const { procedure, step, code } = dossier;
  const version = await catalogue.version(procedure.code, procedure.version);
  const rendered = renderReminder(recipientsOf(dossier, kind, register, at), {
    kind,
    code,
    dueAt,
    procedure: version?.name,
    unit: register.unitAt(step.unit, at)?.name,
    step: version?.steps.find(({ id }) => id === step.id)?.name,
  });
  return "skipped" in rendered ? rendered : { mail: rendered, template: `${kind}@${REMINDER_VERSION}`, parts: 1 };
};

/** Reminds officers by one mail to all of them, once. */
export const deliverOfficerEmail = async (
  message: OfficerMessage,
  dependencies: OfficerEmailDependencies,
  { queueArn }: Delivery,
): Promise<void> => {
  const { dossierId, outboxId, kind: what } = message;
  const key = { dossierId, outboxId, channel: "officer-email" } as const;
  const [drafted, before] = await Promise.all([draft(message, dependencies), dependencies.notices.read(key)]);
  // A reminder that comes twice does less harm than none.
  await deliverOnce({ key, what, drafted, before, queueArn, message, resendable: true, fallback: false }, dependencies);
};

export const handler = queue({ message: OfficerMessage }, officerEmailWiring, deliverOfficerEmail);
