import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import type { CodeStore } from "../../domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../domain/dossiers/event.ts";
import { bare, SCHEMA } from "./dossier-item.ts";
import { guessesKey, INDEX, inByCode } from "./keys.ts";
import type { Table } from "./table.ts";

export const codeStore = ({ client, name }: Table): CodeStore => ({
  readByCode: async (code) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: INDEX.byCode,
        KeyConditionExpression: "codeKey = :code",
        ExpressionAttributeValues: { ":code": code },
      }),
    );
    const header = Items.find(({ codeSort }) => codeSort === "HEADER");
    const guesses = Items.find(({ codeSort }) => codeSort === "GUESSES");
    return {
      dossier: header && bare<Dossier>(header),
      events: Items.filter(({ codeSort }) => String(codeSort).startsWith("EVENT#")).map((item) =>
        bare<DossierEvent>(item),
      ),
      guesses: guesses && { count: guesses.count as number, until: guesses.until as string },
    };
  },

  countWrongGuess: async (code, { until, expiresAt }) => {
    const { codeKey, codeSort } = inByCode(code, "GUESSES");
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: guessesKey(code),
        UpdateExpression:
          "ADD #count :one SET #until = :until, expiresAt = :expires, codeKey = :code, codeSort = :sort, #schema = :schema",
        ExpressionAttributeNames: { "#count": "count", "#until": "until", "#schema": "schema" },
        ExpressionAttributeValues: {
          ":one": 1,
          ":until": until,
          ":expires": expiresAt,
          ":code": codeKey,
          ":sort": codeSort,
          ":schema": SCHEMA,
        },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    return Attributes?.count as number;
  },
});
