import { calendarOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import type { DocumentDeclaration } from "../../shared/domain/documents/declared-document.ts";
import type { Act } from "../../shared/domain/dossiers/change-set.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { createDraft, type DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { admitSubmission, codeOf, submitDossier } from "../../shared/domain/dossiers/submit-dossier.ts";
import { isRefusal, type Refusal } from "../../shared/domain/foundation/refusal.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import type { Unchanged } from "../../shared/domain/procedures/publication/change-draft.ts";
import type { Judging } from "../../shared/domain/procedures/publication/publish-version.ts";
import type { VersionChange } from "../../shared/domain/procedures/publication/version-draft.ts";
import { shippedVersion } from "../fakes/procedure-catalogue.ts";

/** A Monday morning in office hours: 08:30 in the province. */
export const MONDAY = "2026-11-23T01:30:00.000Z";

/** How long applicants are waited for in tests. */
export const terms = { payWithinDays: 10, supplementWithinDays: 30 };

export const OFFICE_HOURS = JSON.stringify([
  {
    from: "01-01",
    slots: [
      ["07:30", "11:30"],
      ["13:00", "17:00"],
    ],
    days: [1, 2, 3, 4, 5],
  },
]);
export const calendar = calendarOf(OFFICE_HOURS);

export const expectDone = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`refused: ${JSON.stringify(value)}`);
  return value;
};

/** Nothing is found against a publication, and nobody has its id. */
export const SOUND: Judging = { check: () => [], holder: undefined };

/** A change of a draft that changes something. Throws where it was refused or nothing is new. */
export const expectChange = (value: VersionChange | Unchanged | Refusal): VersionChange => {
  const done = expectDone(value);
  if ("unchanged" in done) throw new Error("nothing is new");
  return done;
};

export const procedure = (
  code: "1.000963" | "1.001029" | "1.004614" | "1.004623" | "1.004645" | "1.004650",
): Promise<ProcedureVersion> => shippedVersion(code, MONDAY);

let commands = 0;
export const act = (actor: Act["actor"], at: string = MONDAY): Act => {
  commands += 1;
  return { commandId: `command-${commands}`, bodyHash: "body", actor, at };
};
export const LAN: Act["actor"] = { kind: "citizen", id: "citizen-lan" };
export const officer = (sub: string): Act["actor"] => ({ kind: "officer", id: sub });

export const declared = (requirement: string, fileName = `${requirement}.pdf`): DocumentDeclaration => ({
  requirement,
  fileName,
  contentType: "application/pdf",
  size: 1000,
  sha256: "a".repeat(64),
});

/** Content with nothing missing: the form is the procedure's own example. */
export const fullContent = (version: ProcedureVersion): DraftContent => ({
  applicant: {
    kind: "individual",
    fullName: "Nguyễn Thị Lan",
    identityNumber: "036190001234",
    phone: "0912345678",
    email: "lan@example.com",
    address: "12 Trần Hưng Đạo, Nam Định",
  },
  form: (version.form as { examples: Record<string, unknown>[] }).examples[0] ?? {},
  documents: version.documents
    .filter(({ required }) => required)
    .map(({ id, accepts }) => ({ ...declared(id), contentType: accepts[0] ?? "application/pdf" })),
  delivery: { method: "online" },
});

export const draft = (version: ProcedureVersion, content: DraftContent = fullContent(version)): DossierRecord => {
  const submitter = { kind: "citizen", sub: "citizen-lan" } as const;
  const owner = "citizen:citizen-lan";
  const filing = { version, channel: "online", submitter, owner, content, wordsKey: sealing.newKey() } as const;
  const made = expectDone(createDraft(filing, act(LAN), sha256));
  return {
    dossier: made.after,
    person: made.person,
    documents: made.documents,
    files: [],
    verdicts: made.documents.map(({ id }) => ({ documentId: id, state: "clean", at: MONDAY })),
    intents: [],
    refunds: [],
  };
};

export const submitted = (version: ProcedureVersion, at: string = MONDAY): DossierRecord => {
  const record = draft(version);
  const admission = expectDone(admitSubmission(record, version, new Set(), { calendar, terms }, at));
  const agencyCode = organisationRegister.agencyCode(admission.step.unit, at) ?? "";
  const change = submitDossier(admission, codeOf(agencyCode, at, 1), act(LAN, at), sha256);
  if (!change.after) throw new Error("nothing was filed");
  return { ...record, dossier: change.after };
};
