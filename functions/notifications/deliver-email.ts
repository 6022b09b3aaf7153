import { ApplicantMessage } from "../../shared/domain/notifications/notice-message.ts";
import { type Email, renderEmail } from "../../shared/domain/notifications/render-email.ts";
import { queue } from "../boundary/queue.ts";
import { deliverToApplicant } from "./deliver-to-applicant.ts";
import { emailWiring } from "./wiring.ts";

export const deliverEmail = deliverToApplicant<Email>({ name: "email", render: renderEmail, partsOf: () => 1 });

export const handler = queue({ message: ApplicantMessage }, emailWiring, deliverEmail);
