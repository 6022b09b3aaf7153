import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { hosting, type StandIn } from "./stand-ins.ts";

/** DynamoDB answers within so many milliseconds, however many items one call reads or writes. */
export const TABLE_TAKES_MS = 5;

type Marshalled = Record<"pk" | "sk", { S: string }>;
/** Keys to be read, or items to be put. */
type Asked = { RequestItems: Record<string, { Keys: Marshalled[] } | { PutRequest: { Item: Marshalled } }[]> };

const nameOf = ({ pk, sk }: Marshalled): string => `${pk.S}\n${sk.S}`;

/**
 * A table as quick as DynamoDB, in front of one that is not: what a batch of notices reads comes from memory, what it
 * writes is taken and forgotten, since the bench tells each change once; anything else is asked of the one behind.
 */
export const quickTable = async (behind: { name: string; endpoint: string }): Promise<StandIn & { table: Table }> => {
  const items = new Map<string, Marshalled>();
  const own: Record<string, (asked: Asked) => object> = {
    BatchGetItem: ({ RequestItems }) => {
      const asked = RequestItems[behind.name];
      const keys = asked !== undefined && "Keys" in asked ? asked.Keys : [];
      return { Responses: { [behind.name]: keys.flatMap((key) => items.get(nameOf(key)) ?? []) } };
    },
    BatchWriteItem: ({ RequestItems }) => {
      const asked = RequestItems[behind.name];
      const puts = Array.isArray(asked) ? asked : [];
      for (const { PutRequest } of puts) items.set(nameOf(PutRequest.Item), PutRequest.Item);
      return {};
    },
    TransactWriteItems: () => ({}),
    UpdateItem: () => ({}),
  };
  const passedOn = async (headers: Record<string, string>, body: Buffer): Promise<{ status: number; text: string }> => {
    const answer = await fetch(behind.endpoint, { method: "POST", headers, body: new Uint8Array(body) });
    return { status: answer.status, text: await answer.text() };
  };

  const host = await hosting((request, response) => {
    const bytes: Buffer[] = [];
    request.on("data", (chunk: Buffer) => bytes.push(chunk));
    request.on("end", async () => {
      const target = String(request.headers["x-amz-target"]);
      const body = Buffer.concat(bytes);
      const answered = own[target.split(".").at(-1) ?? ""];
      const { status, text } =
        answered === undefined
          ? await passedOn(
              {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": target,
                authorization: String(request.headers.authorization),
                "x-amz-date": String(request.headers["x-amz-date"]),
              },
              body,
            )
          : { status: 200, text: JSON.stringify(answered(JSON.parse(body.toString()) as Asked)) };
      setTimeout(() => {
        response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
        response.end(text);
      }, TABLE_TAKES_MS);
    });
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: host.url }));
  return { ...host, table: { name: behind.name, client } };
};
