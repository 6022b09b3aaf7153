import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { FileStore } from "../../domain/dossiers/dossier-record.ts";
import { outcomeOf } from "./commit.ts";
import { eventItem, itemOf } from "./dossier-item.ts";
import { fileKey, headerKey } from "./keys.ts";
import type { Table } from "./table.ts";

export const fileStore = ({ client, name }: Table): FileStore => ({
  putFile: async ({ dossier }, file, note) => {
    const headerStands = {
      TableName: name,
      Key: headerKey(dossier.id),
      ConditionExpression: "#state = :state",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": dossier.state },
    };
    const once = { TableName: name, ConditionExpression: "attribute_not_exists(pk)" };
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { ConditionCheck: headerStands },
            { Put: { ...once, Item: eventItem(note, false) } },
            { Put: { ...once, Item: itemOf(fileKey(dossier.id, file.id), file) } },
          ],
        }),
      );
      return "committed";
    } catch (error) {
      return outcomeOf(error);
    }
  },
});
