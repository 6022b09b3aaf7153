import type { Instant } from "../foundation/instant.ts";
import { fault, type Refusal, refuse } from "../foundation/refusal.ts";
import type { ProcedureCatalogue, Standing } from "./catalogue.ts";
import type { FilingChannel } from "./fees.ts";
import type { ProcedureVersion } from "./procedure-version.ts";

/** Where people go by default: every procedure of the province is received there. */
const AT_THE_CENTRE = {
  vi: "Trung tâm Phục vụ hành chính công tỉnh hoặc Cổng Dịch vụ công quốc gia (dichvucong.gov.vn)",
  en: "the provincial one-stop centre or the National Portal (dichvucong.gov.vn)",
};

const elsewhere = (fileAt: string | undefined, nationalUrl?: string | null): { vi: string; en: string } => {
  const place = fileAt ?? nationalUrl ?? undefined;
  return place === undefined ? AT_THE_CENTRE : { vi: place, en: place };
};

const notFiledHere = (code: string, why: { vi: string; en: string }, instead: { vi: string; en: string }): Refusal =>
  refuse("procedure-not-filed-online", {
    facts: { code },
    faults: [
      fault(
        "/procedure",
        "not-filed-online",
        `${why.vi} Hãy nộp tại: ${instead.vi}.`,
        `${why.en} File at: ${instead.en}.`,
      ),
    ],
  });

const refusalOf = (code: string, standing: Exclude<Standing, { is: "in-force" }>): Refusal => {
  switch (standing.is) {
    case "unknown":
      return notFiledHere(code, { vi: "Không có thủ tục này.", en: "There is no such procedure." }, AT_THE_CENTRE);
    case "not-yet-valid": {
      const { validFrom, version } = standing;
      const why = { vi: `Thủ tục có hiệu lực từ ngày ${validFrom}.`, en: `The procedure is valid from ${validFrom}.` };
      return notFiledHere(code, why, elsewhere(version.fileAt, version.nationalUrl));
    }
    case "withdrawn": {
      const { validFrom, decision, fileAt } = standing.withdrawal;
      const why = {
        vi: `Thủ tục đã bãi bỏ từ ngày ${validFrom} theo Quyết định ${decision.number}.`,
        en: `The procedure was withdrawn from ${validFrom} by decision ${decision.number}.`,
      };
      return notFiledHere(code, why, elsewhere(fileAt));
    }
  }
};

/**
 * The version that a new dossier is filed under on a channel, or why none can be: unknown, withdrawn, not yet valid, or
 * not filed on it. The refusal says where to file instead.
 */
export const versionToFile = async (
  { standing: standingOf }: Pick<ProcedureCatalogue, "standing">,
  code: string,
  channel: FilingChannel,
  at: Instant,
): Promise<ProcedureVersion | Refusal> => {
  const standing = await standingOf(code, at);
  if (standing.is !== "in-force") return refusalOf(code, standing);
  const { version } = standing;
  const offered = version.channels.some((way) => way.channel === channel);
  if (offered && (channel !== "online" || version.onlineMode !== "information")) return version;
  const why =
    channel === "online"
      ? { vi: "Thủ tục không nhận hồ sơ trực tuyến.", en: "The procedure is not filed online." }
      : { vi: "Thủ tục không nhận hồ sơ theo cách này.", en: "The procedure is not filed this way." };
  return notFiledHere(code, why, elsewhere(version.fileAt, version.nationalUrl));
};
