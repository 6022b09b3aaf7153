import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { eventItem, type Item } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { headerKey, inByOwner } from "../../shared/adapters/dynamodb/keys.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { DossierEvent, EventName } from "../../shared/domain/dossiers/event.ts";
import type { DossierState } from "../../shared/domain/dossiers/state.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import { randomOf } from "../builders/shuffled.ts";

/** What dossiers of the bench are filed for; each unit has all of them. */
const PROCEDURES = Array.from({ length: 140 }, (_, nth) => `bench.${String(nth).padStart(3, "0")}`);
const UNITS = ["culture", "tourism", "sport", "heritage", "family"];
export const fieldOf = (procedure: string): string => `field-${Number(procedure.slice(-3)) % 3}`;

const FIRST_DAY = millisOf("2021-01-04T01:00:00.000Z");
const DAYS = 180;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The life of the nth dossier: filed on any of 180 days, received, worked, decided early or late, returned, rated. */
export const eventsOf = (nth: number): DossierEvent[] => {
  const random = randomOf(nth + 1);
  const dossierId = base32(sha256(`laid ${nth}`)).slice(0, 16);
  const procedure = PROCEDURES[Math.floor(random() * PROCEDURES.length)] as string;
  const unit = UNITS[Math.floor(random() * UNITS.length)] as string;
  let at = FIRST_DAY + Math.floor(random() * DAYS) * DAY_MS + Math.floor(random() * 8) * HOUR_MS;
  const dueAt = instantOf(at + 5 * DAY_MS);
  const events: DossierEvent[] = [];
  const push = (what: EventName, from: DossierState, to: DossierState, more: Partial<DossierEvent> = {}): void => {
    events.push({
      dossierId,
      commandId: base32(sha256(`${dossierId} ${events.length}`)),
      version: events.length + 2,
      at: instantOf(at),
      actor: { kind: "officer", id: "somebody" },
      what,
      from,
      to,
      code: `000.00.01.H40-210104-${nth}`,
      unit,
      facts: {},
      changed: {},
      bodyHash: "",
      previousHash: "",
      hash: btoa("as long as a hash, and as good"),
      ...more,
    });
    at += Math.floor(random() * 3 * DAY_MS);
  };
  push("dossier-submitted", "draft", "submitted", {
    facts: { channel: "online" },
    changed: { procedure, procedureVersion: 1 },
  });
  push("dossier-accepted", "submitted", "accepted", { changed: { dueAt } });
  push("dossier-assigned", "accepted", "processing");
  push("dossier-decided", "processing", "resolved", { facts: { electronic: true } });
  push("result-returned", "resolved", "returned", { facts: { method: "post" } });
  if (random() < 0.5) push("dossier-rated", "returned", "returned", { facts: { overall: 5 } });
  return events;
};

const write = async ({ client, name }: Table, items: readonly Item[]): Promise<void> => {
  for (let at = 0; at < items.length; at += 25) {
    const RequestItems = { [name]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) };
    await client.send(new BatchWriteCommand({ RequestItems }));
  }
};

export const layEvents = (table: Table, events: readonly DossierEvent[]): Promise<void> =>
  write(
    table,
    events.map((event) => eventItem(event, false)),
  );

/** Writes the events of so many dossiers, and of their headers what the index of owners has. */
export const layDossiers = async (table: Table, count: number): Promise<void> => {
  const step = 40;
  for (let from = 0; from < count; from += step) {
    const all = Array.from({ length: Math.min(step, count - from) }, (_, place) => eventsOf(from + place));
    const headers = all.map(([first]): Item => {
      const { dossierId, at } = first as DossierEvent;
      return { ...headerKey(dossierId), ...inByOwner(`owner ${dossierId}`, at, dossierId) };
    });
    await write(table, [...headers, ...all.flat().map((event) => eventItem(event, false))]);
  }
};
