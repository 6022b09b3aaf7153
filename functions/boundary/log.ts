/**
 * What a log line may carry, by name: ids and codes, never a body, a query, a name or a number of a person.
 * A field that is not listed here does not compile, and is dropped where a cast lets it through.
 */
const FIELDS = [
  "correlationId",
  "route",
  "refused",
  "error",
  "dossierId",
  "commandId",
  "outboxId",
  "channel",
  "attempt",
  "reason",
  "provider",
  "reference",
  "answer",
  "alert",
  "documentId",
  "state",
  "verdict",
  "messageId",
  "sequenceNumber",
  "receiveCount",
  "count",
  "retryInSeconds",
  "parts",
  "cost",
  "doubts",
  "weight",
  "oldestSeconds",
  "unit",
  "day",
  "field",
  "procedure",
  "metric",
  "counted",
  "recounted",
  "version",
] as const;

export type LogFields = { [Field in (typeof FIELDS)[number]]?: string | number | boolean | undefined };

const LONGEST = 200;

const line = (level: "info" | "error", code: string, fields: LogFields): string => {
  const kept = FIELDS.flatMap((field): [string, string | number | boolean][] => {
    const value = fields[field];
    if (value === undefined) return [];
    return [[field, typeof value === "string" ? value.slice(0, LONGEST) : value]];
  });
  return JSON.stringify({ at: new Date().toISOString(), level, code, ...Object.fromEntries(kept) });
};

/** One JSON line per event. `code` is a fixed word of ours, `dossier-submitted`, to be counted and alarmed on. */
export const log = {
  info: (code: string, fields: LogFields = {}): void => void process.stdout.write(`${line("info", code, fields)}\n`),
  error: (code: string, fields: LogFields = {}): void => void process.stdout.write(`${line("error", code, fields)}\n`),
};

/** The name of what was thrown: its message may quote personal data. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
