import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { deskStore } from "../../shared/adapters/dynamodb/desk-store.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { fileStore } from "../../shared/adapters/dynamodb/file-store.ts";
import { toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { refundStore } from "../../shared/adapters/dynamodb/refund-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { pdfPrinter } from "../../shared/adapters/printing/pdf-printer.ts";
import { documentStorage } from "../../shared/adapters/s3/document-storage.ts";
import { dossierLinks } from "../../shared/adapters/secrets/dossier-links.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { bytesBeside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  DeskDependencies,
  FilesDependencies,
  OfficeDependencies,
  ReceiptDependencies,
  RefundsDependencies,
} from "./dependencies.ts";
import { OfficeEnvironment, ReceiptEnvironment } from "./environment.ts";

const own = (env: OfficeEnvironment): OfficeDependencies => {
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    lists: dossierLists(table),
    files: fileStore(table),
    told: toldOf(table),
    links: dossierLinks(secretReader(), env.DOSSIER_KEYS_SECRET, env.PUBLIC_ORIGIN),
    catalogue: procedureStore(table),
    register: organisationRegister,
    calendar: currentCalendar(table, env.OFFICE_HOURS),
    terms: { payWithinDays: env.PAY_WITHIN_DAYS, supplementWithinDays: env.SUPPLEMENT_WITHIN_DAYS },
    digest: sha256,
    sealing,
  };
};

export const wiring = /* @__PURE__ */ lazily((): OfficeDependencies => own(OfficeEnvironment.parse(process.env)));

export const refundsWiring = /* @__PURE__ */ lazily((): RefundsDependencies => {
  const table = openTable(OfficeEnvironment.parse(process.env).TABLE_NAME);
  return { refunds: refundStore(table), register: organisationRegister };
});

export const deskWiring = /* @__PURE__ */ lazily((): DeskDependencies => {
  const table = openTable(OfficeEnvironment.parse(process.env).TABLE_NAME);
  return { desk: deskStore(table), register: organisationRegister };
});

/** For operations that reach the files: the S3 client is half of a bundle, and the others do without it. */
export const filesWiring = /* @__PURE__ */ lazily((): FilesDependencies => {
  const env = OfficeEnvironment.parse(process.env);
  const buckets = { quarantine: env.QUARANTINE_BUCKET, documents: env.DOCUMENTS_BUCKET };
  return { ...own(env), storage: documentStorage(buckets) };
});

export const receiptWiring = /* @__PURE__ */ lazily((): ReceiptDependencies => {
  const env = ReceiptEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    links: dossierLinks(secretReader(), env.DOSSIER_KEYS_SECRET, env.PUBLIC_ORIGIN),
    catalogue: procedureStore(table),
    register: organisationRegister,
    printer: pdfPrinter(bytesBeside),
  };
});
