import * as z from "zod";
import {
  type DeclaredDocument,
  DocumentDeclaration,
  MAX_DOCUMENTS,
  type Verdict,
} from "../documents/declared-document.ts";
import type { Digest } from "../foundation/base32.ts";
import { type Fault, fault, type Refusal, refuse } from "../foundation/refusal.ts";
import { checkFormShape } from "../procedures/check-form.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import type { AwaitingSupplement, Channel, Dossier, Draft, RequestedItem, Submitter } from "./dossier.ts";
import { documentIdOf, dossierIdOf } from "./dossier-id.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { Applicant, Delivery, Language, NotifyChoice, type Person } from "./person.ts";

/** What a citizen writes into a draft. It may be incomplete; what is there must be right. */
export const DraftContent = z.strictObject({
  case: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
  applicant: Applicant.partial().optional(),
  form: z.record(z.string().max(100), z.unknown()).optional(),
  documents: z.array(DocumentDeclaration).max(MAX_DOCUMENTS).optional(),
  delivery: Delivery.partial().optional(),
  notify: NotifyChoice.optional(),
  language: Language.optional(),
});
export type DraftContent = z.infer<typeof DraftContent>;

const sameFile = (a: DocumentDeclaration, b: DocumentDeclaration): boolean =>
  a.requirement === b.requirement &&
  a.sha256 === b.sha256 &&
  a.size === b.size &&
  a.contentType === b.contentType &&
  a.fileName === b.fileName;

const checkDocuments = (version: ProcedureVersion, content: DraftContent): Fault[] =>
  (content.documents ?? []).flatMap((document, index): Fault[] => {
    const listed = version.documents.find(({ id }) => id === document.requirement);
    const at = `/documents/${index}`;
    if (!listed) {
      return [
        fault(
          `${at}/requirement`,
          "not-listed",
          "Giấy tờ này không thuộc thành phần hồ sơ.",
          "The procedure lists no such document.",
        ),
      ];
    }
    const faults: Fault[] = [];
    if ((content.documents ?? []).slice(0, index).some((earlier) => sameFile(earlier, document))) {
      faults.push(fault(at, "twice", "Tệp này đã khai ở trên.", "This file is declared above."));
    }
    if (!listed.accepts.includes(document.contentType)) {
      const kinds = listed.accepts.join(", ");
      faults.push(fault(`${at}/contentType`, "type-not-accepted", `Chỉ nhận: ${kinds}.`, `Accepted: ${kinds}.`));
    }
    if (document.size > listed.maxBytes) {
      faults.push(
        fault(`${at}/size`, "too-large", `Tối đa ${listed.maxBytes} byte.`, `At most ${listed.maxBytes} bytes.`),
      );
    }
    return faults;
  });

const checkContent = (version: ProcedureVersion, content: DraftContent): Refusal | null => {
  const faults = [...checkDocuments(version, content), ...checkFormShape(version.form, content.form ?? {})];
  const { case: chosen } = content;
  if (chosen !== undefined && !version.cases.some(({ id }) => id === chosen)) {
    faults.push(fault("/case", "not-listed", "Thủ tục không có trường hợp này.", "The procedure has no such case."));
  }
  return faults.length === 0 ? null : refuse("draft-invalid", { faults });
};

const withoutNulls = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

const mergedPerson = (person: Person, content: DraftContent): Person => ({
  ...person,
  applicant: { ...person.applicant, ...content.applicant } as Person["applicant"],
  form: withoutNulls({ ...person.form, ...content.form }),
  delivery: { ...person.delivery, ...content.delivery } as Person["delivery"],
  notify: content.notify ?? person.notify,
  language: content.language ?? person.language,
});

/** A file named again stays; other files of the requirements named give way to the new ones. */
const mergedDocuments = (
  existing: DeclaredDocument[],
  verdicts: Verdict[],
  declared: DocumentDeclaration[],
  newId: (index: number) => string,
): DeclaredDocument[] => {
  const named = new Set(declared.map(({ requirement }) => requirement));
  const refusedIds = new Set(verdicts.flatMap(({ state, documentId }) => (state === "refused" ? [documentId] : [])));
  const usable = existing.filter(({ id }) => !refusedIds.has(id));
  return [
    ...existing.filter(({ requirement }) => !named.has(requirement)),
    ...declared.map(
      (document, index) => usable.find((file) => sameFile(file, document)) ?? { ...document, id: newId(index) },
    ),
  ];
};

const NOBODY = { applicant: {}, form: {}, delivery: {}, notify: { sms: true, email: true }, language: "vi" } as const;

type Filing = {
  version: ProcedureVersion;
  channel: Channel;
  submitter: Submitter;
  owner: string;
  content: DraftContent;
  /** A new one; it is kept with the first of many copies of the command. */
  wordsKey: string;
};

