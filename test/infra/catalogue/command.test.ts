import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { checkFiles } from "../../../infra/catalogue/check.ts";
import { runCommand } from "../../../infra/catalogue/command.ts";

const ROOT = new URL("../../..", import.meta.url).pathname;
const FOLDER = join(ROOT, "shared/data/procedures");
const GUIDE_CARD = "1.004623-v1.json";

const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const spoilt = (change: (text: string) => string): string =>
  written(GUIDE_CARD, change(readFileSync(join(FOLDER, GUIDE_CARD), "utf8")));

const run = (...args: string[]) => runCommand(ROOT, args);

describe("the shipped catalogue", () => {
  it("has no fault", () => {
    const verdicts = checkFiles(ROOT, []);
    expect(verdicts).toHaveLength(140);
    expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
});

describe("check", () => {
  it("says how many files it read, and that nothing is wrong", async () => {
    expect(await run("check", join(FOLDER, GUIDE_CARD))).toEqual({
      text: "1 tệp, 0 lỗi. / 1 files, 0 faults.",
      exit: 0,
    });
  });

  it("names file, pointer and what to do in both languages, and ends with 1", async () => {
    const path = spoilt((text) => text.replace('"id": "approve"', '"id": "receive"'));
    const { text, exit } = await run("check", path);
    expect(exit).toBe(1);
    expect(text.split("\n")).toEqual([
      path,
      "  /procedure/steps/2/id  step-twice",
      "    Mã bước “receive” dùng hai lần. Đặt mã khác cho bước này.",
      '    The step id "receive" is used twice. Give this step another id.',
      "",
      "1 tệp, 1 lỗi. / 1 files, 1 faults.",
    ]);
  });

  it("names what stands twice in an object, of which the last would count", async () => {
    const path = spoilt((text) =>
      text
        .replace('"id": "approve"', '"id": "sign", "id": "approve"')
        .replace(/^\{/, '{ "a/b": [[{}, { "\\"x": 1, "y": {"x": ",["}, "\\u0022x": 1 }], "x", "x"], '),
    );
    const { text, exit } = await run("check", path);
    expect(exit).toBe(1);
    const repeated = text.split("\n").filter((line) => line.includes("member-repeated"));
    expect(repeated).toEqual(['  /a~1b/0/1/"x  member-repeated', "  /procedure/steps/2/id  member-repeated"]);
    expect(text).toContain("    Mục này đã có ở trên, chỉ lần ghi cuối được dùng. Xóa một trong hai.");
    expect(text).toContain("    This member stands above already, and the last alone counts. Remove one of them.");
  });

  it("judges a file among the shipped ones", async () => {
    const path = spoilt((text) => text.replace('"TTHC-017"', '"TTHC-016"'));
    const { text } = await run("check", path);
    expect(text).toContain("/procedure/id  id-of-two-codes");
  });

  it.each([
    ["is not there", () => join(folder, "none.json"), "file-unreadable"],
    ["is not JSON", () => written("half.json", '{ "procedure": '), "file-not-json"],
  ])("says of a file that it %s", async (_, path, code) => {
    const { text, exit } = await run("check", path());
    expect([exit, text.includes(code)]).toEqual([1, true]);
  });
});

describe("simulate", () => {
  it("prints dates, steps, days, fees and documents, Vietnamese first", async () => {
    const { text, exit } = await run("simulate", "1.004650", "--at", "2026-02-13T09:00");
    expect(exit).toBe(0);
    expect(text).toMatch(/Hẹn trả \/ Due +T6 09:00 27\/02\/2026/);
    expect(text).toMatch(/2\. Thẩm định hồ sơ +specialist +Phòng .+ T6 14:30 13\/02\/2026 +→ T4 09:00 25\/02\/2026/);
    expect(text).toMatch(/2026-02-17 +nghỉ \/ off: Tết Nguyên đán/);
    expect(text).toContain("PROVISIONAL");
    expect(text).toContain("Miễn phí / free");
    const arrows = text.split("\n").flatMap((line) => (line.includes("→") ? [line.indexOf("→")] : []));
    expect([arrows.length, new Set(arrows).size]).toEqual([4, 1]);
  });

  it("takes an instant of any zone, another stage, channel and form, and gives JSON", async () => {
    const form = written("form.json", "{}");
    const args = ["simulate", "1.004623", "--at", "2026-05-29T09:00Z", "--channel", "post", "--stage", "sample"];
    const { text } = await run(...args, "--json");
    expect(JSON.parse(text)).toMatchObject({ submittedAt: "2026-05-29T09:00:00.000Z", channel: "post" });
    const refused = await run(...args, "--form", form);
    expect(refused.exit).toBe(1);
    expect(refused.text).toContain("/form/fullName: Cần ghi Họ và tên.\n/form/fullName: Enter: Full name.");
  });

  it.each(["2026-02-13T09:00:30", "2026-02-13T09:00:30+07:00", "2026-02-13T02:00:30Z"])("reads %s", async (moment) => {
    const { text } = await run("simulate", "1.004650", "--at", moment, "--json");
    expect(JSON.parse(text).submittedAt).toBe("2026-02-13T02:00:30.000Z");
  });

  it("says that no limit is published", async () => {
    const { text } = await run("simulate", "1.000104", "--at", "2024-05-13T09:00");
    expect(text).toContain("chưa công bố thời hạn, không có ngày hẹn trả / no limit is published, so no due date");
  });

  it.each([
    ["an unknown code", ["9.999999", "--at", "2026-02-13T09:00"], "Không có thủ tục này.", "no such procedure"],
    ["a day too early", ["1.004650", "--at", "2020-12-31T09:00"], "có hiệu lực từ ngày", "valid from 2021-01-01"],
    ["a missing year", ["1.004650", "--at", "2028-01-03T09:00"], "Thêm shared/data/calendars/2028.json", "Add shared"],
    ["a bare date", ["1.004650", "--at", "2026-02-13"], "ghi ngày và giờ", "write date and time"],
    ["a day that is none", ["1.004650", "--at", "2026-02-30T09:00"], "ghi ngày và giờ", "write date and time"],
    ["another channel", ["1.004650", "--at", "2026-02-13T09:00", "--channel", "fax"], "chọn online", "choose one of"],
    [
      "another applicant",
      ["1.004650", "--at", "2026-02-13T09:00", "--applicant", "robot"],
      "--applicant: chọn individual, organisation",
      "--applicant: choose one of",
    ],
    [
      "a form not there",
      ["1.004650", "--at", "2026-02-13T09:00", "--form", "no"],
      "Chỉ ra một tệp",
      "Name a JSON file",
    ],
    ["no code", ["--at", "2026-02-13T09:00"], "Cần một mã thủ tục", "Name one procedure"],
    ["another option", ["1.004650", "--when", "now"], "Tùy chọn chưa đúng", "Unknown option '--when'"],
  ])("says in both languages what is wrong with %s", async (_, args, vi, en) => {
    const { text, exit } = await run("simulate", ...args);
    expect(exit).toBe(1);
    expect(text).toContain(vi);
    expect(text).toContain(en);
  });

  it("names the stages where there is no such one", async () => {
    const { text, exit } = await run("simulate", "1.004650", "--at", "2026-02-13T09:00", "--stage", "moon");
    expect([exit, text.includes("choose one of local, sample")]).toEqual([1, true]);
  });
});

describe("schema", () => {
  it("is a JSON Schema that every shipped file fits, and a spoilt one does not", async () => {
    const { text, exit } = await run("schema");
    const schema = z.fromJSONSchema(JSON.parse(text));
    const file = JSON.parse(readFileSync(join(FOLDER, "1.004628-v1.json"), "utf8"));
    expect(exit).toBe(0);
    expect(schema.safeParse(file).error).toBeUndefined();
    expect(schema.safeParse({ ...file, colour: "red" }).success).toBe(false);
    expect(schema.safeParse({ ...file, procedure: { ...file.procedure, version: "1" } }).success).toBe(false);
  });
});

it("another command is told which there are", async () => {
  const { text, exit } = await run("publish");
  expect([exit, text.includes("npm run catalogue -- check")]).toEqual([1, true]);
});
