import { readFile } from "node:fs/promises";

/** A file that the build laid beside the bundle. */
export const bytesBeside = (name: string): Promise<Uint8Array> => readFile(new URL(name, import.meta.url));

/** The same as text. */
export const beside = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), "utf8");
