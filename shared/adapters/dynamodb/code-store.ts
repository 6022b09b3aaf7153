import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CodeStore } from "../../domain/dossiers/dossier-record.ts";
import type { TrackedEvent } from "../../domain/dossiers/event.ts";
import { forgottenAt } from "../../domain/dossiers/guesses.ts";
import { eventOf, SCHEMA } from "./dossier-item.ts";
import { guessesKey, INDEX, inByCode } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

export const codeStore = ({ client, name }: Table): CodeStore => ({
  readByCode: async (code) => {
    const Items = await queryAll({ client, name }, INDEX.byCode, "codeKey", code);
    const guesses = Items.find(({ codeSort }) => codeSort === "GUESSES");
    return {
      events: Items.filter((item) => item !== guesses).map((item) => eventOf<TrackedEvent>(item)),
      guesses: guesses && { count: guesses.count as number, lastAt: guesses.lastAt as string },
    };
  },

  countWrongGuess: async (code, at, forgetting) => {
    const { codeKey, codeSort } = inByCode(code, "GUESSES");
    const common = "lastAt = :at, expiresAt = :expires, codeKey = :code, codeSort = :sort, #schema = :schema";
    const values = {
      ":one": 1,
      ":at": at,
      ":expires": forgottenAt(at),
      ":code": codeKey,
      ":sort": codeSort,
      ":schema": SCHEMA,
    };
    const count = async (expression: string, condition: { ConditionExpression?: string }, more: object = {}) => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: guessesKey(code),
          UpdateExpression: expression,
          ...condition,
          ExpressionAttributeNames: { "#count": "count", "#schema": "schema" },
          ExpressionAttributeValues: { ...values, ...more },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Attributes?.count as number;
    };
    const oneMore = () => count(`ADD #count :one SET ${common}`, {});
    if (!forgetting) return oneMore();
    try {
      const unchanged = { ConditionExpression: "lastAt = :forgotten" };
      return await count(`SET #count = :one, ${common}`, unchanged, { ":forgotten": forgetting.lastAt });
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return oneMore();
      throw error;
    }
  },
});
