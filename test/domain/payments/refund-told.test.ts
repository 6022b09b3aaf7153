import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { eventItem } from "../../../shared/adapters/dynamodb/dossier-item.ts";
import { isAwaited, isTold } from "../../../shared/domain/dossiers/change-set.ts";
import type { DossierEvent } from "../../../shared/domain/dossiers/event.ts";
import { fillingOf } from "../../../shared/domain/notifications/filling.ts";
import { smsBody } from "../../../shared/domain/notifications/render-sms.ts";
import { templateOf } from "../../../shared/domain/notifications/template-of.ts";
import { completeRefund } from "../../../shared/domain/payments/refunds/complete-refund.ts";
import { approveRefund } from "../../../shared/domain/payments/refunds/decide-refund.ts";
import { handOver, settleRefund } from "../../../shared/domain/payments/refunds/settle-refund.ts";
import { act } from "../../builders/dossier.ts";
import { aSubject, someNames } from "../../builders/notice.ts";
import { asked, CASHIER, LEADER, must, mustRead, PAID, paidDossier, refundOf } from "../../builders/refund.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";

const VNPAY = { kind: "provider", id: "vnpay" } as const;

/** The events of a refund from its request on: given back by its provider, or by a cashier by hand. */
const refunded = async (way: "provider" | "transfer"): Promise<DossierEvent[]> => {
  const store = new MemoryDossiers();
  const { id } = await paidDossier(store);
  const before = store.events.get(id)?.length ?? 0;
  await must(store, id, (record) => asked(record, PAID));
  await must(store, id, (record) => approveRefund(refundOf(record), act(LEADER), sha256));
  if (way === "provider") {
    const told = { answer: "refunded", transaction: "T-1" } as const;
    await must(store, id, (record) => settleRefund(refundOf(record), told, act(VNPAY), sha256));
  } else {
    await must(store, id, (record) => handOver(refundOf(record), act(VNPAY), sha256));
    const completion = { method: "transfer", reference: "UNC-1" } as const;
    await must(store, id, (record) => completeRefund(refundOf(record), completion, act(CASHIER), sha256));
  }
  await mustRead(store, id);
  return (store.events.get(id) ?? []).slice(before);
};

describe("money that is given back", () => {
  it.each(["provider", "transfer"] as const)("by %s is told once it is done, and nothing of it before", async (way) => {
    const events = await refunded(way);
    expect(events.filter(isTold).map(({ what }) => what)).toEqual(["refund-completed"]);
    const marked = events.filter((event) => "outbox" in eventItem(event, isAwaited(event)));
    expect(marked.map(({ what }) => what)).toEqual(["refund-completed"]);
    expect(events.map(templateOf)).toEqual([...events.slice(1).map(() => undefined), "refund-completed"]);
  });

  it.each([
    ["provider", "da hoan lai 650.000 dong luc 08:30 23/11/2026, qua VNPAY."],
    ["transfer", "da hoan lai 650.000 dong luc 08:30 23/11/2026, bang chuyen khoan ngan hang."],
  ] as const)("by %s says how much, when and which way", async (way, words) => {
    const event = (await refunded(way)).at(-1);
    const filling = await fillingOf(aSubject({ ...(event && { event }) }), someNames, "https://m.vn/t");
    expect(smsBody("refund-completed", "vi", filling).body).toContain(words);
  });
});
