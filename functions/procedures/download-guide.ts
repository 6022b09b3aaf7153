import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { guideSlip } from "../../shared/domain/slips/guide-slip.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { PrintingDependencies } from "./dependencies.ts";
import { printSheet } from "./print-sheet.ts";
import { printingWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/procedures/{code}/slips/guide",
  summary: { vi: "Tải phiếu hướng dẫn nộp hồ sơ, có mã QR", en: "A guide slip to print, with a QR code" },
  status: 302,
  identity: "none",
  path: z.object({ code: z.string() }),
} as const;

export const downloadGuide: Operation<typeof spec, PrintingDependencies> = async ({ path, at }, dependencies) => {
  const { catalogue, register, origin } = dependencies;
  const standing = await catalogue.standing(path.code, at);
  if (standing.is !== "in-force") return refuse("procedure-not-found");
  const sheet = guideSlip(standing.version, { register, at, origin });
  return printSheet(sheet, "pdf", `${standing.version.code}-huong-dan`, dependencies);
};

export const handler = http(spec, printingWiring, downloadGuide);
