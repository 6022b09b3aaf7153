import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { http } from "../../functions/boundary/http.ts";
import * as get from "../../functions/procedures/get-procedure.ts";
import * as list from "../../functions/procedures/list-procedures.ts";
import { compileCatalogue } from "../../shared/adapters/catalogue/compile-catalogue.ts";
import { publishedCatalogue } from "../../shared/adapters/catalogue/published-catalogue.ts";
import { bytesOf } from "../../shared/adapters/catalogue/published-list.ts";
import { readCurrent } from "../../shared/adapters/dynamodb/current-catalogue.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import { type CatalogueObjects, catalogueObjects, nameOf } from "../../shared/adapters/s3/catalogue-objects.ts";
import type { Publication } from "../../shared/domain/procedures/catalogue.ts";
import { lineOf } from "../../shared/domain/procedures/catalogue-entry.ts";
import { httpEvent, NO_CONTEXT } from "../builders/http-event.ts";
import { shipped } from "../fakes/procedure-catalogue.ts";
import { proceduresOver } from "../fakes/procedures-area.ts";
import { CREDENTIALS, startS3World } from "../infra/stubs/s3-world.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

const first = shipped[0] as Extract<Publication, { procedure: unknown }>;
const { code } = first.procedure;
const versioned = (version: number, validFrom = "2021-01-01"): Publication => ({
  procedure: { ...first.procedure, version, validFrom, name: `Thủ tục bản ${version}` },
});

const BY = { by: "test", at: "2026-11-22T02:00:00.000Z" };

let table: Emulated;
let reads: string[];

beforeAll(() => void vi.spyOn(process.stdout, "write").mockReturnValue(true));
beforeEach(async () => {
  table = await emulatedTable();
  reads = [];
  table.client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        reads.push(commandName.replace("Command", ""));
        return next(args);
      },
    { step: "initialize" },
  );
});
afterEach(() => {
  vi.useRealTimers();
  table.stop();
});

/** Objects in memory; `held` keeps a put back until it is let go. */
const objectsInMemory = () => {
  const kept = new Map<string, Buffer>();
  const objects: CatalogueObjects = {
    put: async (object, bytes) => void kept.set(object, bytes),
    get: async (object) => {
      const bytes = kept.get(object);
      if (!bytes) throw new Error("no such object");
      return bytes;
    },
  };
  return { kept, objects };
};

const currentLines = async (objects: CatalogueObjects) => [
  ...(await publishedCatalogue(table, objects).current()).lines(),
];

describe("compiling", () => {
  it("makes one object of all that is published and makes it current", async () => {
    const { kept, objects } = objectsInMemory();
    await publish(table, versioned(1), BY);
    await publish(table, versioned(2), BY);
    expect(await compileCatalogue(table, objects)()).toBe("compiled");
    expect(await readCurrent(table)).toMatchObject({ object: [...kept.keys()][0], sequence: 1 });
    expect(await currentLines(objects)).toEqual([versioned(1), versioned(2)].map(lineOf));
  });

  it("writes nothing where the list has not changed", async () => {
    const { kept, objects } = objectsInMemory();
    await publish(table, versioned(1), BY);
    const refresh = compileCatalogue(table, objects);
    await refresh();
    const before = await readCurrent(table);
    reads.length = 0;
    expect(await refresh()).toBe("unchanged");
    expect(reads).toEqual(["GetItem", "Query"]);
    expect([await readCurrent(table), kept.size]).toEqual([before, 1]);
  });

  it("never leaves an older list current, whoever of two is late", async () => {
    const { objects } = objectsInMemory();
    await publish(table, versioned(1), BY);
    let letGo = (): void => undefined;
    const heldBack = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let reached = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const slow = compileCatalogue(table, {
      ...objects,
      put: async (object, bytes) => {
        reached();
        await heldBack;
        await objects.put(object, bytes);
      },
    })();
    await waiting;
    await publish(table, versioned(2), BY);
    expect(await compileCatalogue(table, objects)()).toBe("compiled");
    letGo();
    expect(await slow).toBe("unchanged");
    expect(await currentLines(objects)).toHaveLength(2);
    expect(await readCurrent(table)).toMatchObject({ sequence: 1 });
  });

  it("is lost to nobody where ten publish and compile at once", async () => {
    const { objects } = objectsInMemory();
    const refresh = compileCatalogue(table, objects);
    const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
    const outcomes = await Promise.allSettled(
      numbers.map(async (number) => {
        await publish(table, versioned(number), BY);
        await refresh();
      }),
    );
    // One that met others too often says so, and the schedule mends it.
    if (outcomes.some(({ status }) => status === "rejected")) await refresh();
    expect(await currentLines(objects)).toEqual(await readLines(table));
    expect(await currentLines(objects)).toHaveLength(10);
  });
});

