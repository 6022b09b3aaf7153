import type * as z from "zod";
import type { Act } from "../../dossiers/change-set.ts";
import { type Instant, provinceDate } from "../../foundation/instant.ts";
import { type Fault, fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import { factsOf, type Publication, Withdrawal } from "../catalogue.ts";
import { lastStart } from "../check/publication.ts";
import { levelOf } from "../level.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import {
  type CheckVersion,
  newestOf,
  openDraft,
  type ProcedureRecord,
  type VersionChange,
  type VersionDraft,
} from "./version-draft.ts";

/** The decision that publishes a version, and the day it begins, both by the calendar of the province. */
export const PublicationTerms = Withdrawal.pick({ decision: true, validFrom: true });
export type PublicationTerms = z.infer<typeof PublicationTerms>;

/** A draft as it stands published under these terms. */
export const publicationOf = (
  { code, number: version, content }: VersionDraft,
  terms: PublicationTerms,
): Publication => {
  if ("withdrawal" in content) return { withdrawal: { code, version, ...terms, ...content.withdrawal } };
  const procedure = { ...content.procedure, version, ...terms };
  return { procedure: { ...procedure, level: levelOf(procedure) } };
};

/** What else a publication is judged by: the check, and the procedure that has its id already, if one has. */
export type Judging = { check: CheckVersion; holder: string | undefined };

const idFaults = ({ id, code }: ProcedureVersion, holder: string | undefined): Fault[] =>
  holder === undefined || holder === code
    ? []
    : [
        fault(
          "/procedure/id",
          "id-taken",
          `Mã nội bộ ${id} là của thủ tục ${holder}. Hãy xóa dự thảo này và lập lại với mã khác.`,
          `The id ${id} is of procedure ${holder}. Discard this draft and begin again with another id.`,
        ),
      ];

/** What the terms of its publication put into a procedure. */
const OF_TERMS = /^\/(decision|validFrom)\b/;

/**
 * What is found in a draft's content, under `/procedure`, and in the terms, where they are sent; a withdrawal has
 * nothing to check.
 */
export const findingsOf = (publication: Publication, { check, holder }: Judging): Fault[] =>
  "withdrawal" in publication
    ? []
    : [
        ...idFaults(publication.procedure, holder),
        ...check(publication.procedure).map((found) =>
          OF_TERMS.test(found.pointer) ? found : { ...found, pointer: `/procedure${found.pointer}` },
        ),
      ];

/** What `termFaults` judges, so that the check need not. */
const DAYS = ["/decision/date", "/validFrom"];

const termFaults = (
  { decision, validFrom }: PublicationTerms,
  previous: Publication | undefined,
  at: Instant,
): Fault[] => {
  const today = provinceDate(at);
  const earliest = [
    {
      from: decision.date,
      code: "before-decision",
      vi: `Hiệu lực không được trước ngày quyết định (${decision.date}).`,
      en: `It cannot be valid before its decision (${decision.date}).`,
    },
    {
      from: today,
      code: "retroactive",
      vi: `Không công bố hồi tố: hồ sơ đã nộp theo bản đang có hiệu lực. Hãy chọn ngày ${today} hoặc sau đó.`,
      en: `Not retroactively: people have filed under the version in force. Choose ${today} or later.`,
    },
    ...(previous
      ? [
          {
            from: factsOf(previous).validFrom,
            code: "before-previous-version",
            vi: `Hiệu lực không được trước phiên bản ${factsOf(previous).version} (${factsOf(previous).validFrom}).`,
            en: `It cannot be valid before version ${factsOf(previous).version} (${factsOf(previous).validFrom}).`,
          },
        ]
      : []),
  ].filter(({ from }) => validFrom < from);
  return [
    ...(decision.date > today
      ? [
          fault(
            "/decision/date",
            "in-future",
            `Ngày quyết định chưa tới (hôm nay ${today}). Hãy công bố khi quyết định đã ký.`,
            `The decision is dated later than today (${today}). Publish when it is signed.`,
          ),
        ]
      : []),
    // No day is left that it could begin on: it is not validFrom that is wrong.
    ...(lastStart(decision.date) < today
      ? [
          fault(
            "/decision/date",
            "long-ago",
            `Ngày quyết định ${decision.date} đã quá xa để công bố hôm nay. Hãy kiểm tra lại ngày ký.`,
            `The decision of ${decision.date} is too long ago to be published today. Check the day it was signed.`,
          ),
        ]
      : []),
    ...earliest.map(({ code, vi, en }) => fault("/validFrom", code, vi, en)),
  ];
};

/**
 * Publishes a draft by a decision. Pointers of the refusal lead into the terms (`/decision`, `/validFrom`) and into
 * the draft (`/procedure`).
 */
export const publishVersion = (
  record: ProcedureRecord,
  { code, number, seen }: { code: string; number: number; seen: number | undefined },
  terms: PublicationTerms,
  act: Act,
  judging: Judging,
): VersionChange | Refusal => {
  const before = openDraft(record, code, number);
  if (isRefusal(before)) return before;
  if (seen !== undefined && before.revision !== seen) return refuse("version-stale");
  const publication = publicationOf(before, terms);
  const ofTerms = termFaults(terms, newestOf(record), act.at);
  const findings = findingsOf(publication, judging);
  // What the check says of days that are refused already would be the same fault twice.
  const faults =
    ofTerms.length === 0 ? findings : [...ofTerms, ...findings.filter(({ pointer }) => !DAYS.includes(pointer))];
  if (faults.length > 0) return refuse("publication-refused", { facts: { code, version: number }, faults });
  const { commandId, bodyHash, actor, at } = act;
  const trace = { by: actor.id, at, bodyHash };
  const revision = before.revision + 1;
  return {
    before,
    after: { ...before, revision, published: trace },
    event: { ...trace, commandId, what: "version-published", code, number, revision },
    publication,
  };
};
