import type { FormSchema } from "../../shared/domain/procedures/form-schema.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";

type Changes = Partial<Pick<FormSchema, "properties" | "required" | "allOf">>;

/** A published version with another form of the same title. */
export const withForm = (version: ProcedureVersion, changes: Changes): ProcedureVersion => ({
  ...version,
  form: { ...version.form, allOf: undefined, ...changes } as FormSchema,
});
