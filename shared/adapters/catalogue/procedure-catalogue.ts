import tourGuideCardV1 from "../../data/procedures/1.004623-v1.json" with { type: "json" };
import billboardNoticeV1 from "../../data/procedures/1.004650-v1.json" with { type: "json" };
import fieldsFile from "../../data/procedures/fields.json" with { type: "json" };
import { type Field, inForce, type ProcedureCatalogue } from "../../domain/procedures/catalogue.ts";
import { levelOf } from "../../domain/procedures/level.ts";
import type { ProcedureFile } from "../../domain/procedures/procedure-file.ts";
import type { ProcedureVersion } from "../../domain/procedures/procedure-version.ts";

// The files are held to their schemas by test/domain/procedures: compiled in, they need no check at each cold start.
const FILES = [tourGuideCardV1, billboardNoticeV1] as ProcedureFile[];

const versions = FILES.map(({ procedure }): ProcedureVersion => ({ ...procedure, level: levelOf(procedure) }));
const byCode = Map.groupBy(versions, ({ code }) => code);
const codes = [...byCode.keys()].sort();

/** The catalogue of the data files, in the bundle. */
export const procedureCatalogue: ProcedureCatalogue = {
  versionInForce: async (code, at) => inForce(byCode.get(code) ?? [], at),
  version: async (code, number) => byCode.get(code)?.find(({ version }) => version === number),
  all: async (at) => codes.flatMap((code) => inForce(byCode.get(code) ?? [], at) ?? []),
  fields: async () => fieldsFile as Field[],
};
