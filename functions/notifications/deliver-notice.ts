import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { Person } from "../../shared/domain/dossiers/person.ts";
import { type Sealing, wordsOf } from "../../shared/domain/dossiers/words.ts";
import { type ApplicantChannel, channelsOf, type NoAddress } from "../../shared/domain/notifications/channels.ts";
import { fillingOf, type Names } from "../../shared/domain/notifications/filling.ts";
import type { NoticeStore } from "../../shared/domain/notifications/notice.ts";
import type { Filling } from "../../shared/domain/notifications/placeholder.ts";
import { templateOf } from "../../shared/domain/notifications/template-of.ts";
import { TEMPLATE_VERSION, type TemplateName } from "../../shared/domain/notifications/templates.ts";
import type { Delivery } from "../boundary/queue.ts";
import { type DeliveryDependencies, type Drafted, deliverOnce } from "./deliver-once.ts";

export type NoticeDependencies<Message> = DeliveryDependencies<Message, OutboxMessage> & {
  notices: NoticeStore;
  names: Names;
  sealing: Pick<Sealing, "open">;
  trackingUrl: (dossier: { id: string; keyVersion: number; linkVersion: number }) => Promise<string>;
};

export type Channel<Message> = {
  name: ApplicantChannel;
  render: (template: TemplateName, person: Person, filling: Filling) => Message | NoAddress;
};

class EventMissing extends Error {
  override name = "EventMissing";
}

/** The message of one notice, or why nobody is told. */
const draft = async <Message extends object>(
  channel: Channel<Message>,
  message: OutboxMessage,
  { notices, names, sealing, trackingUrl }: NoticeDependencies<Message>,
): Promise<Drafted<Message>> => {
  const subject = await notices.readSubject(message);
  if (!subject) throw new EventMissing();
  const { event, dossier, person } = subject;
  if (!person) return { skipped: "person-erased" };
  const template = templateOf(event);
  if (!template) return { skipped: "no-template" };
  const words = wordsOf(event, person, sealing);
  const filling = await fillingOf({ event, dossier, person, words }, names, await trackingUrl(dossier));
  const rendered = channel.render(template, person, filling);
  if ("skipped" in rendered) return rendered;
  if (!channelsOf(person, "status").includes(channel.name)) return { skipped: "not-wanted" };
  return { mail: rendered, template: `${template}@${TEMPLATE_VERSION}` };
};

/** Tells the applicant of one event over one channel, once. */
export const deliverNotice =
  <Message extends object>(channel: Channel<Message>) =>
  async (message: OutboxMessage, dependencies: NoticeDependencies<Message>, { queueArn }: Delivery): Promise<void> => {
    const key = { dossierId: message.dossierId, outboxId: message.outboxId, channel: channel.name };
    await deliverOnce(key, await draft(channel, message, dependencies), dependencies, { queueArn, message });
  };
