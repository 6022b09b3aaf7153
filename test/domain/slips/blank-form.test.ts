import { describe, expect, it } from "vitest";
import { organisationRegister as register } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { blankForm, hasForm } from "../../../shared/domain/slips/blank-form.ts";
import type { Block, Sheet } from "../../../shared/domain/slips/sheet.ts";
import { withForm } from "../../builders/form.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const AT = "2026-11-23T02:00:00.000Z";
const notice = await shippedVersion("1.004650", AT);
const card = await shippedVersion("1.004623", AT);
const NOTICE = "billboard-notice";
const CARD = "tour-guide-card-application";

const blank = (version = notice, formId = NOTICE, at = AT) => blankForm(version, formId, { register, at });
const filled = (form: Record<string, unknown>, version = notice, formId = NOTICE) =>
  blankForm(version, formId, { register, at: AT }, { case: null, form, attached: new Set() });

type Of<Kind> = Extract<Block, { kind: Kind }>;
const blocks = <Kind extends Block["kind"]>({ blocks: all }: Sheet, kind: Kind): Of<Kind>[] =>
  all.filter((block): block is Of<Kind> => block.kind === kind);
const labelled = (sheet: Sheet, label: string): Block | undefined =>
  sheet.blocks.find((block) => "label" in block && block.label?.includes(label));

