import { ApplicantMessage } from "../../shared/domain/notifications/notice-message.ts";
import { renderSms, type Sms } from "../../shared/domain/notifications/render-sms.ts";
import { queue } from "../boundary/queue.ts";
import { deliverToApplicant } from "./deliver-to-applicant.ts";
import { smsWiring } from "./wiring.ts";

export const deliverSms = deliverToApplicant<Sms>({ name: "sms", render: renderSms, partsOf: ({ parts }) => parts });

export const handler = queue({ message: ApplicantMessage }, smsWiring, deliverSms);
