import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexProcedures } from "../../shared/adapters/minisearch/procedure-index.ts";
import { type CatalogueEntry, lineOf } from "../../shared/domain/procedures/catalogue-entry.ts";
import { entriesInForce } from "../../shared/domain/procedures/in-force.ts";
import type { ProcedureIndex, ProcedureQuery } from "../../shared/domain/procedures/procedure-index.ts";
import type { ProcedureSummary } from "../../shared/domain/procedures/summary.ts";
import { shipped } from "../fakes/procedure-catalogue.ts";

const entries = [...entriesInForce(shipped.map(lineOf), "2026-11-22T02:00:00.000Z").entries];
const indexed = (of: Iterable<CatalogueEntry>) => indexProcedures(of, (summary) => summary);
const index = indexed(entries);

/** All that is found, page after page. */
const found = (query: ProcedureQuery, of: ProcedureIndex<ProcedureSummary> = index, limit = 100): string[] => {
  const codes: string[] = [];
  let after: string | undefined;
  do {
    const page = of(query).page({ limit, after });
    if (!page) throw new Error(`no page after ${after}`);
    codes.push(...page.items.map(({ code }) => code));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return codes;
};

/** Written apart from the product: marks are taken off by their code points, words are found by splitting. */
const bare = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u200b-\u200f]/g, "")
    .toLowerCase()
    .replace(/đ/g, "d");
