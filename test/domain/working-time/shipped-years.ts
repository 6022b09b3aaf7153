import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../shared/data/calendars/", import.meta.url);

/** Every calendar file, as it stands on the disk. */
export const shippedYears: unknown[] = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
