import type { Act } from "../../dossiers/change-set.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import {
  type DraftedContent,
  type DraftedProcedure,
  type DraftRequest,
  draftOf,
  newestNumber,
  newestOf,
  newestVersionOf,
  type ProcedureRecord,
  type VersionChange,
} from "./version-draft.ts";

const invalid = (pointer: string, code: string, vi: string, en: string): Refusal =>
  refuse("version-draft-invalid", { faults: [fault(pointer, code, vi, en)] });

/** The procedure that a request is about. */
export const codeAsked = ({ code, procedure, withdrawal }: DraftRequest): string | Refusal => {
  if (procedure && withdrawal)
    return invalid(
      "/withdrawal",
      "not-allowed",
      "Chỉ gửi một: procedure hoặc withdrawal.",
      "Send procedure or withdrawal, not both.",
    );
  const asked = code ?? procedure?.code;
  if (asked === undefined)
    return invalid("/code", "required", "Thiếu mã thủ tục.", "The code of the procedure is missing.");
  if (procedure && procedure.code !== asked)
    return invalid("/procedure/code", "differs", "Mã thủ tục phải bằng mục code.", "It must be the same as code.");
  return asked;
};

/** Codes of our own are made of the id. */
const idOfCode = (code: string): string | undefined => /^H40-(TTHC-\d{3,})$/.exec(code)?.[1];

const withId = (
  given: NonNullable<DraftRequest["procedure"]>,
  kept: string | undefined,
): DraftedProcedure | Refusal => {
  const id = given.id ?? kept ?? idOfCode(given.code);
  if (id === undefined)
    return invalid(
      "/procedure/id",
      "required",
      "Thủ tục mới cần mã nội bộ, ví dụ TTHC-141.",
      "A new procedure needs its id, such as TTHC-141.",
    );
  const fixed = kept ?? idOfCode(given.code) ?? id;
  if (id !== fixed)
    return invalid(
      "/procedure/id",
      "fixed",
      `Mã nội bộ của thủ tục này là ${fixed}.`,
      `The id of this procedure is ${fixed}.`,
    );
  return { ...given, id };
};

const contentOf = (record: ProcedureRecord, request: DraftRequest, code: string): DraftedContent | Refusal => {
  const newest = newestOf(record);
  const version = newestVersionOf(record);
  if (request.procedure) {
    const procedure = withId(request.procedure, version?.id);
    return isRefusal(procedure) ? procedure : { procedure };
  }
  if (!version || !newest) return refuse("procedure-not-found");
  if (!request.withdrawal) return { procedure: draftedOf(version) };
  if ("withdrawal" in newest) return refuse("procedure-withdrawn", { facts: { code } });
  return { withdrawal: request.withdrawal };
};

/** A published version as the draft of the next one. */
export const draftedOf = (published: ProcedureVersion): DraftedProcedure => {
  const { version: _, validFrom: _from, decision: _decision, level: _level, ...drafted } = published;
  return drafted;
};

/** Begins the next version of a procedure, or the first. One at a time: what an open draft will say is not known yet. */
export const draftVersion = (record: ProcedureRecord, request: DraftRequest, act: Act): VersionChange | Refusal => {
  const code = codeAsked(request);
  if (isRefusal(code)) return code;
  const number = newestNumber(record) + 1;
  if (draftOf(record, number))
    return refuse("version-draft-open", { facts: { code, draft: number }, members: { draft: number } });
  const content = contentOf(record, request, code);
  if (isRefusal(content)) return content;
  const hidden = hiddenCharacters(request);
  if (hidden) return hidden;
  const before = record.drafts.find((draft) => draft.number === number) ?? null;
  const revision = (before?.revision ?? 0) + 1;
  const { commandId, bodyHash, actor, at } = act;
  const trace = { by: actor.id, at, bodyHash };
  return {
    before,
    after: { code, number, revision, content, drafted: { ...trace, revision }, changed: trace },
    event: { ...trace, commandId, what: "version-drafted", code, number, revision },
  };
};