const wordsOf = (text: string): string[] =>
  bare(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
const answers = (texts: readonly string[], q: string): boolean => {
  const words = texts.flatMap(wordsOf);
  // A question without a word is a question all the same: nothing answers it.
  if (wordsOf(q).length === 0) return q.trim() === "";
  return wordsOf(q).every((sought) => words.some((word) => word.indexOf(sought) === 0));
};
const textsOf = ({ name, code, field, words }: CatalogueEntry): string[] => [
  name,
  code,
  field.name,
  ...words.formFields,
  ...words.documents,
  ...words.legalBases,
];
const fits = (entry: CatalogueEntry, { field, unit, level, audience }: ProcedureQuery): boolean =>
  (!field || entry.field.id === field) &&
  (!unit || entry.units.includes(unit)) &&
  (!level || entry.level === level) &&
  (!audience || entry.audience.includes(audience));
const expected = (query: ProcedureQuery, of: readonly CatalogueEntry[] = entries): string[] => {
  const { q = "" } = query;
  const key = (entry: CatalogueEntry) => [answers([entry.name], q) ? "0" : "1", bare(entry.name), entry.code];
  return of
    .filter((entry) => fits(entry, query) && answers(textsOf(entry), q))
    .sort((a, b) => {
      const [left, right] = [key(a), key(b)];
      const at = left.findIndex((part, place) => part !== right[place]);
      return at < 0 ? 0 : (left[at] ?? "") < (right[at] ?? "") ? -1 : 1;
    })
    .map(({ code }) => code);
};

/** As people write it, as they write it without marks, how many there are of the shipped 140, and the first two. */
const SEARCHES: [string, string, number, string[]][] = [
  ["hướng dẫn viên du lịch", "huong dan vien du lich", 6, ["1.001432", "1.004605"]],
  ["thẻ hướng dẫn viên nội địa", "the huong dan vien noi dia", 5, ["1.001432", "1.004623"]],
  ["lịch du viên dẫn hướng", "lich du vien dan huong", 6, ["1.001432", "1.004605"]],
  ["hoà giải", "hoa giai", 10, ["1.000594", "1.002022"]],
  ["hòa giải", "hoa giai", 10, ["1.000594", "1.002022"]],
  ["kinh doanh hoạt động thể thao", "kinh doanh hoat dong the thao", 31, ["1.002396", "1.002445"]],
  ["quảng cáo", "quang cao", 5, ["1.004639", "1.004662"]],
  ["băng-rôn", "bang-ron", 2, ["1.004650", "2.002188"]],
  ["di tích", "di tich", 10, ["1.001822", "1.003901"]],
  ["karaoke", "karaoke", 3, ["1.000963", "1.001029"]],
  ["vũ trường", "vu truong", 14, ["1.000922", "1.001008"]],
  ["triển lãm", "trien lam", 13, ["1.001671", "1.001211"]],
  ["lễ hội", "le hoi", 2, ["1.003676", "1.003654"]],
  ["bơi, lặn", "boi, lan", 1, ["1.000883"]],
  ["môn Yoga", "mon yoga", 1, ["1.000953"]],
  ["GOLF", "golf", 1, ["1.000936"]],
  ["Quyền anh", "quyen anh", 7, ["1.000560", "1.001671"]],
  ["patin", "patin", 1, ["1.000485"]],
  ["lữ hành quốc tế", "lu hanh quoc te", 2, ["1.003738", "1.004628"]],
  ["lữ hành", "lu hanh", 20, ["1.003717", "2.001622"]],
  ["khách sạn", "khach san", 1, ["1.004594"]],
  ["cơ sở lưu trú", "co so luu tru", 1, ["1.004594"]],
  ["biểu diễn nghệ thuật", "bieu dien nghe thuat", 4, ["1.009397", "1.009398"]],
  ["người đẹp, người mẫu", "nguoi dep, nguoi mau", 2, ["1.009403", "1.009399"]],
  ["giám định", "giam dinh", 3, ["1.001106", "1.001123"]],
  ["di sản văn hóa phi vật thể", "di san van hoa phi vat the", 3, ["1.003838", "1.001032"]],
  ["bảo vật quốc gia", "bao vat quoc gia", 4, ["1.003738", "1.003646"]],
  ["tượng đài", "tuong dai", 2, ["1.001755", "1.004639"]],
  ["phim", "phim", 4, ["H40-TTHC-093", "1.011454"]],
  ["bạo lực gia đình", "bao luc gia dinh", 15, ["1.012080", "1.012082"]],
  ["cấp lại", "cap lai", 18, ["1.002003", "1.001420"]],
  ["sửa đổi, bổ sung", "sua doi, bo sung", 1, ["1.004666"]],
  ["36/2019/NĐ-CP", "36/2019/nd-cp", 31, ["1.002396", "1.002445"]],
  ["Luật Du lịch", "luat du lich", 26, ["1.003717", "2.001622"]],
  ["1.004650", "1.004650", 1, ["1.004650"]],
  ["1.0046", "1.0046", 9, ["1.004605", "1.004639"]],
  ["sơ yếu lý lịch", "so yeu ly lich", 4, ["1.001432", "1.004623"]],
  ["ảnh màu", "anh mau", 24, ["H40-TTHC-093", "1.001822"]],
  ["chứng chỉ ngoại ngữ", "chung chi ngoai ngu", 28, ["1.003717", "1.001671"]],
  ["đăng ký", "dang ky", 19, ["1.012080", "1.012082"]],
  ["nhập khẩu văn hóa phẩm", "nhap khau van hoa pham", 5, ["1.003784", "1.003743"]],
  ["cổ vật", "co vat", 9, ["1.003738", "1.001106"]],
  ["ưu đãi", "uu dai", 2, ["1.000971", "1.001108"]],
  ["đại hội", "dai hoi", 9, ["1.003676", "1.003654"]],
  ["ngh thu bieu dien", "ngh thu bieu dien", 4, ["1.009397", "1.009398"]],
];

describe("a search among the shipped procedures", () => {
  it.each(SEARCHES)("for «%s» or «%s» finds %i", (marked, unmarked, count, first) => {
    const codes = found({ q: marked });
    expect(codes).toHaveLength(count);
    expect(codes.slice(0, 2)).toEqual(first);
    expect(codes).toEqual(expected({ q: marked }));
    for (const spelling of [unmarked, marked.normalize("NFD"), marked.toUpperCase(), unmarked.toUpperCase()]) {
      expect(found({ q: spelling })).toEqual(codes);
    }
  });

  it("takes no notice of where a tone mark stands", () => {
    for (const [one, other] of [
      ["hoà", "hòa"],
      ["văn hoá", "văn hóa"],
      ["thuỷ", "thủy"],
    ] as const) {
      expect(found({ q: one })).toEqual(found({ q: other }));
    }
  });

  it("does not guess: neither the middle of a word nor a slip of the pen", () => {
    expect(found({ q: "araoke" })).toEqual([]);
    expect(found({ q: "karaoek" })).toEqual([]);
  });

  it("puts those whose name answers before those that only a paper or a legal basis of theirs does", () => {
    const codes = found({ q: "triển lãm" });
    const named = codes.map((code) => answers([entries.find((one) => one.code === code)?.name ?? ""], "triển lãm"));
    expect(named).toContain(true);
    expect(named).toContain(false);
    expect(named.indexOf(false)).toBe(named.lastIndexOf(true) + 1);
  });

  it("gives everything for nothing, by name", () => {
    expect(found({})).toEqual(expected({}));
    for (const q of ["", "   "]) expect(found({ q })).toEqual(found({}));
    for (const q of [" ?! ", "…", "🙂"]) expect(found({ q })).toEqual([]);
    expect(found({})).toHaveLength(140);
  });
});

const somebody = entries[0] as CatalogueEntry;
/** Words as the shipped procedures have them, and some that none has. */
const vocabulary = [...new Set(entries.flatMap(textsOf).flatMap((text) => text.split(/\s+/)))].filter((w) => w !== "");
const word = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...vocabulary) }, fc.string({ maxLength: 6 }));
const begun = fc
  .tuple(word, fc.integer({ min: 1, max: 8 }))
  .map(([whole, length]) => whole.normalize("NFC").slice(0, length));
