import type { OfficeFile } from "../documents/declared-document.ts";
import { KNOWN_TYPES } from "../documents/inspect.ts";
import { fault, type Refusal, refuse } from "../foundation/refusal.ts";
import type { Act } from "./change-set.ts";
import { FINAL } from "./dossier.ts";
import type { DossierRecord, OfficeUpload } from "./dossier-record.ts";
import type { DossierEvent } from "./event.ts";
import { type Authority, holds } from "./moves/check-move.ts";

/** Most files that officers may put beside one dossier. */
const MAX_FILES = 50;

/**
 * The record of an officer's upload: whoever may act on the current step may upload, the deciding leader included.
 * It is no event of the chain, for it changes neither the version nor the state; it only makes the command single.
 */
export const attachFile = (
  record: DossierRecord,
  file: OfficeFile,
  officer: Authority,
  act: Act,
): OfficeUpload | Refusal => {
  const { dossier, files } = record;
  if (dossier.state === "draft" || FINAL.has(dossier.state)) {
    return refuse("move-not-allowed", { facts: { state: dossier.state, move: "upload" } });
  }
  if (!holds(officer, dossier) && !officer.roles.has("division-head")) return refuse("not-your-step");
  if (!KNOWN_TYPES.includes(file.contentType)) {
    const kinds = KNOWN_TYPES.join(", ");
    const words = fault("/contentType", "type-not-accepted", `Chỉ nhận: ${kinds}.`, `Accepted: ${kinds}.`);
    return refuse("document-refused", { faults: [words] });
  }
  if (files.length >= MAX_FILES) return refuse("files-too-many", { facts: { most: MAX_FILES } });
  const event: DossierEvent = {
    dossierId: dossier.id,
    commandId: act.commandId,
    version: dossier.version,
    at: act.at,
    actor: act.actor,
    what: "document-uploaded",
    from: dossier.state,
    to: dossier.state,
    facts: { documentId: file.id, purpose: file.purpose },
    changed: {},
    bodyHash: act.bodyHash,
    previousHash: "",
    hash: "",
  };
  return { dossier, file, event };
};
