import { readdirSync, readFileSync } from "node:fs";

const data = new URL("../../../shared/data/", import.meta.url);
const folder = new URL("procedures/", data);

const read = (name: string, from = folder): unknown => JSON.parse(readFileSync(new URL(name, from), "utf8"));

/** Every procedure file with its name, as it stands on the disk. */
export const shippedProcedures: [string, unknown][] = readdirSync(folder)
  .filter((name) => /-v\d+\.json$/.test(name))
  .map((name) => [name, read(name)]);

export const shippedFields: unknown = read("fields.json", data);
