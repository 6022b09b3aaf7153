import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dayKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** Places for the newest reservations; with so many the counter stays under one kilobyte, one write unit. */
const PLACES = 16;

const placeOf = (dossierId: string): number => {
  let sum = 0;
  for (const character of dossierId) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return sum % PLACES;
};

/**
 * Reserves the next number of an agency's day for a dossier, in one write. The counter remembers who came last to each of
 * its places, so that copies of one submission that are under way together get the same number and leave no gap. It is
 * kept for ever: an auditor's recount finds by it every dossier that ever got a code.
 */
export const reserveNumber = async (
  { client, name }: Table,
  agencyCode: string,
  day: string,
  dossierId: string,
): Promise<number> => {
  const place = placeOf(dossierId);
  const next = "if_not_exists(#number, :none) + :one";
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: dayKey(agencyCode, day),
        UpdateExpression: `SET #number = ${next}, #reserved = ${next}, #dossier = :dossier`,
        ConditionExpression: "attribute_not_exists(#dossier) OR #dossier <> :dossier",
        ExpressionAttributeNames: { "#number": "number", "#reserved": `n${place}`, "#dossier": `d${place}` },
        ExpressionAttributeValues: {
          ":none": 0,
          ":one": 1,
          ":dossier": dossierId,
        },
        ReturnValues: "UPDATED_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return Attributes?.number as number;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return Number(error.Item[`n${place}`]?.N);
  }
};
