import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { IN_BY_CODE } from "../../shared/adapters/dynamodb/keys.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";

const READY_WITHIN_MS = 10_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const binary = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json")), "dynoxide");

const index = (name: string, hash: string, range: string, projection: "ALL" | "KEYS_ONLY" | string[]) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ],
  Projection: Array.isArray(projection)
    ? { ProjectionType: "INCLUDE" as const, NonKeyAttributes: projection }
    : { ProjectionType: projection as "ALL" | "KEYS_ONLY" },
});

/** The table of the template; test/infra/template holds the two against each other. */
export const TABLE = {
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [
    "pk",
    "sk",
    "codeKey",
    "codeSort",
    "unitKey",
    "unitSort",
    "ownerKey",
    "ownerSort",
    "outbox",
    "at",
  ].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
  GlobalSecondaryIndexes: [
    index("byCode", "codeKey", "codeSort", IN_BY_CODE),
    index("byUnit", "unitKey", "unitSort", "ALL"),
    index("byOwner", "ownerKey", "ownerSort", "KEYS_ONLY"),
    index("byOutbox", "outbox", "at", "KEYS_ONLY"),
  ],
};

export type Emulated = Table & { endpoint: string; stop: () => void };

/**
 * An empty table in an emulator of its own. `stop` ends the emulator. Its stream costs the emulator two thirds of a
 * write, and more with each record that it keeps, where DynamoDB writes it apart: a bench of writes leaves it out.
 */
export const emulatedTable = async ({ stream = true } = {}): Promise<Emulated> => {
  const port = await freePort();
  const child = spawn(binary(), ["--port", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  const base = new DynamoDBClient({
    endpoint,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await base.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (Date.now() > deadline) {
        child.kill();
        throw error;
      }
    }
  }
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const };
  await base.send(
    new CreateTableCommand({ TableName: "dossiers", ...TABLE, ...(stream ? { StreamSpecification } : {}) }),
  );
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  return { name: "dossiers", client, endpoint, stop: () => void child.kill() };
};
