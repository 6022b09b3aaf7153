import type { Filed } from "../../shared/domain/dossiers/dossier.ts";
import type { Person } from "../../shared/domain/dossiers/person.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { CapsStore, NameAddress } from "../../shared/domain/notifications/caps.ts";
import { addressOf, channelsOf } from "../../shared/domain/notifications/channels.ts";
import { courtesyFilling } from "../../shared/domain/notifications/courtesy-filling.ts";
import { courtesyTemplateOf } from "../../shared/domain/notifications/courtesy-template.ts";
import type { Names } from "../../shared/domain/notifications/filling.ts";
import type {
  ApplicantChannel,
  CourtesySubject,
  Notice,
  NoticeStore,
  SkipReason,
} from "../../shared/domain/notifications/notice.ts";
import type { CourtesyMessage } from "../../shared/domain/notifications/notice-message.ts";
import { secondsUntil } from "../../shared/domain/notifications/retry.ts";
import { TEMPLATE_VERSION } from "../../shared/domain/notifications/templates.ts";
import { afterQuiet, type QuietHours } from "../../shared/domain/reminders/quiet-hours.ts";
import { clockOf } from "../../shared/domain/reminders/reminder.ts";
import { log } from "../boundary/log.ts";
import type { Delivery } from "../boundary/queue.ts";
import type { Channel } from "./deliver-notice.ts";
import { type DeliveryDependencies, type Drafted, deliverOnce } from "./deliver-once.ts";

export type CourtesyDependencies<Mail> = DeliveryDependencies<Mail, CourtesyMessage> & {
  notices: NoticeStore;
  names: Pick<Names, "procedure" | "unit">;
  /** Vietnamese in SMS as it is written. */
  smsDiacritics: boolean;
  trackingUrl: (dossier: { id: string; keyVersion: number; linkVersion: number }) => Promise<string>;
  quietHours: QuietHours;
  caps: CapsStore;
  nameAddress: NameAddress;
  /** At most, for one dossier and to one address. */
  courtesiesPerDay: number;
};

/** What is to be sent to whom, or why nothing is. */
type Wanted = { dossier: Filed; person: Person; address: string } | { skipped: SkipReason };

/** What was answered, paid or rated meanwhile, or has another date now, is not told; nor what is over by now. */
const isDue = (subject: CourtesySubject, { kind, dueAt }: CourtesyMessage, at: Instant): boolean =>
  clockOf(subject.dossier, kind)?.dueAt === dueAt && !(kind === "answer-soon" && at >= dueAt);

const wantedOf = (
  subject: CourtesySubject | undefined,
  message: CourtesyMessage,
  channel: ApplicantChannel,
  at: Instant,
): Wanted => {
  if (!subject || subject.dossier.state === "draft" || !isDue(subject, message, at))
    return { skipped: "no-longer-due" };
  const { dossier, person } = subject;
  if (!person) return { skipped: "person-erased" };
  const found = addressOf(channel, person);
  if ("skipped" in found) return found;
  if (!channelsOf(person, "courtesy").includes(channel)) return { skipped: "not-wanted" };
  return { dossier, person, address: found.to };
};

/** Whether a provider may still be called for it. */
const isOpen = (notice: Notice | undefined): boolean =>
  notice === undefined || notice.state === "claimed" || notice.state === "failed";

/** One that may have arrived was counted when it was sent: what became of it is found out, whatever the day bears. */
const mayHaveArrived = (notice: Notice | undefined): boolean =>
  notice?.state === "claimed" || notice?.doubtful !== undefined;

/** False where a day bears no more of it. The address may be spent while the dossier is not: then the other way is open. */
const takeCaps = async (
  { outboxId, dossierId }: CourtesyMessage,
  channel: ApplicantChannel,
  address: string,
  at: Instant,
  {
    caps,
    nameAddress,
    courtesiesPerDay: cap,
  }: Pick<CourtesyDependencies<never>, "caps" | "nameAddress" | "courtesiesPerDay">,
): Promise<boolean> => {
  const courtesy = { outboxId, at, cap };
  if (!(await caps.take({ kind: "dossier", name: dossierId }, courtesy))) return false;
  return caps.take({ kind: channel, name: await nameAddress(channel, address, at) }, courtesy);
};

const draft = async <Mail extends object>(
  channel: Channel<Mail>,
  { dossier, person }: { dossier: Filed; person: Person },
  { kind }: CourtesyMessage,
  at: Instant,
  { names, trackingUrl, smsDiacritics }: CourtesyDependencies<Mail>,
): Promise<Drafted<Mail>> => {
  const template = courtesyTemplateOf(dossier, kind);
  const filling = await courtesyFilling({ dossier, person, at }, names, await trackingUrl(dossier));
  const mail = channel.render(template, person, filling, smsDiacritics);
  if ("skipped" in mail) return mail;
  return { mail, template: `${template}@${TEMPLATE_VERSION}`, parts: channel.partsOf(mail) };
};

/**
 * Reminds an applicant, or asks them, over one channel: where they want it, at a decent hour, and only so often. One that
 * does not arrive goes no other way, and nobody calls; one that may have arrived is not sent again.
 */
export const deliverCourtesy =
  <Mail extends object>(channel: Channel<Mail>) =>
  async (message: CourtesyMessage, dependencies: CourtesyDependencies<Mail>, { queueArn }: Delivery): Promise<void> => {
    const { dossierId, outboxId } = message;
    const { notices, quietHours, later, now } = dependencies;
    const key = { dossierId, outboxId, channel: channel.name };
    const subject = await notices.readCourtesy(message, channel.name);
    const before = subject?.notice;
    const at = now();
    const send = async (drafted: Drafted<Mail>): Promise<void> => {
      const what = message.kind;
      await deliverOnce(
        { key, what, drafted, before, queueArn, message, resendable: false, fallback: false },
        dependencies,
      );
    };

    const wanted = wantedOf(subject, message, channel.name, at);
    if ("skipped" in wanted) return send(wanted);
    const end = afterQuiet(at, quietHours);
    if (isOpen(before) && end !== at) {
      const seconds = secondsUntil(end, at);
      log.info("notice-held", { ...key, retryInSeconds: seconds });
      return later(queueArn, message, seconds);
    }
    const counted = !isOpen(before) || mayHaveArrived(before);
    if (!counted && !(await takeCaps(message, channel.name, wanted.address, at, dependencies)))
      return send({ skipped: "capped" });
    return send(await draft(channel, wanted, message, at, dependencies));
  };
