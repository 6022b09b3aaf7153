import type { Unit } from "../../organisation/unit.ts";
import type { Field } from "../catalogue.ts";
import type { ProcedureSource } from "../procedure-file.ts";
import type { ProcedureVersion } from "../procedure-version.ts";

export type Words = { vi: string; en: string };

/** What a procedure is held against besides itself. */
export type Surroundings = { units: readonly Unit[]; fields: readonly Field[] };

/** A procedure as it is written, as it would be published, and where. */
export type Subject = { source: ProcedureSource; procedure: ProcedureVersion; around: Surroundings };

/** One place where a rule is broken: a JSON pointer into what was written, and what is wrong there. */
export type Found = { pointer: string; what: Words };

/** One mistake that can be made, how to find it and what to do about it: the remedy ends every message. */
export type Rule<S = Subject> = { code: string; remedy: Words; find: (subject: S) => Found[] };

export const found = (pointer: string, vi: string, en: string): Found => ({ pointer, what: { vi, en } });

/** Places of a list whose key stood in it before. */
export const repeated = <T>(list: readonly T[], keyOf: (item: T) => string): { at: number; key: string }[] => {
  const seen = new Set<string>();
  return list.flatMap((item, at) => {
    const key = keyOf(item);
    if (seen.has(key)) return [{ at, key }];
    seen.add(key);
    return [];
  });
};

/** Names as a sentence lists them; says so where there are none. */
export const listed = (names: readonly string[]): Words => {
  const text = names.join(", ");
  return text === "" ? { vi: "(chưa có)", en: "(none)" } : { vi: text, en: text };
};
