import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { queue } from "../../../functions/boundary/queue.ts";
import type { BusReceiptDependencies } from "../../../functions/notifications/receipt-dependencies.ts";
import { receiveReceipt } from "../../../functions/notifications/receive-receipt.ts";
import { BusEvent } from "../../../shared/domain/notifications/notice-message.ts";
import type { Receipt } from "../../../shared/domain/notifications/receipt.ts";
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

const received = async (bodies: unknown[], receiptOf: BusReceiptDependencies["receiptOf"]) => {
  const recorded: Receipt[] = [];
  const dependencies = { receiptOf, recordReceipt: async (receipt: Receipt) => void recorded.push(receipt) };
  const handler = queue({ message: BusEvent }, () => dependencies, receiveReceipt);
  const Records = bodies.map((body, nth) => ({
    messageId: `m${nth}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: "1" },
    eventSourceARN: "arn:aws:sqs:ap-southeast-1:000000000000:local-receipts",
  }));
  const { result, lines } = await withLog(() => handler({ Records } as unknown as SQSEvent));
  expect(JSON.stringify(lines)).not.toMatch(/lan@|84912345678/);
  return { recorded, failures: result.batchItemFailures, lines };
};

describe("a report of a provider", () => {
  it("is handed on as often as it comes", async () => {
    const { recorded, failures } = await received([event(), event()], () => RECEIPT);
    expect(recorded).toEqual([RECEIPT, RECEIPT]);
    expect(failures).toEqual([]);
  });

  it("that says nothing yet is let go with its kind alone", async () => {
    const { recorded, failures, lines } = await received([event()], () => undefined);
    expect(recorded).toEqual([]);
    expect(failures).toEqual([]);
    expect(lines).toMatchObject([{ code: "receipt-passed-over", provider: "aws.ses", state: "Email Delivered" }]);
  });

  it("that cannot be read fails alone", async () => {
    const { recorded, failures } = await received(["?", event("bad"), event()], ({ detail }) => {
      if (detail === "bad") throw new TypeError("lan@example.com");
      return RECEIPT;
    });
    expect(failures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m0", "m1"]);
    expect(recorded).toEqual([RECEIPT]);
  });
});
