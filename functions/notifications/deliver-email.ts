import { EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import { type Email, renderEmail } from "../../shared/domain/notifications/render-email.ts";
import { queue } from "../boundary/queue.ts";
import { deliverNotice } from "./deliver-notice.ts";

import { emailWiring } from "./wiring.ts";

export const deliverEmail = deliverNotice<Email>({ name: "email", render: renderEmail, partsOf: () => 1 });

export const handler = queue({ message: EventMessage }, emailWiring, deliverEmail);
