import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { cachedWritten } from "../../../functions/boundary/cached-reply.ts";
import { http } from "../../../functions/boundary/http.ts";
import { type Written, written, writtenAround } from "../../../functions/boundary/written.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";

const Line = z.object({ code: z.string(), name: z.string() });
const Other = z.object({ code: z.string(), name: z.string() });
const Page = z.strictObject({ items: z.array(Line), next: z.string().nullable(), count: z.int().optional() });

const line = fc.record({ code: fc.string(), name: fc.string({ unit: "grapheme" }) });
const page = fc.record(
  { items: fc.array(line, { maxLength: 5 }), next: fc.option(fc.constantFrom('"', "next")), count: fc.nat({ max: 1 }) },
  { requiredKeys: ["items", "next"] },
);
type Whole = z.infer<typeof Page>;

const inParts = ({ items, ...others }: Whole) =>
  writtenAround(Page, { items: items.map((item) => written(Line, item)) }, others);

const served = async (body: Written, headers: Record<string, string> = {}) => {
  const handler = http(
    { identity: "none", reply: Page },
    () => ({}),
    (request) => cachedWritten(body, request.headers["if-none-match"]),
  );
  return handler(httpEvent({ method: "GET", headers }), NO_CONTEXT);
};

describe("what is written in parts", () => {
  it("reads as if it were written at once, whatever it is", () => {
    fc.assert(
      fc.property(page, (whole) => {
        expect(inParts(whole).json).toBe(JSON.stringify(Page.parse(whole)));
      }),
    );
  });

  it("has the same digest where the text is the same, and only there", () => {
    fc.assert(
      fc.property(page, page, (one, other) => {
        const [a, b] = [inParts(one), inParts(other)];
        expect(inParts(structuredClone(one)).digest).toBe(a.digest);
        expect(a.digest === b.digest).toBe(a.json === b.json);
      }),
    );
  });

  it("says nothing that is not declared, of an item, of a member, of the whole", () => {
    const secret = { code: "1", name: "a", secret: "never declared" };
    const others = { next: null, secret: "never declared" };
    const body = writtenAround(Page, { items: [written(Line, secret)] }, others);
    expect(JSON.parse(body.json)).toEqual({ items: [{ code: "1", name: "a" }], next: null });
  });

  it("is refused with a member that the schema refuses, or an item that another schema let pass", () => {
    expect(() => writtenAround(Page, { items: [] }, { next: 5 as never })).toThrow("expected string");
    const stranger = written(Other, { code: "1", name: "a" }) as unknown as Written<typeof Line>;
    expect(() => writtenAround(Page, { items: [stranger] }, { next: null })).toThrow("written by another schema");
  });
});

describe("a reply that was written before", () => {
  const body = inParts({ items: [{ code: "1", name: "Hòa" }], next: null });

  it("goes out as it stands, under its digest, and not twice to who has it", async () => {
    const first = await served(body);
    expect([first.statusCode, first.body]).toEqual([200, body.json]);
    expect(first.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "public, max-age=30",
      etag: `"${body.digest}"`,
    });
    const again = await served(body, { "if-none-match": String(first.headers?.etag) });
    expect([again.statusCode, again.body, again.headers?.["content-type"]]).toEqual([304, undefined, undefined]);
  });

  it("does not go out by an operation that declares another reply", async () => {
    const stranger = written(z.strictObject({ items: z.array(Line) }), { items: [] });
    expect((await served(stranger)).statusCode).toBe(500);
  });
});
