import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { queue } from "../../../functions/boundary/queue.ts";
import type { BusReceiptDependencies } from "../../../functions/notifications/receipt-dependencies.ts";
import { BusEventBody, receiveReceipt } from "../../../functions/notifications/receive-receipt.ts";
import { recordReceipt } from "../../../functions/notifications/record-receipt.ts";
import type { Receipt } from "../../../shared/domain/notifications/receipt.ts";
import { receiptRowName, receiptStoreFake } from "../../fakes/receipt-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const RECEIPT: Receipt = {
  reference: "abc:3",
  channel: "email",
  outcome: "delivered",
  at: "2026-11-27T02:00:00.000Z",
  detail: "Delivery",
};
const event = (detail: unknown = { to: "lan@example.com", phone: "+84912345678" }) => ({
  version: "0",
  id: "5c0fa4f8-e4ba-ed02-6101-c795472fccd0",
  source: "aws.ses",
  "detail-type": "Email Delivered",
  account: "111122223333",
  time: "2026-11-27T02:00:01Z",
  region: "ap-southeast-1",
  resources: [],
  detail,
});

const received = async (bodies: unknown[], receiptOf: BusReceiptDependencies["receiptOf"], state = "sent") => {
  const store = receiptStoreFake();
  store.rows.set(receiptRowName(RECEIPT), { state });
  const dependencies = { receiptOf, recordReceipt: recordReceipt(store) };
  const handler = queue({ message: BusEventBody }, () => dependencies, receiveReceipt);
  const Records = bodies.map((body, nth) => ({
    messageId: `m${nth}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: "1" },
    eventSourceARN: "arn:aws:sqs:ap-southeast-1:000000000000:local-receipts",
  }));
  const { result, lines } = await withLog(() => handler({ Records } as unknown as SQSEvent));
  expect(JSON.stringify(lines)).not.toMatch(/lan@|84912345678/);
  return { row: store.rows.get(receiptRowName(RECEIPT)), failures: result.batchItemFailures, lines };
};

describe("a report of a provider", () => {
  it("is noted on its notice, and what became of that is in the log", async () => {
    const { row, failures, lines } = await received([event()], () => RECEIPT);
    expect(row).toEqual({ state: "delivered", deliveredAt: RECEIPT.at });
    expect(failures).toEqual([]);
    expect(lines).toMatchObject([
      { code: "receipt-recorded", outboxId: "abc:3", channel: "email", answer: "delivered", state: "delivered" },
    ]);
  });

  it("that comes twice is noted once", async () => {
    const { row, lines } = await received([event(), event()], () => RECEIPT);
    expect(row).toEqual({ state: "delivered", deliveredAt: RECEIPT.at });
    expect(lines.map(({ state }) => state)).toEqual(["delivered", "known"]);
  });

  it("of a complaint is said aloud", async () => {
    const { row, lines } = await received([event()], () => ({ ...RECEIPT, outcome: "complained", detail: "abuse" }));
    expect(row).toEqual({ state: "sent", complainedAt: RECEIPT.at });
    expect(lines).toMatchObject([
      { level: "error", code: "notice-complained", outboxId: "abc:3", channel: "email", reason: "abuse" },
      { code: "receipt-recorded", state: "complained" },
    ]);
  });

  it("of no notice of ours is said aloud and let go", async () => {
    const { failures, lines } = await received([event()], () => ({ ...RECEIPT, reference: "other:1" }));
    expect(failures).toEqual([]);
    expect(lines).toMatchObject([{ level: "error", code: "receipt-of-no-notice", outboxId: "other:1" }]);
  });

  it("that says nothing yet is let go with its kind alone", async () => {
    const { row, failures, lines } = await received([event()], () => undefined);
    expect(row).toEqual({ state: "sent" });
    expect(failures).toEqual([]);
    expect(lines).toMatchObject([{ code: "receipt-passed-over", provider: "aws.ses", state: "Email Delivered" }]);
  });

  it("that cannot be read fails alone", async () => {
    const { row, failures } = await received(["?", event("bad"), event()], ({ detail }) => {
      if (detail === "bad") throw new TypeError("lan@example.com");
      return RECEIPT;
    });
    expect(failures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m0", "m1"]);
    expect(row).toMatchObject({ state: "delivered" });
  });
});
