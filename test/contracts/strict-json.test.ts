import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, type Json, readStrictJson } from "../../shared/adapters/json/strict-json.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

/** What JSON.parse makes of it, with numbers as they were written. */
const plain = (value: Json | undefined): unknown => {
  if (isObject(value)) return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" && value !== null && "literal" in value ? Number(value.literal) : value;
};

describe("a JSON object of a provider", () => {
  it.each(["100000", "1e5", "100000.0", "-0", "0.10", "12345678901234567890"])(
    "keeps %s as it was written",
    (literal) => {
      expect(readStrictJson(bytes(`{"amount": ${literal}}`))?.get("amount")).toEqual({ literal });
    },
  );

  it("is read like any other", () => {
    const text = ' {"a":"Phí \\u0111 \\"x\\"","b":[1,{"c":null},[]],"d":{},"e":true,\r\n\t"f":false} ';
    expect(plain(readStrictJson(bytes(text)))).toEqual(JSON.parse(text));
  });

  it("is read as every reader reads it, whatever is in it", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        const text = JSON.stringify(value, null, indent);
        expect(plain(readStrictJson(bytes(text)))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, string]>([
    ["a member named twice", '{"a":1,"a":1}'],
    ["a member named twice in two spellings", '{"a":1,"\\u0061":2}'],
    ["a member named twice further down", '{"a":[{"b":1,"b":2}]}'],
    ["__proto__", '{"__proto__":{}}'],
    ["__proto__ in another spelling", '{"a":{"\\u005f_proto__":1}}'],
    ["something after it", '{"a":1} {}'],
    ["something before it", 'x{"a":1}'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["a zero in front", '{"a":007}'],
    ["a plus sign", '{"a":+1}'],
    ["a point without digits", '{"a":1.}'],
    ["hexadecimal", '{"a":0x10}'],
    ["no number", '{"a":NaN}'],
    ["a comment", '{"a":1/* */}'],
    ["a comma too many", '{"a":1,}'],
    ["a comma too many in a list", '{"a":[1,]}'],
    ["a comma too few", '{"a":1 "b":2}'],
    ["single quotes", "{'a':1}"],
    ["a name without quotes", "{a:1}"],
    ["a line break in a string", '{"a":"b\nc"}'],
    ["half a surrogate pair", '{"a":"\\ud83d"}'],
    ["an unknown escape", '{"a":"\\x41"}'],
    ["no end", '{"a":1'],
    ["no end of a string", '{"a":"b'],
    ["a list", "[1]"],
    ["a string", '"a"'],
    ["nothing", ""],
    ["too many levels", `${'{"a":'.repeat(9)}1${"}".repeat(9)}`],
    ["a hundred thousand levels", "[".repeat(100_000)],
  ])("is refused with %s", (_, text) => {
    expect(readStrictJson(bytes(text))).toBeUndefined();
  });

  it("is refused where its bytes are not UTF-8", () => {
    expect(readStrictJson(Buffer.from('{"a":"\xff"}', "latin1"))).toBeUndefined();
    expect(readStrictJson(Buffer.from([...bytes('{"a":"'), 0xc0, 0x80, ...bytes('"}')]))).toBeUndefined();
  });

  it("takes no time to refuse a string of a quarter of a megabyte that never ends", () => {
    const before = performance.now();
    expect(readStrictJson(bytes(`{"a":"${"\\\\a".repeat(87_000)}`))).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
