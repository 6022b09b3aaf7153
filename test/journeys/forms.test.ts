import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drafted } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

let stack: JourneyStack;
let draft: string;
beforeAll(async () => {
  stack = await journeyStack();
  draft = await drafted(stack, "1.004650");
}, 90_000);
afterAll(() => stack?.close());

const TYPES = {
  pdf: ["application/pdf", "%PDF-"],
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"],
} as const;

describe("a form on paper", { timeout: 60_000 }, () => {
  it.each(["pdf", "docx"] as const)("is printed blank once and then found, as %s", async (format) => {
    const path = `/v1/procedures/1.004650/forms/billboard-notice?format=${format}`;
    const [first, second] = [await stack.call(null, "GET", path), await stack.call(null, "GET", path)];
    const objects = [first, second].map(({ headers }) => new URL(headers.get("location") ?? "").pathname);
    expect(objects[0]).toBe(objects[1]);
    const file = await fetch(second.headers.get("location") ?? "");
    const [type, magic] = TYPES[format];
    expect(file.headers.get("content-type")).toBe(type);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="1.004650-billboard-notice.${format}"`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, magic.length)
        .toString(),
    ).toBe(magic);
  });

  it.each(["pdf", "docx"] as const)(
    "comes filled in from a draft, for its owner alone, kept nowhere, as %s",
    async (format) => {
      const path = `/v1/dossiers/${draft}/forms/billboard-notice?format=${format}`;
      const reply = await stack.call("citizen-lan", "GET", path);
      const [type, magic] = TYPES[format];
      expect(reply.status).toBe(200);
      expect(reply.headers.get("content-type")).toBe(type);
      expect(reply.headers.get("cache-control")).toBe("no-store");
      expect(reply.headers.get("content-disposition")).toBe(
        `attachment; filename="1.004650-billboard-notice.${format}"`,
      );
      expect(String(reply.json).startsWith(magic)).toBe(true);
      expect((await stack.call("citizen-minh", "GET", path)).status).toBe(404);
    },
  );

  it("is unknown where the procedure does not name it", async () => {
    expect((await stack.call("citizen-lan", "GET", `/v1/dossiers/${draft}/forms/none`)).status).toBe(404);
    expect((await stack.call(null, "GET", "/v1/procedures/1.004650/forms/none")).status).toBe(404);
  });
});
