import { renderSms } from "../../shared/domain/notifications/render-sms.ts";
import { queue } from "../boundary/queue.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { OutboxMessageBody } from "./outbox-message.ts";
import { smsWiring } from "./wiring.ts";

export const deliverSms = deliverNotice({ name: "sms", render: renderSms });

export const handler = queue({ message: OutboxMessageBody }, smsWiring, deliverSms);
