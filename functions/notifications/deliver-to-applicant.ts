import type { Delivery } from "../boundary/queue.ts";
import { type CourtesyDependencies, type CourtesyMessage, deliverCourtesy } from "./deliver-courtesy.ts";
import { type Channel, deliverNotice, type EventMessage, type NoticeDependencies } from "./deliver-notice.ts";

export type ApplicantDependencies<Mail> = NoticeDependencies<Mail> & CourtesyDependencies<Mail>;

/** Tells the applicant over one channel, of an event or as a courtesy. */
export const deliverToApplicant = <Mail extends object>(channel: Channel<Mail>) => {
  const [notice, courtesy] = [deliverNotice(channel), deliverCourtesy(channel)];
  return (
    message: EventMessage | CourtesyMessage,
    dependencies: ApplicantDependencies<Mail>,
    delivery: Delivery,
  ): Promise<void> =>
    "kind" in message ? courtesy(message, dependencies, delivery) : notice(message, dependencies, delivery);
};
