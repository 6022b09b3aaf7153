import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inByOutbox, shardOf } from "../../shared/adapters/dynamodb/keys.ts";
import { clearOutbox } from "../../shared/adapters/dynamodb/outbox.ts";
import { unsentEvents } from "../../shared/adapters/dynamodb/unsent-events.ts";
import type { UnsentPlace } from "../../shared/domain/dossiers/unsent-event.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

let table: Emulated;
beforeAll(async () => {
  table = await emulatedTable({ stream: false });
}, 20_000);
afterAll(() => table.stop());

const id = "abcdefghijklmnop";
const shard = shardOf(id);
const instant = (minute: number): Instant => `2026-11-26T01:${String(minute).padStart(2, "0")}:00.000Z` as Instant;
const BEFORE = "2026-11-27T07:00:00.000Z" as Instant;

const put = (item: object) => table.client.send(new PutCommand({ TableName: table.name, Item: item }));
const putEvent = (commandId: string, minute: number, more: object = inByOutbox(id)) =>
  put({
    pk: `EVENTS#${id}`,
    sk: commandId,
    at: instant(minute),
    version: minute,
    what: "step-completed",
    from: "accepted",
    to: "processing",
    changed: { stepSince: instant(minute) },
    codeKey: "000.00.04.H40-261126-0001",
    codeSort: `EVENT#${minute}`,
    facts: { reason: "Nguyễn Thị Lan" },
    ...more,
  });

const all = async (of: number, before = BEFORE, limit = 2) => {
  const found: string[] = [];
  let after: UnsentPlace | undefined;
  do {
    const page = await unsentEvents(table)(of, before, { limit, after });
    found.push(...page.unsent.map(({ message }) => message.commandId));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
};

describe("the events that were not handed on", () => {
  it("come oldest first, page by page, with what says who waits for them", async () => {
    for (const minute of [5, 1, 3, 4, 2]) await putEvent(`c${minute}`, minute);
    expect(await all(shard)).toEqual(["c1", "c2", "c3", "c4", "c5"]);
    const { oldest, unsent } = await unsentEvents(table)(shard, BEFORE, { limit: 1, after: undefined });
    expect(oldest).toBe(instant(1));
    expect(unsent).toMatchObject([
      {
        message: { outboxId: `${id}:1`, dossierId: id, commandId: "c1" },
        event: {
          what: "step-completed",
          from: "accepted",
          to: "processing",
          code: "000.00.04.H40-261126-0001",
          changed: { stepSince: instant(1) },
        },
      },
    ]);
    expect(JSON.stringify(unsent)).not.toContain("Lan");
  });

  it("are only those before the instant", async () => {
    expect(await all(shard, instant(3))).toEqual(["c1", "c2"]);
  });

  it("are no more once their mark is off", async () => {
    await clearOutbox(table)(id, "c2");
    await putEvent("handed-on", 2, {});
    expect(await all(shard)).toEqual(["c1", "c3", "c4", "c5"]);
  });

  it("are not what is handed on between the index and the table", async () => {
    const send: typeof table.client.send = async (command: never) => {
      const answer = await table.client.send(command);
      if ((command as object) instanceof QueryCommand) await clearOutbox(table)(id, "c3");
      return answer;
    };
    const meanwhile = { name: table.name, client: { send } as typeof table.client };
    const { unsent } = await unsentEvents(meanwhile)(shard, BEFORE, { limit: 9, after: undefined });
    expect(unsent.map(({ message }) => message.commandId)).toEqual(["c1", "c4", "c5"]);
    await putEvent("c3", 3);
  });

  it("are of one shard and never what others keep in the index under names of their own", async () => {
    await put({ pk: `NOTICES#${id}`, sk: `${id}:1#sms`, outbox: `receipts#${shard}`, at: instant(0) });
    expect(await all(shard)).toEqual(["c1", "c3", "c4", "c5"]);
    expect(await all((shard + 1) % 16)).toEqual([]);
  });
});