/** A new dossier, not yet filed. */
export const createDraft = (
  request: Filing,
  act: Act,
  digest: Digest,
): (ChangeSet & { after: Dossier; person: Person; documents: DeclaredDocument[] }) | Refusal => {
  const { version, content, wordsKey } = request;
  const refused = checkContent(version, content);
  if (refused) return refused;
  const id = dossierIdOf(act.commandId, digest);
  const person = mergedPerson({ ...NOBODY, wordsKey }, content);
  const draft: Draft = {
    state: "draft",
    id,
    version: 0,
    procedure: { code: version.code, version: version.version },
    case: content.case ?? null,
    channel: request.channel,
    submitter: request.submitter,
    owner: request.owner,
    createdAt: act.at,
    delivery: person.delivery.method ?? "online",
    keyVersion: 1,
    linkVersion: 1,
    headHash: "",
    handledBy: [],
  };
  const documents = mergedDocuments([], [], content.documents ?? [], (index) =>
    documentIdOf(id, act.commandId, index, digest),
  );
  return { ...changeOf(null, draft, { what: "dossier-drafted" }, act, digest), person, documents };
};

const anotherProcedure = refuse("draft-invalid", {
  faults: [
    fault(
      "/procedure",
      "fixed",
      "Không đổi được thủ tục. Hãy tạo hồ sơ mới.",
      "The procedure is fixed. Open a new draft.",
    ),
  ],
});

const notAsked = (pointer: string): Fault =>
  fault(
    pointer,
    "not-asked",
    "Chỉ được sửa những mục cơ quan yêu cầu bổ sung.",
    "Only what was asked for can be changed now.",
  );

const names = (item: RequestedItem, kind: "requirement" | "formField", name: string): boolean =>
  kind === "requirement"
    ? "requirement" in item && item.requirement === name
    : "formField" in item && item.formField === name;

/** While a supplement is awaited only what was asked for may be changed. */
const checkAsked = (
  { requested }: AwaitingSupplement,
  { form = {}, documents = [], ...others }: DraftContent,
): Fault[] => {
  const asks = (kind: "requirement" | "formField", name: string) => requested.some((item) => names(item, kind, name));
  return [
    ...Object.entries(others).flatMap(([member, value]) => (value === undefined ? [] : [notAsked(`/${member}`)])),
    ...Object.keys(form).flatMap((name) => (asks("formField", name) ? [] : [notAsked(`/form/${name}`)])),
    ...documents.flatMap(({ requirement }, index) =>
      asks("requirement", requirement) ? [] : [notAsked(`/documents/${index}/requirement`)],
    ),
  ];
};

const answeredBy = (requested: RequestedItem[], { form = {}, documents = [] }: DraftContent): RequestedItem[] =>
  requested.map((item) => {
    const given =
      "requirement" in item
        ? documents.some(({ requirement }) => requirement === item.requirement)
        : Object.hasOwn(form, item.formField);
    return given ? { ...item, answered: true } : item;
  });

/**
 * A dossier corrected by its applicant: members given are merged over those there, a form field given as null is
 * removed. A draft may be changed in all, a dossier that awaits a supplement in what was asked for.
 */
export const changeDossier = (
  record: DossierRecord,
  version: ProcedureVersion,
  { procedure, ...content }: DraftContent & { procedure?: string | undefined },
  act: Act,
  digest: Digest,
): (ChangeSet & { documents: DeclaredDocument[] }) | Refusal => {
  const { dossier } = record;
  if (procedure !== undefined && procedure !== dossier.procedure.code) return anotherProcedure;
  if (dossier.state !== "draft" && dossier.state !== "awaiting-supplement") {
    return refuse("move-not-allowed", { facts: { state: dossier.state, move: "change" } });
  }
  const foreign = dossier.state === "draft" ? [] : checkAsked(dossier, content);
  if (foreign.length > 0) return refuse("draft-invalid", { faults: foreign });
  const refused = checkContent(version, { ...content, form: withoutNulls(content.form ?? {}) });
  if (refused) return refused;
  const person = mergedPerson(record.person, content);
  const documents = mergedDocuments(record.documents, record.verdicts, content.documents ?? [], (index) =>
    documentIdOf(dossier.id, act.commandId, index, digest),
  );
  if (documents.length > MAX_DOCUMENTS) {
    return refuse("draft-invalid", {
      faults: [fault("/documents", "too-many", `Tối đa ${MAX_DOCUMENTS} tệp.`, `At most ${MAX_DOCUMENTS} files.`)],
    });
  }
  const after: Draft | AwaitingSupplement =
    dossier.state === "draft"
      ? { ...dossier, case: content.case ?? dossier.case, delivery: person.delivery.method ?? dossier.delivery }
      : { ...dossier, requested: answeredBy(dossier.requested, content) };
  return { ...changeOf(dossier, after, { what: "dossier-changed" }, act, digest), person, documents };
};

/** A draft given up: the person and the declarations go, the events stay. */
export const deleteDraft = ({ dossier }: DossierRecord, act: Act, digest: Digest): ChangeSet | Refusal => {
  if (dossier.state !== "draft") return refuse("move-not-allowed", { facts: { state: dossier.state, move: "delete" } });
  return { ...changeOf(dossier, dossier, { what: "draft-deleted" }, act, digest), after: null };
};
