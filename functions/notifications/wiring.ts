import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { noticeClaims, noticeStore } from "../../shared/adapters/dynamodb/notice-store.ts";
import { clearOutbox } from "../../shared/adapters/dynamodb/outbox.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { reminderStore } from "../../shared/adapters/dynamodb/reminder-store.ts";
import { openTable, type Table } from "../../shared/adapters/dynamodb/table.ts";
import { unsentEvents } from "../../shared/adapters/dynamodb/unsent-events.ts";
import { openSes, sesEmail } from "../../shared/adapters/email/ses-email.ts";
import { dossierLinks } from "../../shared/adapters/secrets/dossier-links.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { awsSms, openSms } from "../../shared/adapters/sms/aws-sms.ts";
import { laterOnQueue, messageQueue, openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { isTold } from "../../shared/domain/dossiers/change-set.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import type { Names } from "../../shared/domain/notifications/filling.ts";
import type { Email } from "../../shared/domain/notifications/render-email.ts";
import type { Sms } from "../../shared/domain/notifications/render-sms.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import { lazily } from "../boundary/lazily.ts";
import type { NoticeDependencies } from "./deliver-notice.ts";
import type { OfficerEmailDependencies } from "./deliver-officer-email.ts";
import type { RelayDependencies, SweepDependencies } from "./dependencies.ts";
import { EmailEnvironment, OfficerEmailEnvironment, RelayEnvironment, SmsEnvironment } from "./environment.ts";

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

/** All that both channels need; only how a message leaves differs. */
const noticeDependencies = <Message>(
  env: Pick<SmsEnvironment, "TABLE_NAME" | "DOSSIER_KEYS_SECRET" | "PUBLIC_ORIGIN">,
  send: NoticeDependencies<Message>["send"],
): NoticeDependencies<Message> => {
  const links = dossierLinks(secretReader(), env.DOSSIER_KEYS_SECRET, env.PUBLIC_ORIGIN);
  const table = openTable(env.TABLE_NAME);
  return {
    notices: noticeStore(table),
    names: namesIn(procedureStore(table)),
    sealing,
    trackingUrl: async (dossier) => (await links.of(dossier)).trackingUrl,
    send,
    later: laterOnQueue(openSqs()),
    now: () => instantOf(Date.now()),
  };
};

export const smsWiring = /* @__PURE__ */ lazily((): NoticeDependencies<Sms> => {
  const env = SmsEnvironment.parse(process.env);
  return noticeDependencies(env, awsSms(openSms(), env.SMS_SENDER));
});

export const emailWiring = /* @__PURE__ */ lazily((): NoticeDependencies<Email> => {
  const env = EmailEnvironment.parse(process.env);
  return noticeDependencies(env, sesEmail(openSes(), env.EMAIL_SENDER));
});

export const officerEmailWiring = /* @__PURE__ */ lazily((): OfficerEmailDependencies => {
  const env = OfficerEmailEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    notices: noticeClaims(table),
    readDossier: reminderStore(table).readDossier,
    catalogue: procedureStore(table),
    register: organisationRegister,
    send: sesEmail(openSes(), env.EMAIL_SENDER),
    later: laterOnQueue(openSqs()),
    now: () => instantOf(Date.now()),
  };
});

const relayDependencies = (env: RelayEnvironment, table: Table): RelayDependencies => {
  const client = openSqs();
  return {
    queues: [
      { wants: isTold, put: messageQueue(client, env.SMS_QUEUE_URL) },
      { wants: isTold, put: messageQueue(client, env.EMAIL_QUEUE_URL) },
      { wants: () => true, put: messageQueue(client, env.REMINDERS_QUEUE_URL) },
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
