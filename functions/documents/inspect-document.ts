import * as z from "zod";
import type { Verdict } from "../../shared/domain/documents/declared-document.ts";
import { inspect } from "../../shared/domain/documents/inspect.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import { log } from "../boundary/log.ts";
import { queue } from "../boundary/queue.ts";
import type { DocumentsDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

/** Amazon GuardDuty's word on one object (event "GuardDuty Malware Protection Object Scan Result"). */
const ScanResult = z.object({
  time: z.string().optional(),
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string() }),
    scanResultDetails: z.object({
      scanResultStatus: z.enum(["NO_THREATS_FOUND", "THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED"]),
    }),
  }),
});
type ScanResult = z.infer<typeof ScanResult>;

/** Holds a scanned upload against its declaration, keeps it where it is clean, and writes the verdict. */
export const inspectDocument = async ({ detail }: ScanResult, dependencies: DocumentsDependencies): Promise<void> => {
  const { documentOf, declarationOf, read, keep, putVerdict } = dependencies;
  const documentId = documentOf(detail.s3ObjectDetails.objectKey);
  const declared = documentId === undefined ? undefined : await declarationOf(documentId);
  if (documentId === undefined || declared === undefined) {
    log.info("document-unclaimed", { documentId });
    return;
  }
  const { file, owner } = declared;
  const scan = detail.scanResultDetails.scanResultStatus;
  const reason = inspect(file, await read(documentId), scan);
  if (reason === null) await keep(documentId, owner, file.sha256);
  const at = instantOf(Date.now());
  const verdict: Verdict =
    reason === null ? { documentId, state: "clean", at } : { documentId, state: "refused", reason, at };
  await putVerdict(verdict);
  log.info("document-inspected", { documentId, verdict: verdict.state, reason: reason ?? undefined });
};

export const handler = queue({ message: ScanResult }, wiring, inspectDocument);
