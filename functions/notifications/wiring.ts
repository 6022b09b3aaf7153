import type { SQSClient } from "@aws-sdk/client-sqs";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { capsStore } from "../../shared/adapters/dynamodb/caps-store.ts";
import { deskStore } from "../../shared/adapters/dynamodb/desk-store.ts";
import { healthStore } from "../../shared/adapters/dynamodb/health-store.ts";
import { noticeClaims, noticeStore } from "../../shared/adapters/dynamodb/notice-store.ts";
import { clearOutbox } from "../../shared/adapters/dynamodb/outbox.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { receiptStore } from "../../shared/adapters/dynamodb/receipt-store.ts";
import { reminderStore } from "../../shared/adapters/dynamodb/reminder-store.ts";
import { openTable, type Table } from "../../shared/adapters/dynamodb/table.ts";
import { unsentEvents } from "../../shared/adapters/dynamodb/unsent-events.ts";
import { openSes, type SesSettings, sesEmail } from "../../shared/adapters/email/ses-email.ts";
import { sesReceipt } from "../../shared/adapters/email/ses-receipt.ts";
import { esmsProvider } from "../../shared/adapters/esms/provider.ts";
import { esmsReports } from "../../shared/adapters/esms/report.ts";
import { addressNames } from "../../shared/adapters/secrets/address-names.ts";
import { dossierLinks } from "../../shared/adapters/secrets/dossier-links.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { awsSms, openSms } from "../../shared/adapters/sms/aws-sms.ts";
import { awsSmsReceipt } from "../../shared/adapters/sms/aws-sms-receipt.ts";
import { laterOnQueue, messageQueue, openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { isCounted, isTold } from "../../shared/domain/dossiers/change-set.ts";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import type { Names } from "../../shared/domain/notifications/filling.ts";
import type { ApplicantChannel } from "../../shared/domain/notifications/notice.ts";
import type { Receipt } from "../../shared/domain/notifications/receipt.ts";
import type { Email } from "../../shared/domain/notifications/render-email.ts";
import type { Sms } from "../../shared/domain/notifications/render-sms.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { OfficerEmail } from "../../shared/domain/reminders/render-reminder.ts";
import { lazily } from "../boundary/lazily.ts";
import type { OfficerEmailDependencies } from "./deliver-officer-email.ts";
import type { ApplicantDependencies } from "./deliver-to-applicant.ts";
import type { EsmsReportDependencies, RelayDependencies, SweepDependencies } from "./dependencies.ts";
import {
  EmailEnvironment,
  EsmsReportEnvironment,
  OfficerEmailEnvironment,
  ReceiptsEnvironment,
  RelayEnvironment,
  SmsEnvironment,
} from "./environment.ts";
import { type Member, type PoolDependencies, providerPool } from "./provider-pool.ts";
import type { BusReceiptDependencies } from "./receipt-dependencies.ts";
import { type ReceiptDependencies, recordReceipt } from "./record-receipt.ts";

const namesIn = ({ version: versionOf }: ProcedureCatalogue): Names => ({
  procedure: async (code, version) => (await versionOf(code, version))?.name,
  asked: async (code, version, { requirement, formField }) => {
    const procedure = await versionOf(code, version);
    if (requirement !== undefined) return procedure?.documents.find(({ id }) => id === requirement)?.name;
    return formField === undefined ? undefined : procedure?.form.properties[formField]?.title;
  },
  step: async (code, version, id) => (await versionOf(code, version))?.steps.find((step) => step.id === id)?.name,
  unit: (id, at) => organisationRegister.unitAt(id, at)?.name,
  officer: organisationRegister.officer,
});

const now = (): Instant => instantOf(Date.now());

/** One message on a queue; one that it does not take comes again with what it answers. */
const putOn = (client: SQSClient, queueUrl: string) => {
  const put = messageQueue(client, queueUrl);
  return async (message: object): Promise<void> => {
    const refused = await put([message]);
    if (refused.length > 0) throw new QueueRefused();
  };
};

class QueueRefused extends Error {
  override name = "QueueRefused";
}

const pooled = <Mail>(table: Table, channel: PoolDependencies["channel"], members: readonly Member<Mail>[]) =>
  providerPool(members, { channel, health: healthStore(table), now, roll: Math.random });

/** All that both channels need; only how a message leaves, and where to when it does not arrive, differs. */
const noticeDependencies = <Mail>(
  env: Pick<SmsEnvironment, keyof SmsEnvironment & keyof EmailEnvironment> & { SMS_DIACRITICS?: boolean },
  channel: ApplicantChannel,
  members: readonly Member<Mail>[],
  otherQueueUrl: string,
): ApplicantDependencies<Mail> => {
  const secrets = secretReader();
  const links = dossierLinks(secrets, env.DOSSIER_KEYS_SECRET, env.PUBLIC_ORIGIN);
  const table = openTable(env.TABLE_NAME);
  const sqs = openSqs();
  const putOnOther = putOn(sqs, otherQueueUrl);
  return {
    notices: noticeStore(table),
    pool: pooled(table, channel, members),
    receiptWithinMinutes: env.RECEIPT_WITHIN_MINUTES,
    desk: deskStore(table),
    fallBack: (_, message) => putOnOther(message),
    names: namesIn(procedureStore(table)),
    sealing,
    quietHours: { from: env.QUIET_FROM, to: env.QUIET_TO },
    caps: capsStore(table),
    nameAddress: addressNames(secrets, env.DOSSIER_KEYS_SECRET),
    courtesiesPerDay: env.COURTESIES_PER_DAY,
    smsDiacritics: env.SMS_DIACRITICS ?? false,
    trackingUrl: async (dossier) => (await links.of(dossier)).trackingUrl,
    later: laterOnQueue(sqs),
    now,
  };
};

/** eSMS, where the province has a contract with it. */
const esmsOf = (env: SmsEnvironment): Member<Sms>[] => {
  const { ESMS_SECRET: secretId, ESMS_API_URL: apiUrl, ESMS_SHARE: usual = 0, ESMS_COST_VND: costVnd = 0 } = env;
  if (secretId === undefined || apiUrl === undefined) return [];
  const api = { secrets: secretReader(), secretId, apiUrl, brandname: env.SMS_SENDER, origin: env.PUBLIC_ORIGIN };
  return [{ provider: esmsProvider(api), usual, costVnd }];
};

export const smsWiring = /* @__PURE__ */ lazily((): ApplicantDependencies<Sms> => {
  const env = SmsEnvironment.parse(process.env);
  const aws = { provider: awsSms(openSms(), env.SMS_SENDER), usual: env.AWS_SMS_SHARE, costVnd: env.AWS_SMS_COST_VND };
  return noticeDependencies<Sms>(env, "sms", [aws, ...esmsOf(env)], env.EMAIL_QUEUE_URL);
});

const sesSettings = (
  env: Pick<EmailEnvironment, "EMAIL_SENDER" | "EMAIL_CONFIGURATION_SET">,
  channel: SesSettings["channel"],
): SesSettings => ({ sender: env.EMAIL_SENDER, configurationSet: env.EMAIL_CONFIGURATION_SET, channel });

export const emailWiring = /* @__PURE__ */ lazily((): ApplicantDependencies<Email> => {
  const env = EmailEnvironment.parse(process.env);
  const ses = { provider: sesEmail(openSes(), sesSettings(env, "email")), usual: 100, costVnd: 0 };
  return noticeDependencies<Email>(env, "email", [ses], env.SMS_QUEUE_URL);
});

export const officerEmailWiring = /* @__PURE__ */ lazily((): OfficerEmailDependencies => {
  const env = OfficerEmailEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  const ses = { provider: sesEmail(openSes(), sesSettings(env, "officer-email")), usual: 100, costVnd: 0 };
  return {
    notices: noticeClaims(table),
    pool: pooled<OfficerEmail>(table, "officer-email", [ses]),
    receiptWithinMinutes: undefined,
    readDossier: reminderStore(table).readDossier,
    catalogue: procedureStore(table),
    register: organisationRegister,
    later: laterOnQueue(openSqs()),
    now,
  };
});

const receiptDependencies = (env: ReceiptsEnvironment): ReceiptDependencies => {
  const table = openTable(env.TABLE_NAME);
  const sqs = openSqs();
  const queues = { sms: putOn(sqs, env.SMS_QUEUE_URL), email: putOn(sqs, env.EMAIL_QUEUE_URL) };
  return {
    receipts: receiptStore(table),
    notices: noticeStore(table),
    desk: deskStore(table),
    fallBack: (channel, message) => queues[channel](message),
    now,
  };
};

export const receiptsWiring = /* @__PURE__ */ lazily(
  (): ReceiptDependencies => receiptDependencies(ReceiptsEnvironment.parse(process.env)),
);

const READERS: Readonly<Record<string, (detail: unknown) => Receipt | undefined>> = {
  "aws.ses": sesReceipt,
  "aws.sms-voice": awsSmsReceipt,
};

export const receiptWiring = /* @__PURE__ */ lazily((): BusReceiptDependencies => {
  const dependencies = receiptDependencies(ReceiptsEnvironment.parse(process.env));
  return {
    receiptOf: ({ source, detail }) => READERS[source]?.(detail),
    recordReceipt: (receipt) => recordReceipt(receipt, dependencies),
  };
});

export const esmsReportWiring = /* @__PURE__ */ lazily((): EsmsReportDependencies => {
  const env = EsmsReportEnvironment.parse(process.env);
  const dependencies = receiptDependencies(env);
  return {
    readReport: esmsReports({ secrets: secretReader(), secretId: env.ESMS_SECRET }),
    recordReceipt: (receipt) => recordReceipt(receipt, dependencies),
  };
});

const relayDependencies = (env: RelayEnvironment, table: Table): RelayDependencies => {
  const client = openSqs();
  return {
    queues: [
      { wants: isTold, put: messageQueue(client, env.SMS_QUEUE_URL) },
      { wants: isTold, put: messageQueue(client, env.EMAIL_QUEUE_URL) },
      { wants: () => true, put: messageQueue(client, env.REMINDERS_QUEUE_URL) },
      { wants: isCounted, put: messageQueue(client, env.STATISTICS_QUEUE_URL) },
    ],
    clearOutbox: clearOutbox(table),
  };
};

export const relayWiring = /* @__PURE__ */ lazily((): RelayDependencies => {
  const env = RelayEnvironment.parse(process.env);
  return relayDependencies(env, openTable(env.TABLE_NAME));
});

export const sweepWiring = /* @__PURE__ */ lazily((): SweepDependencies => {
  const env = RelayEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { ...relayDependencies(env, table), readUnsent: unsentEvents(table) };
});
