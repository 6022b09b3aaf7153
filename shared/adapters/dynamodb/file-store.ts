import type { FileStore } from "../../domain/dossiers/dossier-record.ts";
import { eventItem, itemOf } from "./dossier-item.ts";
import { fileKey, headerKey } from "./keys.ts";
import type { Table } from "./table.ts";
import { once, transact } from "./transact.ts";

export const fileStore = (table: Table): FileStore => ({
  putFile: ({ dossier, file, event }) => {
    const { name } = table;
    const headerStands = {
      TableName: name,
      Key: headerKey(dossier.id),
      ConditionExpression: "#state = :state",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": dossier.state },
    };
    return transact(table, { ConditionCheck: headerStands }, once(name, eventItem(event, false)), [
      once(name, itemOf(fileKey(dossier.id, file.id), file)),
    ]);
  },
});
