import type { ApplicantMessage } from "../../shared/domain/notifications/notice-message.ts";
import type { Delivery } from "../boundary/queue.ts";
import { type CourtesyDependencies, deliverCourtesy } from "./deliver-courtesy.ts";
import { type Channel, deliverNotice, type NoticeDependencies } from "./deliver-notice.ts";

export type ApplicantDependencies<Mail> = NoticeDependencies<Mail> & CourtesyDependencies<Mail>;

/** Tells the applicant over one channel, of an event or as a courtesy. */
export const deliverToApplicant = <Mail extends object>(channel: Channel<Mail>) => {
  const [notice, courtesy] = [deliverNotice(channel), deliverCourtesy(channel)];
  return (message: ApplicantMessage, dependencies: ApplicantDependencies<Mail>, delivery: Delivery): Promise<void> =>
    "kind" in message ? courtesy(message, dependencies, delivery) : notice(message, dependencies, delivery);
};