const query = fc.array(begun, { minLength: 1, maxLength: 4 });
const FIELDS = [...new Set(entries.map(({ field }) => field.id))];
const UNITS = [...new Set(entries.flatMap(({ units }) => units))];
const filters: fc.Arbitrary<ProcedureQuery> = fc.record(
  {
    field: fc.constantFrom(...FIELDS, "nowhere"),
    unit: fc.constantFrom(...UNITS, "nobody"),
    level: fc.constantFrom(1, 2, 3, 4),
    audience: fc.constantFrom("individual", "organisation"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ProcedureQuery>;

describe("whatever is sought", () => {
  it("is found by whoever has it and by nobody else, in the order of the contract", () => {
    fc.assert(
      fc.property(query, filters, (words, narrowed) => {
        const sought = { ...narrowed, q: words.join(" ") };
        expect(found(sought)).toEqual(expected(sought));
      }),
      { numRuns: 300 },
    );
  });

  it("is found the same composed, decomposed, unmarked, in capitals and in any order of its words", () => {
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 3 }), (words, turn) => {
        const codes = found({ q: words.join(" ") });
        const turned = [...words.slice(turn), ...words.slice(0, turn)];
        for (const form of [words, turned, [...words].reverse()]) {
          const q = form.join(" ");
          for (const spelling of [q.normalize("NFC"), q.normalize("NFD"), bare(q)]) {
            expect(found({ q: spelling })).toEqual(codes);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("comes in pages that join without a gap or a double", () => {
    fc.assert(
      fc.property(query, filters, fc.integer({ min: 1, max: 30 }), (words, narrowed, limit) => {
        const sought = { ...narrowed, q: words.join(" ") };
        expect(found(sought, index, limit)).toEqual(found(sought));
      }),
      { numRuns: 100 },
    );
  });

  it("is counted beside each filter as choosing it would find", () => {
    fc.assert(
      fc.property(query, filters, (words, narrowed) => {
        const sought = { ...narrowed, q: words[0] ?? "" };
        const counts = index(sought).counts();
        const many = (more: ProcedureQuery) => expected({ ...sought, ...more }).length;
        const chosen = <Value>(values: readonly Value[], choice: (value: Value) => ProcedureQuery) =>
          Object.fromEntries(values.map((value) => [String(value), many(choice(value))]).filter(([, count]) => count));
        const listed = (rows: [unknown, number][]) =>
          Object.fromEntries(rows.map(([value, count]) => [String(value), count]));
        expect(listed(counts.field.map(({ id, count }) => [id, count]))).toEqual(
          chosen(FIELDS, (field) => ({ field })),
        );
        expect(listed(counts.unit.map(({ id, count }) => [id, count]))).toEqual(chosen(UNITS, (unit) => ({ unit })));
        expect(listed(counts.level.map(({ level, count }) => [level, count]))).toEqual(
          chosen([1, 2, 3, 4] as const, (level) => ({ level })),
        );
        expect(listed(counts.audience.map(({ audience, count }) => [audience, count]))).toEqual(
          chosen(["individual", "organisation"] as const, (audience) => ({ audience })),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("an index", () => {
  it("is asked after one that is not in its list: that is refused, not guessed", () => {
    expect(index({}).page({ limit: 1, after: "9.999999" })).toBeUndefined();
    const stranger = entries.find(({ code }) => !found({ q: "karaoke" }).includes(code));
    expect(index({ q: "karaoke" }).page({ limit: 1, after: stranger?.code })).toBeUndefined();
  });

  it.each([0, 1, 31, 32, 33, 64, 97])("holds %i procedures as well as any number", (size) => {
    const few = entries.slice(0, size);
    const small = indexed(few);
    for (const q of ["", "thu tuc", "du lich", "c"]) expect(found({ q }, small, 7)).toEqual(expected({ q }, few));
  });

  it("tells procedures of one name apart by their codes", () => {
    const twins = ["2.000002", "2.000001"].map((code) => ({ ...somebody, code }));
    expect(found({}, indexed(twins))).toEqual(["2.000001", "2.000002"]);
  });
});
