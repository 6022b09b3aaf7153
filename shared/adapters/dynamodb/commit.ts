import { type ChangeSet, isAwaited } from "../../domain/dossiers/change-set.ts";
import type { CommitOutcome } from "../../domain/dossiers/dossier-record.ts";
import { statesBefore } from "../../domain/dossiers/moves/moves.ts";
import { eventItem, headerItem, itemOf } from "./dossier-item.ts";
import { codeKey, documentsKey, headerKey, personKey } from "./keys.ts";
import { intentWrites, moneyWrites } from "./payment-items.ts";
import type { Table } from "./table.ts";
import { once, put, transact, type Write } from "./transact.ts";

/** The states that the table of moves allows the change to start from; where nothing moves, the one that was read. */
const statesExpected = ({ before, move }: ChangeSet): Record<string, string> => {
  const states = move === null ? [before?.state ?? "draft"] : statesBefore(move);
  return Object.fromEntries(states.map((state, index) => [`:state${index}`, state]));
};

/** What the header must still be: as it was read, in a state of the move's row, and duties separated where it demands. */
const headerWrite = (table: string, change: ChangeSet): Write => {
  const { before, after, notHandledBy } = change;
  if (!before) return once(table, headerItem(after as NonNullable<typeof after>));
  const states = statesExpected(change);
  const condition = {
    ConditionExpression: [
      "version = :version",
      `#state IN (${Object.keys(states).join(", ")})`,
      ...(notHandledBy === undefined ? [] : ["NOT contains(handledBy, :decider)"]),
    ].join(" AND "),
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":version": before.version,
      ...states,
      ...(notHandledBy === undefined ? {} : { ":decider": notHandledBy }),
    },
  };
  return after
    ? { Put: { TableName: table, Item: headerItem(after), ...condition } }
    : { Delete: { TableName: table, Key: headerKey(before.id), ...condition } };
};

/** What lies beside the header and the event. */
const besides = (table: string, change: ChangeSet): Write[] => {
  const { before, after, event, person, documents } = change;
  const id = event.dossierId;
  const born = before?.state === "draft" && after && after.state !== "draft" ? after.code : undefined;
  const erased = after === null;
  return [
    ...(born === undefined ? [] : [once(table, itemOf(codeKey(born), { dossierId: id }))]),
    ...(person ? [put(table, itemOf(personKey(id), person))] : []),
    ...(documents ? [put(table, itemOf(documentsKey(id), { files: documents }))] : []),
    ...intentWrites(table, change),
    ...moneyWrites(table, change),
    ...(erased ? [personKey(id), documentsKey(id)].map((Key): Write => ({ Delete: { TableName: table, Key } })) : []),
  ];
};

/** All that a command changes, or nothing of it. */
export const commitChange = (table: Table, change: ChangeSet): Promise<CommitOutcome> => {
  const { event } = change;
  const eventOnce = once(table.name, eventItem(event, isAwaited(event)));
  return transact(table, headerWrite(table.name, change), eventOnce, besides(table.name, change));
};
