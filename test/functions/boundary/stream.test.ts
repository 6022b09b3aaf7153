import type { DynamoDBStreamEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { stream } from "../../../functions/boundary/stream.ts";
import { withLog } from "./captured-log.ts";

const batchOf = (...ids: (string | null)[]): DynamoDBStreamEvent => ({
  Records: ids.map((id, place) => ({
    eventName: "INSERT",
    dynamodb: { SequenceNumber: `s-${place}`, NewImage: id === null ? { other: { S: "x" } } : { id: { S: id } } },
  })),
});

const Image = z.object({ id: z.object({ S: z.string() }) });

const consumer = (failing: readonly number[] | Error) => {
  const seen: string[][] = [];
  const handle = stream(
    { image: Image },
    () => ({}),
    async (items) => {
      seen.push(items.map(({ id }) => id.S));
      if (failing instanceof Error) throw failing;
      return failing;
    },
  );
  return { seen, handle: (event: DynamoDBStreamEvent) => withLog(() => handle(event)) };
};

describe("a consumer of the stream", () => {
  it("answers an empty batch with no failure and asks nobody", async () => {
    const { seen, handle } = consumer([]);
    expect((await handle(batchOf())).result).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([]);
  });

  it("hands the batch on in its order", async () => {
    const { seen, handle } = consumer([]);
    expect((await handle(batchOf("a", "b", "c"))).result).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([["a", "b", "c"]]);
  });

  it("names the first failure only: from it on, all comes again", async () => {
    const { handle } = consumer([2, 1]);
    expect((await handle(batchOf("a", "b", "c"))).result).toEqual({ batchItemFailures: [{ itemIdentifier: "s-1" }] });
  });

  it("fails the batch from its beginning when the operation throws", async () => {
    const { handle } = consumer(new Error("no"));
    expect((await handle(batchOf("a", "b"))).result).toEqual({ batchItemFailures: [{ itemIdentifier: "s-0" }] });
  });

  it("handles what comes before a poisoned record, and stops at it", async () => {
    const { seen, handle } = consumer([]);
    const { result, lines } = await handle(batchOf("a", null, "c"));
    expect(seen).toEqual([["a"]]);
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "s-1" }] });
    expect(lines).toEqual([expect.objectContaining({ code: "stream-record-poison", sequenceNumber: "s-1" })]);
  });

  it("names a failure that comes before the poison", async () => {
    const { handle } = consumer([0]);
    expect((await handle(batchOf("a", "b", null))).result).toEqual({ batchItemFailures: [{ itemIdentifier: "s-0" }] });
  });

  it("asks nobody about a batch that begins with poison", async () => {
    const { seen, handle } = consumer([]);
    expect((await handle(batchOf(null, "b"))).result).toEqual({ batchItemFailures: [{ itemIdentifier: "s-0" }] });
    expect(seen).toEqual([]);
  });
});
