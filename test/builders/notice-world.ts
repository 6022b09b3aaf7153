import { deliverEmail } from "../../functions/notifications/deliver-email.ts";
import { deliverSms } from "../../functions/notifications/deliver-sms.ts";
import type { ApplicantDependencies } from "../../functions/notifications/deliver-to-applicant.ts";
import { providerPool } from "../../functions/notifications/provider-pool.ts";
import type { ReceiptDependencies } from "../../functions/notifications/record-receipt.ts";
import { hmacUnder } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import { addressNameOf } from "../../shared/domain/notifications/address-name.ts";
import type { MessageProvider, ProviderName } from "../../shared/domain/notifications/message-provider.ts";
import type { ApplicantChannel, NoticeSubject } from "../../shared/domain/notifications/notice.ts";
import type { CourtesyMessage, EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import type { Email } from "../../shared/domain/notifications/render-email.ts";
import type { Sms } from "../../shared/domain/notifications/render-sms.ts";
import { capsStoreFake } from "../fakes/caps-store.ts";
import { deskStoreFake } from "../fakes/desk-store.ts";
import { healthStoreFake } from "../fakes/health-store.ts";
import { noticeStoreFake } from "../fakes/notice-store.ts";
import { receiptStoreFake } from "../fakes/receipt-store.ts";
import { aSubject, DOSSIER_ID, LONGEST_LINK, someNames } from "./notice.ts";

export const MESSAGE = { outboxId: `${DOSSIER_ID}:3`, dossierId: DOSSIER_ID, commandId: "command-3" };
export const ARN = {
  sms: "arn:aws:sqs:ap-southeast-1:000000000000:local-sms",
  email: "arn:aws:sqs:ap-southeast-1:000000000000:local-email",
};
export const START = "2026-11-22T01:30:00.000Z";

export type Sent = { provider: ProviderName; to: string | string[]; reference: string; mail: Sms | Email };

/** A provider of the tests: what it took, what it is to answer next, and whether it knows a reference again. */
export type Scripted = MessageProvider<Sms | Email> & {
  faults: (Error | "took-it-but-gave-no-answer")[];
  /** Ends the worker, as it were, right after the message was taken. */
  beforeAnswer: () => void;
};

export const scripted = (
  name: ProviderName,
  sent: Sent[],
  traits: { honoursReferences?: boolean; canBeAsked?: boolean } = {},
  unknown: () => Error = () => new Error("no answer"),
): Scripted => {
  const honoursReferences = traits.honoursReferences ?? false;
  const provider: Scripted = {
    name,
    honoursReferences,
    faults: [],
    beforeAnswer: () => {},
    send: async (mail, reference) => {
      const fault = provider.faults.shift();
      if (fault instanceof Error) throw fault;
      const known = honoursReferences && sent.some((one) => one.provider === name && one.reference === reference);
      if (!known) sent.push({ provider: name, to: mail.to, reference, mail });
      if (fault !== undefined) throw unknown();
      provider.beforeAnswer();
      return { providerMessageId: `${name}-${reference}` };
    },
    ...(traits.canBeAsked
      ? {
          find: async (reference: string) =>
            sent.some((one) => one.provider === name && one.reference === reference)
              ? { providerMessageId: `${name}-${reference}` }
              : ("unknown" as const),
        }
      : {}),
  };
  return provider;
};

/** One provider alone, that hands each message on. */
export const poolOf = <Mail>(name: ProviderName, send: (mail: Mail, reference: string) => Promise<void>) =>
  providerPool<Mail>(
    [
      {
        provider: {
          name,
          honoursReferences: false,
          send: async (mail, reference) => {
            await send(mail, reference);
            return { providerMessageId: `${name}-${reference}` };
          },
        },
        usual: 100,
        costVnd: 0,
      },
    ],
    { channel: "officer-email", health: healthStoreFake(), now: () => START, roll: () => 0 },
  );

export type PutBack = { queueArn: string; message: EventMessage | CourtesyMessage; seconds: number };

/** Workers over stores that outlive them, with providers that can fail and a clock to move. */
export const aNoticeWorld = (
  subject: NoticeSubject | undefined = aSubject(),
  providers?: (sent: Sent[]) => { sms: Scripted[]; email: Scripted[] },
) => {
  const clock = { now: millisOf(START) };
  const now = () => instantOf(clock.now);
  const notices = noticeStoreFake(subject ? [subject] : []);
  const desk = deskStoreFake();
  const health = healthStoreFake();
  const caps = capsStoreFake();
  const sent: Sent[] = [];
  const putBack: PutBack[] = [];
  const fellBack: { channel: ApplicantChannel; message: EventMessage }[] = [];
  const given = providers?.(sent) ?? { sms: [scripted("aws-sms", sent)], email: [scripted("ses", sent)] };
  const worker = (channel: ApplicantChannel): ApplicantDependencies<Sms | Email> => ({
    notices,
    pool: providerPool(
      given[channel].map((provider) => ({ provider, usual: 50, costVnd: 800 })),
      { channel, health, now, roll: () => 0 },
    ),
    receiptWithinMinutes: 60,
    desk,
    fallBack: async (to, message) => void fellBack.push({ channel: to, message }),
    names: someNames,
    sealing,
    smsDiacritics: false,
    trackingUrl: async () => LONGEST_LINK,
    quietHours: { from: "21:00", to: "07:00" },
    caps,
    nameAddress: async (channel, address, at) => addressNameOf(channel, address, at, hmacUnder("a key of the tests")),
    courtesiesPerDay: 2,
    later: async (queueArn: string, message: EventMessage | CourtesyMessage, seconds: number) =>
      void putBack.push({ queueArn, message, seconds }),
    now,
  });
  const workers = { sms: worker("sms"), email: worker("email") };
  const aftermath: ReceiptDependencies = {
    receipts: receiptStoreFake(notices),
    notices,
    desk,
    fallBack: async (to, message) => void fellBack.push({ channel: to, message }),
    now,
  };
  /** What the queue holds of a message: as it was put back last. */
  const newest = <M extends EventMessage | CourtesyMessage>(message: M): M => {
    const turns = putBack.flatMap((one) =>
      one.message.outboxId === message.outboxId && one.message.turn !== undefined ? [one.message.turn] : [],
    );
    return message.turn !== undefined || turns.length === 0 ? message : { ...message, turn: Math.max(...turns) };
  };
  return {
    clock,
    notices,
    desk,
    health,
    caps,
    sent,
    putBack,
    fellBack,
    providers: given,
    workers,
    /** A worker that begins anew, as after a restart. */
    restarted: worker,
    aftermath,
    sms: (
      message: EventMessage | CourtesyMessage = MESSAGE,
      changes: Partial<ApplicantDependencies<Sms | Email>> = {},
    ) =>
      deliverSms(newest(message), { ...workers.sms, ...changes } as ApplicantDependencies<Sms>, { queueArn: ARN.sms }),
    email: (message: EventMessage | CourtesyMessage = MESSAGE) =>
      deliverEmail(newest(message), workers.email as ApplicantDependencies<Email>, { queueArn: ARN.email }),
    states: () => Object.fromEntries(notices.sentNotices(DOSSIER_ID).map(({ channel, state }) => [channel, state])),
  };
};
