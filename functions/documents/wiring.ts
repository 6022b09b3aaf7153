import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { verdictStore } from "../../shared/adapters/dynamodb/verdict-store.ts";
import { openStorage, quarantine } from "../../shared/adapters/s3/quarantine.ts";
import { lazily } from "../boundary/lazily.ts";
import type { DocumentsDependencies } from "./dependencies.ts";
import { DocumentsEnvironment } from "./environment.ts";

export const wiring = lazily((): DocumentsDependencies => {
  const env = DocumentsEnvironment.parse(process.env);
  const buckets = { quarantine: env.QUARANTINE_BUCKET, documents: env.DOCUMENTS_BUCKET };
  return { ...verdictStore(openTable(env.TABLE_NAME)), ...quarantine(openStorage(), buckets) };
});
