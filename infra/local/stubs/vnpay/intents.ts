import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { StubContext } from "../stub.ts";

/** The amount in VND of the payment that was started under this reference, or undefined where none was. */
export type FindIntent = (reference: string) => Promise<number | undefined>;

/** A reference begins with its dossier's id, the one way from a reference to its intent. */
const DOSSIER_ID_LENGTH = 16;

/**
 * Stands in for the citizen who opens the pay page. The redirect URL goes to the citizen alone, so a settlement asked
 * for before anybody opened it learns the amount from where the service wrote it, the intent in the table.
 * A real provider cannot do this; everything else it knows comes from signed parameters.
 */
export const intentInTable = (context: Pick<StubContext, "environmentOf">): FindIntent => {
  return async (reference) => {
    const environment = context.environmentOf("receive-vnpay-ipn");
    const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
    if (endpoint === undefined || environment.TABLE_NAME === undefined) return undefined;
    const client = new DynamoDBClient({
      endpoint,
      region: environment.AWS_REGION ?? "ap-southeast-1",
      credentials: {
        accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "local",
        secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "local",
      },
    });
    try {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: environment.TABLE_NAME,
          Key: {
            pk: { S: `DOSSIER#${reference.slice(0, DOSSIER_ID_LENGTH)}` },
            sk: { S: `INTENT#${reference}` },
          },
          ConsistentRead: true,
        }),
      );
      const amount = Item?.amount?.N;
      return amount === undefined ? undefined : Number(amount);
    } finally {
      client.destroy();
    }
  };
};
