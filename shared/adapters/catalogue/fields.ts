import fieldsFile from "../../data/fields.json" with { type: "json" };
import type { Field } from "../../domain/procedures/catalogue.ts";

// The file is held to its schema by test/domain/procedures: compiled in, it needs no check at each cold start.
export const fields: readonly Field[] = fieldsFile as Field[];
