import type { PrintFormat } from "../../shared/domain/slips/prints.ts";
import type { Sheet } from "../../shared/domain/slips/sheet.ts";
import { type Reply, redirectTo } from "../boundary/reply.ts";
import type { PrintingDependencies } from "./dependencies.ts";

/** Leads to a printed sheet; who asks first has it printed. */
export const printSheet = async (
  sheet: Sheet,
  format: PrintFormat,
  name: string,
  { prints, printer }: PrintingDependencies,
): Promise<Reply> => {
  const found = await prints.find(sheet, format, name);
  if (found !== undefined) return redirectTo(found);
  await prints.keep(sheet, format, await printer[format](sheet));
  const printed = await prints.find(sheet, format, name);
  if (printed === undefined) throw new Error("what was stored just now is not there");
  return redirectTo(printed);
};
