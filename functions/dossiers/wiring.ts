import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { unitRegister } from "../../shared/adapters/catalogue/unit-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { codeStore } from "../../shared/adapters/dynamodb/code-store.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { openTable, type Table } from "../../shared/adapters/dynamodb/table.ts";
import { pdfPrinter } from "../../shared/adapters/printing/pdf-printer.ts";
import { printer } from "../../shared/adapters/printing/printer.ts";
import { documentStorage } from "../../shared/adapters/s3/document-storage.ts";
import { dossierLinks } from "../../shared/adapters/secrets/dossier-links.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { bytesBeside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  DossiersDependencies,
  FilesDependencies,
  NoticesDependencies,
  PrintingDependencies,
  ReceiptDependencies,
  SubmissionDependencies,
} from "./dependencies.ts";
import { DossiersEnvironment, NoticesEnvironment, PrintingEnvironment, ReceiptEnvironment } from "./environment.ts";

const common = (env: DossiersEnvironment, table: Table) => ({
  store: dossierStore(table),
  links: dossierLinks(secretReader(), env.DOSSIER_KEYS_SECRET, env.PUBLIC_ORIGIN),
  catalogue: procedureStore(table),
  calendar: currentCalendar(table, env.OFFICE_HOURS),
  terms: { payWithinDays: env.PAY_WITHIN_DAYS, supplementWithinDays: env.SUPPLEMENT_WITHIN_DAYS },
  digest: sha256,
});

const storageOf = (env: DossiersEnvironment) =>
  documentStorage({ quarantine: env.QUARANTINE_BUCKET, documents: env.DOCUMENTS_BUCKET });

/** A submission is the path that most wait for: its bundle has no lists and no officers. */
export const submissionWiring = /* @__PURE__ */ lazily((): SubmissionDependencies => {
  const env = DossiersEnvironment.parse(process.env);
  return { ...common(env, openTable(env.TABLE_NAME)), register: unitRegister, storage: storageOf(env) };
});

const own = (env: DossiersEnvironment): DossiersDependencies => {
  const table = openTable(env.TABLE_NAME);
  return {
    ...common(env, table),
    lists: dossierLists(table),
    codes: codeStore(table),
    register: organisationRegister,
    sealing,
  };
};

export const wiring = /* @__PURE__ */ lazily((): DossiersDependencies => own(DossiersEnvironment.parse(process.env)));

/** For operations that reach the files: the S3 client is half of a bundle, and the others do without it. */
export const filesWiring = /* @__PURE__ */ lazily((): FilesDependencies => {
  const env = DossiersEnvironment.parse(process.env);
  return { ...own(env), storage: storageOf(env) };
});

export const noticesWiring = /* @__PURE__ */ lazily((): NoticesDependencies => {
  const table = openTable(NoticesEnvironment.parse(process.env).TABLE_NAME);
  return { store: dossierStore(table), told: toldOf(table) };
});

export const printingWiring = /* @__PURE__ */ lazily((): PrintingDependencies => {
  const table = openTable(PrintingEnvironment.parse(process.env).TABLE_NAME);
  return {
    store: dossierStore(table),
    catalogue: procedureStore(table),
    register: organisationRegister,
    printer: printer(bytesBeside),
  };
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
