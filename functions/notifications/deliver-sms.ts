import { EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import { renderSms, type Sms } from "../../shared/domain/notifications/render-sms.ts";
import { queue } from "../boundary/queue.ts";
import { deliverNotice } from "./deliver-notice.ts";

import { smsWiring } from "./wiring.ts";

export const deliverSms = deliverNotice<Sms>({ name: "sms", render: renderSms, partsOf: ({ parts }) => parts });

export const handler = queue({ message: EventMessage }, smsWiring, deliverSms);
