import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../shared/data/procedures/", import.meta.url);

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

/** Every procedure file with its name, as it stands on the disk. */
export const shippedProcedures: [string, unknown][] = readdirSync(folder)
  .filter((name) => /-v\d+\.json$/.test(name))
  .map((name) => [name, read(name)]);

export const shippedFields: unknown = read("fields.json");
