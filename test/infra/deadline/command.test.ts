import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runDeadline } from "../../../infra/deadline/command.ts";

const run = (line: string) => runDeadline(line.split(" ").filter((word) => word !== ""));
const first = async (line: string): Promise<string> => (await run(line)).text.split("\n")[0] ?? "";

const README = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const EXAMPLES = [...README.matchAll(/^\| `(--from [^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, asked = "", due = "", because = ""]): [string, string, string] => [asked, due, because],
);

/** Looked up in the published calendars by hand. */
describe("the due dates of the README", () => {
  it("are there, over Tết, exchanges and Saturdays", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(14);
  });

  it.each(EXAMPLES)("%s is due %s: %s", async (line, due) => {
    expect(await first(line)).toContain(`Hạn trả: ${due}`);
  });

  it.each([
    ["--from 2021-01-31T09:00 --limit 1mo", "07:30 01/03/2021", "a month from Sunday 31/01/2021, received on Monday"],
  ])("%s is due %s: %s", async (line, due) => {
    expect(await first(line)).toContain(`Hạn trả: ${due}`);
  });
});

describe("a proof on the command line", () => {
  it("names every stretch, in the language asked for", async () => {
    const { text, exit } = await run("--from 2024-05-03T08:00 --limit 2wd --lang en");
    expect(exit).toBe(0);
    expect(text.split("\n")).toEqual([
      "Due: 08:00 06/05/2024 (2 working days from 08:00 03/05/2024)",
      "",
      "08:00 03/05/2024 → 00:00 04/05/2024  –  the day of receipt, not counted",
      "00:00 04/05/2024 → 00:00 05/05/2024  +1 day  Saturday worked in exchange",
      "00:00 05/05/2024 → 00:00 06/05/2024  –  weekly rest",
      "00:00 06/05/2024 → 08:00 06/05/2024  +1 day  working days",
      "",
      "Sum: 2 working days",
    ]);
  });

  it("takes pauses, an extension, a restart and the hour after which receipt waits", async () => {
    expect(await first("--from 2024-05-06T15:30 --limit 8wh --cut-off 15:00")).toContain("17:00 07/05/2024");
    const paused = "--from 2024-05-06T09:00 --limit 5wd --pause 2024-05-07T10:00/2024-05-09T10:00";
    expect(await first(paused)).toContain("09:00 15/05/2024");
    expect(await first(`${paused} --restart 2024-05-09T10:00`)).toContain("10:00 16/05/2024");
    expect(await first(`${paused} --extend 2024-05-10T10:00/2024-05-24T17:00`)).toContain("17:00 24/05/2024");
  });

  it("says what is provisional", async () => {
    expect((await run("--from 2027-01-04T09:00 --limit 5wd")).text).toContain("Tạm tính");
    expect((await run("--from 2024-05-06T09:00 --limit 5wd")).text).not.toContain("Tạm tính");
  });

  it("answers as data, too", async () => {
    const { text } = await run("--from 2024-05-06T09:00 --limit 5wd --json");
    expect(JSON.parse(text)).toMatchObject({ dueAt: "2024-05-13T02:00:00.000Z", provisional: false });
  });

  it.each([
    ["", "npm run deadline"],
    ["--from 2024-05-06 --limit 5wd", "--from:"],
    ["--from 2024-05-06T09:00 --limit 5", "--limit:"],
    ["--from 2024-05-06T09:00 --limit 0wd", "--limit:"],
    ["--from 2024-05-06T09:00 --limit 1001wd", "--limit:"],
    ["--from 2024-05-06T09:00 --limit -5wd", "limit"],
    ["--from 2024-05-06T09:00 --limit 5wd --pause 2024-05-07T09:00", "--pause:"],
    ["--from 2024-05-06T09:00 --limit 5wd --pause 2024-05-08T09:00/2024-05-07T09:00", "/changes/0/to"],
    ["--from 2024-05-06T09:00 --limit 5wd --extend 2024-05-08T09:00/2024-05-07T09:00", "/changes/0/dueAt"],
    ["--from 2024-05-06T09:00 --limit 5wd --cut-off 3pm", "--cut-off:"],
    ["--from 2024-05-06T09:00 --limit 5wd --lang fr", "--lang"],
    ["--from 2024-05-06T09:00 --limit 5wd --stage nowhere", "nowhere"],
    ["--from 2028-05-06T09:00 --limit 5wd", "2028"],
    ["--from 2024-05-06T09:00 --limit 5wd --until 3", "--until"],
  ])("%s is refused and says where", async (line, word) => {
    const { text, exit } = await run(line);
    expect(exit).toBe(1);
    expect(text).toContain(word);
  });
});
