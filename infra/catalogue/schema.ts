import * as z from "zod";
import { ProcedureFile } from "../../shared/domain/procedures/procedure-file.ts";

/** The shape of a procedure file for editors. What depends on more than one member is left to `check`. */
export const procedureFileSchema = (): unknown => ({
  ...z.toJSONSchema(ProcedureFile, { io: "input", target: "draft-2020-12" }),
  title: "Một Cửa: a procedure file",
});
