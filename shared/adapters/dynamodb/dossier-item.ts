import { answerBy, type Dossier, FINAL, isWaiting, workDueAt } from "../../domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../domain/dossiers/dossier-record.ts";
import type { DossierEvent, TrackedEvent } from "../../domain/dossiers/event.ts";
import {
  eventKey,
  eventSort,
  eventsPartition,
  headerKey,
  inByCode,
  inByOutbox,
  inByOwner,
  inByUnit,
  waitingUntil,
} from "./keys.ts";

export type Item = Record<string, unknown>;

/** Raised with every change of an item's shape; older ones are upgraded where they are read. */
export const SCHEMA = 2;

/** Sorts after every instant: dossiers that nothing is due of. */
const NOTHING_DUE = "9999";

const KEY_MEMBERS = [
  "pk",
  "sk",
  "schema",
  "codeKey",
  "codeSort",
  "ownerKey",
  "ownerSort",
  "unitKey",
  "unitSort",
  "outbox",
];

/** What the domain knows of an item: all but its place in the table. */
export const bare = <T>(item: Item): T => {
  const rest = { ...item };
  for (const member of KEY_MEMBERS) delete rest[member];
  return rest as T;
};

export const itemOf = (key: Item, value: object): Item => ({ ...key, schema: SCHEMA, ...value });

const inWorklist = (dossier: Dossier): Item => {
  if (dossier.state === "draft" || FINAL.has(dossier.state)) return {};
  const { id, step } = dossier;
  return isWaiting(dossier)
    ? inByUnit(step.unit, waitingUntil(answerBy(dossier)), id)
    : inByUnit(step.unit, workDueAt(dossier) ?? NOTHING_DUE, id);
};

export const headerItem = (dossier: Dossier): Item => ({
  ...itemOf(headerKey(dossier.id), dossier),
  ...inByOwner(dossier.owner, dossier.createdAt, dossier.id),
  ...inWorklist(dossier),
});

/** Members of an event that are bytes in the table and base64 elsewhere. */
const BYTES = ["sealed", "previousHash", "hash"] as const;

/** An event says nothing twice and keeps bytes as bytes: with some hundred characters of a reason it is one kilobyte. */
export const eventItem = ({ dossierId, commandId, code, ...event }: DossierEvent, awaited: boolean): Item => {
  const item: Item = {
    ...itemOf(eventKey(dossierId, commandId), event),
    ...(code === undefined ? {} : inByCode(code, eventSort(event.version))),
    ...(awaited ? inByOutbox(dossierId) : {}),
  };
  for (const member of BYTES) {
    if (event[member] !== undefined) item[member] = Buffer.from(event[member], "base64");
  }
  return item;
};

/** The event of an item, of all of it or of what an index has. */
export const eventOf = <Event extends TrackedEvent = DossierEvent>(item: Item): Event => {
  const { pk, sk, codeKey } = item;
  const event: Item = {
    ...bare<object>(item),
    dossierId: String(pk).slice(eventsPartition("").length),
    commandId: sk,
    ...(codeKey === undefined ? {} : { code: codeKey }),
  };
  for (const member of BYTES) {
    if (event[member] !== undefined) event[member] = Buffer.from(event[member] as Uint8Array).toString("base64");
  }
  return event as Event;
};

const withPrefix = <T>(items: Item[], prefix: string): T[] =>
  items.filter(({ sk }) => String(sk).startsWith(prefix)).map((item) => bare<T>(item));

/** The items of one dossier's partition as one record; undefined where there is no dossier. */
export const recordOf = (items: Item[]): DossierRecord | undefined => {
  const at = (sk: string): Item | undefined => items.find((item) => item.sk === sk);
  const header = at("HEADER");
  const person = at("PERSON");
  if (!header || !person) return undefined;
  return {
    dossier: bare<Dossier>(header),
    person: bare(person),
    documents: (at("DOCUMENTS")?.files ?? []) as DossierRecord["documents"],
    files: withPrefix(items, "FILE#"),
    verdicts: withPrefix(items, "VERDICT#"),
    intents: withPrefix(items, "INTENT#"),
    refunds: withPrefix(items, "REFUND#"),
  };
};