describe("reading", () => {
  const START = Date.parse("2026-11-22T02:00:00Z");
  const moveTo = (seconds: number) => vi.setSystemTime(START + seconds * 1000);
  const area = () => {
    const { objects } = objectsInMemory();
    const dependencies = proceduresOver(procedureStore(table), publishedCatalogue(table, objects));
    const call = async (operation: "list" | "get") => {
      const event = httpEvent({ method: "GET", pathParameters: operation === "get" ? { code } : {}, query: {} });
      const handler =
        operation === "get"
          ? http(get.spec, () => dependencies, get.getProcedure)
          : http(list.spec, () => dependencies, list.listProcedures);
      const { statusCode, headers = {}, body = "{}" } = await handler(event, NO_CONTEXT);
      return { statusCode, headers, body: JSON.parse(body) };
    };
    return { objects, call };
  };
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: START }));

  it("costs nothing of the table while it is warm, and one read every 15 seconds", async () => {
    const { objects, call } = area();
    await publish(table, versioned(1), BY);
    await compileCatalogue(table, objects)();
    await call("list");
    await call("get");
    reads.length = 0;
    for (const seconds of [1, 14]) {
      moveTo(seconds);
      expect((await call("list")).statusCode).toBe(200);
      expect((await call("get")).statusCode).toBe(200);
    }
    expect(reads).toEqual([]);
    moveTo(15);
    await Promise.all([call("list"), call("get"), call("list")]);
    expect(reads).toEqual(["GetItem"]);
  });

  it("shows a publication within a minute to who reads it at the worst moment", async () => {
    const { objects, call } = area();
    const refresh = compileCatalogue(table, objects);
    await publish(table, versioned(1), BY);
    await refresh();
    for (const operation of ["list", "get"] as const) {
      await call(operation);
      await publish(table, versioned(operation === "list" ? 2 : 3), BY);
      await refresh();
      const published = Date.now();
      const version = ({ body }: { body: { version?: number; items?: { version: number }[] } }) =>
        body.version ?? body.items?.[0]?.version;
      const old = operation === "list" ? 1 : 2;
      let reply = await call(operation);
      let maxAge = 0;
      // The last old answer, at its last moment, kept by its reader for as long as it may be.
      while (version(reply) === old) {
        maxAge = Number(/max-age=(\d+)/.exec(String(reply.headers["cache-control"]))?.[1]);
        vi.setSystemTime(Date.now() + 1_000);
        reply = await call(operation);
      }
      expect(version(reply)).toBe(old + 1);
      expect(Date.now() - published).toBeGreaterThan(1_000);
      expect(Date.now() - published + maxAge * 1_000).toBeLessThan(60_000);
      vi.setSystemTime(Date.now() + 60_000);
    }
  });

  it("brings a version into force at midnight of the province without any work, and knows none in 2018", async () => {
    const { objects, call } = area();
    await publish(table, versioned(1), BY);
    await publish(table, versioned(2, "2026-11-23"), BY);
    await publish(table, { withdrawal: { ...withdrawn, validFrom: "2026-11-24" } }, BY);
    await compileCatalogue(table, objects)();
    for (const [at, version] of [
      ["2026-11-22T16:59:59.999Z", 1],
      ["2026-11-22T17:00:00.000Z", 2],
      ["2026-11-23T17:00:00.000Z", undefined],
      ["2018-06-01T00:00:00.000Z", undefined],
      ["2026-11-22T16:59:59.999Z", 1],
    ] as const) {
      vi.setSystemTime(Date.parse(at));
      const [listed, got] = [await call("list"), await call("get")];
      expect([at, listed.body.items[0]?.version, got.statusCode]).toEqual([at, version, version ? 200 : 404]);
      if (version) expect(got.body.version).toBe(version);
    }
  });

  it("fails while nothing is compiled, and is well as soon as something is", async () => {
    const { objects, call } = area();
    expect((await call("list")).statusCode).toBe(500);
    await publish(table, versioned(1), BY);
    await compileCatalogue(table, objects)();
    expect((await call("list")).statusCode).toBe(200);
  });
});

const withdrawn = { code, version: 3, decision: { number: "9/QĐ", date: "2026-11-01" }, fileAt: "Sở Du lịch" };

describe("the objects in their bucket", () => {
  let world: Awaited<ReturnType<typeof startS3World>>;
  beforeAll(async () => {
    world = await startS3World();
    vi.stubEnv("AWS_REGION", "ap-southeast-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey);
    vi.stubEnv("AWS_ENDPOINT_URL_S3", world.endpoint);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await world?.stop();
  });

  it("are written once under their own hash, and read back to the byte", async () => {
    const objects = catalogueObjects("quarantine");
    const bytes = bytesOf(shipped.map(lineOf));
    const object = nameOf(bytes);
    await objects.put(object, bytes);
    await objects.put(object, bytes);
    expect((await objects.get(object)).equals(bytes)).toBe(true);
    expect(world.created).toHaveLength(1);
  });

  it("are refused where the bytes are not what the name says, and where there is none", async () => {
    const objects = catalogueObjects("quarantine");
    await objects.put("0".repeat(64), Buffer.from("something else"));
    await expect(objects.get("0".repeat(64))).rejects.toThrow("not what its name says");
    await expect(objects.get("1".repeat(64))).rejects.toThrow("404");
  });
});
