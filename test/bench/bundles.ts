import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { findOperations } from "../../infra/build.ts";

const DIST = resolve(import.meta.dirname, "../../dist");

/** Operations that no caller waits for: a queue, the stream, a schedule or a deployment runs them. */
const WORKERS = new Set([
  "documents/inspect-document",
  "notifications/deliver-email",
  "notifications/deliver-officer-email",
  "notifications/deliver-sms",
  "notifications/receive-receipt",
  "notifications/relay-outbox",
  "notifications/sweep-outbox",
  "deadlines/plan-reminders",
  "deadlines/send-reminders",
  "deadlines/apply-calendar",
  "deadlines/sweep-deadlines",
  "procedures/compile-catalogue",
  "procedures/load-catalogue",
]);

const KB = 1024;

/** The most a bundle may weigh, gzip, and the most its boot and import may take over an empty handler's. */
export type Limit = { gzipKb: number; ratio: number };

const SUBMISSION: Limit = { gzipKb: 110, ratio: 3.4 };
const REQUEST: Limit = { gzipKb: 160, ratio: 4.0 };

/** Workers have no limit of their own; their figures are listed. */
export const limitOf = (operation: string): Limit | undefined => {
  if (WORKERS.has(operation)) return undefined;
  return operation === "dossiers/submit-dossier" ? SUBMISSION : REQUEST;
};

export const bundleOf = (operation: string): string => join(DIST, operation, "index.mjs");

export const gzipKbOf = (operation: string): number =>
  gzipSync(readFileSync(bundleOf(operation)), { level: 9 }).length / KB;

export const operations = (): string[] => findOperations();
