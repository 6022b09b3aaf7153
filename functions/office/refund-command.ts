import * as z from "zod";
import type { Act, ChangeSet } from "../../shared/domain/dossiers/change-set.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Role } from "../../shared/domain/organisation/role.ts";
import { dossierOfPayment } from "../../shared/domain/payments/intent.ts";
import { type FoundRefund, findPayment } from "../../shared/domain/payments/refunds/refund-change.ts";
import { authorityOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import type { Command } from "../boundary/http.ts";
import type { OfficerToken } from "../boundary/identity.ts";
import type { Reply } from "../boundary/reply.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { refundView } from "./refund-view.ts";

/** What names a refund in a path. */
export const RefundPath = z.object({ id: z.string(), refundId: z.string() });

type Commanded = { identity: OfficerToken; path: { id: string }; command: Command; at: Instant };

/**
 * One command on a payment's refunds by an officer with this role, in whose unit the dossier is; the payment leads to
 * its dossier. Answers with the refund, as it is now where this is a replay.
 */
export const refundCommand = async (
  { identity, path, command, at }: Commanded,
  { store, register }: Pick<OfficeDependencies, "store" | "register">,
  { role, status }: { role: Role; status: 200 | 201 },
  decide: (record: DossierRecord, act: Act) => ChangeSet | Refusal,
): Promise<Reply | Refusal> => {
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has(role)) return refuse("role-missing");
  const dossierId = dossierOfPayment(path.id);
  if (dossierId === undefined) return refuse("payment-not-found");
  const act: Act = {
    commandId: command.id,
    bodyHash: command.bodyHash,
    actor: { kind: "officer", id: officer.sub },
    at,
  };
  let written: ChangeSet | undefined;
  const judge = async () => {
    const record = await store.read(dossierId);
    if (!record || !belongsTo(record.dossier, officer)) return refuse("payment-not-found");
    const change = decide(record, act);
    if (!isRefusal(change)) written = change;
    return change;
  };
  const done = await runCommand(store, command, dossierId, judge, store.commit);
  if (isRefusal(done)) return done;
  const { event, replayed } = done;
  const stored = replayed ? (await store.read(dossierId))?.refunds : undefined;
  const refund = replayed ? stored?.find(({ id }) => id === event.facts.refund) : written?.refund?.after;
  if (!refund) throw new Error("a refund is missing beside its event");
  return { status, body: refundView(refund), version: event.version, replayed };
};

/** The refund that a path names; one that the payment has not is as unknown as the payment. */
export const findRefund = (
  record: DossierRecord,
  { id, refundId }: z.infer<typeof RefundPath>,
): FoundRefund | Refusal => {
  const found = findPayment(record, id);
  if (isRefusal(found)) return found;
  const refund = record.refunds.find((one) => one.id === refundId && one.intentId === id);
  return refund ? { ...found, refund } : refuse("payment-not-found");
};
