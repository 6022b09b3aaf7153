import type { Person } from "../../shared/domain/dossiers/person.ts";
import { type Sealing, wordsOf } from "../../shared/domain/dossiers/words.ts";
import { addressOf, channelsOf, type NoAddress } from "../../shared/domain/notifications/channels.ts";
import { fillingOf, type Names } from "../../shared/domain/notifications/filling.ts";
import type {
  ApplicantChannel,
  NoticeStore,
  NoticeSubject,
  SkipReason,
} from "../../shared/domain/notifications/notice.ts";
import type { EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import type { Filling } from "../../shared/domain/notifications/placeholder.ts";
import { templateOf } from "../../shared/domain/notifications/template-of.ts";
import { TEMPLATE_VERSION, type TemplateName } from "../../shared/domain/notifications/templates.ts";
import type { Delivery } from "../boundary/queue.ts";
import { type DeliveryDependencies, type Drafted, deliverOnce } from "./deliver-once.ts";
import { askForCall, type ReachDependencies, reachOtherwise } from "./reach-otherwise.ts";

export type NoticeDependencies<Mail> = DeliveryDependencies<Mail, EventMessage> &
  ReachDependencies & {
    notices: NoticeStore;
    names: Names;
    sealing: Pick<Sealing, "open">;
    /** Vietnamese in SMS as it is written: a part then holds less than half as much. */
    smsDiacritics: boolean;
    trackingUrl: (dossier: { id: string; keyVersion: number; linkVersion: number }) => Promise<string>;
  };

export type Channel<Mail> = {
  name: ApplicantChannel;
  render: (template: TemplateName, person: Person, filling: Filling, smsDiacritics: boolean) => Mail | NoAddress;
  partsOf: (mail: Mail) => number;
};

class EventMissing extends Error {
  override name = "EventMissing";
}

/** Why a person is not told over a channel; undefined where they are. */
const whyNot = (channel: ApplicantChannel, person: Person, fallback: boolean): SkipReason | undefined => {
  const address = addressOf(channel, person);
  if ("skipped" in address) return address.skipped;
  return fallback || channelsOf(person, "status").includes(channel) ? undefined : "not-wanted";
};

/** The message of one notice, or why nobody is told. */
const draft = async <Mail extends object>(
  channel: Channel<Mail>,
  { event, dossier, person }: NoticeSubject,
  { names, sealing, trackingUrl, smsDiacritics }: NoticeDependencies<Mail>,
  fallback: boolean,
): Promise<Drafted<Mail>> => {
  if (!person) return { skipped: "person-erased" };
  const template = templateOf(event);
  if (!template) return { skipped: "no-template" };
  const skipped = whyNot(channel.name, person, fallback);
  if (skipped !== undefined) return { skipped };
  const words = wordsOf(event, person, sealing);
  const filling = await fillingOf({ event, dossier, person, words }, names, await trackingUrl(dossier));
  const mail = channel.render(template, person, filling, smsDiacritics);
  if ("skipped" in mail) return mail;
  return { mail, template: `${template}@${TEMPLATE_VERSION}`, parts: channel.partsOf(mail) };
};

/** Tells the applicant of one event over one channel, once; where it ends badly, another way. */
export const deliverNotice =
  <Mail extends object>(channel: Channel<Mail>) =>
  async (message: EventMessage, dependencies: NoticeDependencies<Mail>, { queueArn }: Delivery): Promise<void> => {
    const { dossierId, outboxId, commandId, fallback = false } = message;
    const subject = await dependencies.notices.readSubject(message, channel.name);
    if (!subject) throw new EventMissing();
    const drafted = await draft(channel, subject, dependencies, fallback);
    const ending = await deliverOnce(
      {
        key: { dossierId, outboxId, channel: channel.name },
        what: subject.event.what,
        drafted,
        before: subject.notice,
        queueArn,
        message,
        resendable: true,
        fallback,
        commandId,
      },
      dependencies,
    );
    if (ending === "undelivered") return reachOtherwise(message, channel.name, dependencies);
    const { person, event } = subject;
    if (person && templateOf(event) !== undefined && channelsOf(person, "status").length === 0)
      await askForCall(subject, message, dependencies);
  };