describe("a blank form", () => {
  it("begins with the country, place and date, its title in capitals and the department of the day", () => {
    expect(blank().blocks.slice(0, 4)).toEqual([
      { kind: "national-heading" },
      { kind: "place-and-date", text: "……………………, ngày …… tháng …… năm …………" },
      {
        kind: "title",
        text: "THÔNG BÁO SẢN PHẨM QUẢNG CÁO TRÊN BẢNG QUẢNG CÁO, BĂNG-RÔN",
        note: "Nội dung theo mẫu thông báo của Thông tư 10/2013/TT-BVHTTDL.",
      },
      { kind: "addressee", text: "Sở Văn hóa và Thể thao tỉnh Ninh Bình" },
    ]);
    expect(blocks(blank(notice, NOTICE, "2024-05-06T02:00:00.000Z"), "addressee")[0]?.text).toBe(
      "Sở Văn hóa, Thể thao và Du lịch tỉnh Nam Định",
    );
  });

  it("asks each field of the schema once, in its order", () => {
    const labels = blank(card, CARD).blocks.flatMap((block) => ("label" in block && block.label ? [block.label] : []));
    const titles = Object.values(card.form.properties).flatMap((field) =>
      field.type === "boolean" ? [] : [field.title],
    );
    expect(labels).toEqual(titles.map((title, at) => `${at + 1}. ${title}`));
  });

  it("gives lines to write on by the length an answer may have, and a date its own places", () => {
    expect(labelled(blank(), "Tên tổ chức")).toMatchObject({ answer: { lines: 1 } });
    expect(labelled(blank(), "2. Địa chỉ")).toMatchObject({ answer: { lines: 2 } });
    expect(labelled(blank(), "Nội dung trên bảng")).toMatchObject({ answer: { lines: 4 } });
    expect(labelled(blank(), "Ngày bắt đầu")).toMatchObject({
      answer: { toComplete: "ngày …… tháng …… năm …………" },
    });
  });

  it("offers choices as boxes with their Vietnamese words, none ticked", () => {
    expect(labelled(blank(card, CARD), "Giới tính")).toMatchObject({
      kind: "ticks",
      options: [
        { text: "Nam", marked: false },
        { text: "Nữ", marked: false },
      ],
    });
  });

  it("says when a field must be filled in, and which may stay empty", () => {
    expect(labelled(blank(), "Diện tích")).toMatchObject({
      note: "bắt buộc khi “Phương tiện quảng cáo” là “Bảng quảng cáo”",
    });
    expect(labelled(blank(), "Thư điện tử")).toMatchObject({ note: "nếu có" });
    expect(labelled(blank(), "Phương án tháo dỡ (nếu có)")).toMatchObject({ note: null });
    expect(labelled(blank(), "Số điện thoại")).toMatchObject({ note: null });
  });

  it("says of what a case alone asks when it is asked, of fields and of papers", async () => {
    const adjustment = await shippedVersion("1.000963", AT);
    const rooms = adjustment.cases.find(({ id }) => id === "rooms")?.name;
    expect(labelled(blank(adjustment, "karaoke-licence-adjustment"), "Số phòng đề nghị")).toMatchObject({
      note: expect.stringMatching(`^bắt buộc khi trường hợp “${rooms}”; `),
    });
    const reissue = await shippedVersion("1.004614", AT);
    const papers = blocks(blank(reissue, "tour-guide-card-reissue"), "tick").map(({ text }) => text);
    expect(papers.at(-1)?.replaceAll("\u00a0", " ")).toMatch(
      /^Giấy tờ liên quan đến nội dung thay đổi \(01 bản sao chứng thực; chỉ khi “[^”]+” là “[^”]+”\)$/,
    );
  });

  it("tells nobody to leave empty what may be filled in", async () => {
    const number = labelled(blank(await shippedVersion("1.004614", AT), "tour-guide-card-reissue"), "10. Số thẻ");
    expect(number).toMatchObject({ label: expect.stringContaining("thẻ bị mất: nếu còn nhớ") });
    expect(number).toMatchObject({ note: expect.stringMatching(/^bắt buộc khi /) });
  });

  it.each([
    ["1.004614", "tour-guide-card-reissue"],
    ["1.000963", "karaoke-licence-adjustment"],
    ["1.004594", "accommodation-ranking-application"],
  ])("of %s asks for the case, before all fields, none ticked", async (code, formId) => {
    const version = await shippedVersion(code, AT);
    const sheet = blank(version, formId);
    const first = sheet.blocks.find((block) => "label" in block);
    const options = version.cases.map(({ name }) => ({ text: name, marked: false }));
    expect(first).toEqual({ kind: "ticks", label: "Trường hợp", note: null, options, indented: false });
    expect(options.length).toBeGreaterThan(1);
  });

  it("asks for no case where there is but one", () => {
    expect([card.cases.length, notice.cases.length]).toEqual([1, 1]);
    expect([labelled(blank(card, CARD), "Trường hợp"), labelled(blank(), "Trường hợp")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("makes a list a table of at least three numbered rows, and a group lines of its own", () => {
    const [table] = blocks(blank(), "table");
    expect(table?.columns.map(({ title }) => title)).toEqual(["STT", "Địa chỉ nơi đặt", "Số lượng tại địa điểm"]);
    expect(table?.rows).toEqual([
      ["1", "", ""],
      ["2", "", ""],
      ["3", "", ""],
    ]);
    expect(
      blocks(blank(), "answer")
        .filter(({ indented }) => indented)
        .map(({ label }) => label),
    ).toEqual(["- Họ và tên người chịu trách nhiệm", "- Chức vụ người chịu trách nhiệm"]);
  });

  it("lists what goes with it, how many of each, without itself", () => {
    const papers = blocks(blank(card, CARD), "tick").map(({ text }) => text.replaceAll("\u00a0", " "));
    expect(papers).toEqual([
      "Sơ yếu lý lịch có xác nhận của Ủy ban nhân dân cấp xã nơi cư trú (01 bản chính)",
      "Văn bằng, chứng chỉ tương ứng với điều kiện hành nghề (01 bản sao chứng thực)",
      "Giấy chứng nhận sức khỏe cấp trong thời hạn không quá 06 tháng (01 bản chính)",
      "Ảnh chân dung màu 3 cm x 4 cm (02 ảnh) (02 bản chính)",
    ]);
  });

  it("ends with the declaration as a sentence and a place to sign", () => {
    expect(blank(card, CARD).blocks.slice(-2)).toEqual([
      { kind: "paragraph", style: "plain", text: `${declarationOf()}.` },
      { kind: "signature", who: "NGƯỜI LÀM ĐƠN", how: "(Ký, ghi rõ họ tên)" },
    ]);
    expect(blocks(blank(), "signature")[0]?.how).toBe("(Ký, ghi rõ họ tên; tổ chức thì đóng dấu)");
  });

  it("names the version and the decision it was made from, and bears their date", () => {
    expect(blank()).toMatchObject({
      footer: expect.stringMatching(/^Mã thủ tục 1\.004650, phiên bản 1, Quyết định .+ ngày 31\/12\/2020$/),
      asOf: "2021-01-01",
    });
  });

  it("asks yes or no where a boolean may be either", () => {
    const en = { "x-en": { title: "x" } };
    const version = withForm(notice, {
      required: ["abroad"],
      properties: { abroad: { type: "boolean", title: "Ở nước ngoài", ...en } },
    });
    const options = (form: Record<string, unknown>) => blocks(filled(form, version), "ticks")[0]?.options;
    expect(options({})?.map(({ marked }) => marked)).toEqual([false, false]);
    expect(options({ abroad: false })).toEqual([
      { text: "Có", marked: false },
      { text: "Không", marked: true },
    ]);
  });

  it("is there for the forms that its documents name alone", () => {
    expect(hasForm(notice, NOTICE)).toBe(true);
    expect(hasForm(notice, CARD)).toBe(false);
  });
});

const declarationOf = (): string => card.form.properties.declaration?.title ?? "";

describe("a form filled in", () => {
  it("shows dates, numbers and choices as people write them", () => {
    const sheet = filled({ medium: "banner", boardArea: 1234567.5, startDate: "2027-01-10" });
    expect(labelled(sheet, "Diện tích")).toMatchObject({ answer: { written: "1.234.567,5" } });
    expect(labelled(sheet, "Ngày bắt đầu")).toMatchObject({ answer: { written: "10/01/2027" } });
    expect(labelled(sheet, "Phương tiện")).toMatchObject({
      options: [{ marked: false }, { text: "Băng-rôn", marked: true }],
    });
  });

  it("leaves open what a draft lacks or has half written", () => {
    const sheet = filled({ notifier: "  ", startDate: "2027-1", responsiblePerson: { fullName: "Trần Văn Hòa" } });
    expect(labelled(sheet, "Tên tổ chức")).toMatchObject({ answer: { lines: 1 } });
    expect(labelled(sheet, "Ngày bắt đầu")).toMatchObject({ answer: { written: "2027-1" } });
    expect(labelled(sheet, "Họ và tên người")).toMatchObject({ answer: { written: "Trần Văn Hòa" } });
    expect(labelled(sheet, "Chức vụ người")).toMatchObject({ answer: { lines: 1 } });
  });

  it("shows every row of a list, and texts in NFC", () => {
    const sheet = filled({
      notifier: "Nguyê\u0303n Thi\u0323 Lan",
      locations: Array.from({ length: 30 }, (_, at) => ({ address: `Phố ${at}`, quantity: 1000 })),
    });
    expect(labelled(sheet, "Tên tổ chức")).toMatchObject({ answer: { written: "Nguyễn Thị Lan" } });
    expect(blocks(sheet, "table")[0]?.rows).toHaveLength(30);
    expect(blocks(sheet, "table")[0]?.rows[29]).toEqual(["30", "Phố 29", "1.000"]);
  });

  it("ticks the case that was chosen", async () => {
    const version = await shippedVersion("1.000963", AT);
    const given = { case: "owner-changed", form: {}, attached: new Set<string>() };
    const sheet = blankForm(version, "karaoke-licence-adjustment", { register, at: AT }, given);
    expect(labelled(sheet, "Trường hợp")).toMatchObject({
      options: [
        { text: "Điều chỉnh số phòng", marked: false },
        { text: "Thay đổi chủ sở hữu", marked: true },
      ],
    });
  });

  it("ticks the papers that are there", () => {
    const attached = new Set(["design-proof"]);
    const sheet = blankForm(notice, NOTICE, { register, at: AT }, { case: null, form: {}, attached });
    expect(blocks(sheet, "tick").flatMap(({ text, marked }) => (marked ? [text] : []))).toEqual([
      expect.stringMatching(/^Ma-két/),
    ]);
  });
});
