import { renderEmail } from "../../shared/domain/notifications/render-email.ts";
import { queue } from "../boundary/queue.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { OutboxMessageBody } from "./outbox-message.ts";
import { emailWiring } from "./wiring.ts";

export const deliverEmail = deliverNotice({ name: "email", render: renderEmail });

export const handler = queue({ message: OutboxMessageBody }, emailWiring, deliverEmail);
