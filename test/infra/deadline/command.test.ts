import { describe, expect, it } from "vitest";
import { runDeadline } from "../../../infra/deadline/command.ts";

const run = (line: string) => runDeadline(line.split(" ").filter((word) => word !== ""));
const first = async (line: string): Promise<string> => (await run(line)).text.split("\n")[0] ?? "";

/** Looked up in the published calendars by hand; the README shows some of them. */
describe("due dates checked by hand", () => {
  it.each([
    ["--from 2021-02-08T10:00 --limit 3wd", "10:00 18/02/2021", "Tết 2021: 10 to 16 February are off"],
    ["--from 2021-02-09T16:45 --limit 8wh", "16:45 17/02/2021", "eight hours from the eve of Tết 2021"],
    ["--from 2024-02-07T09:00 --limit 5wd", "09:00 21/02/2024", "Tết 2024: 8 to 14 February are off"],
    ["--from 2024-04-26T08:00 --limit 1wd", "08:00 02/05/2024", "Monday 29/04/2024 exchanged, 30/04 and 01/05 off"],
    ["--from 2024-05-03T08:00 --limit 1wd", "08:00 04/05/2024", "Saturday 04/05/2024 worked for 29/04"],
    ["--from 2024-05-03T16:00 --limit 4wh", "10:30 04/05/2024", "and its hours count"],
    ["--from 2025-04-25T09:00 --limit 1wd", "09:00 26/04/2025", "Saturday 26/04/2025 worked for 02/05"],
    ["--from 2025-04-29T09:00 --limit 1wd", "09:00 05/05/2025", "30/04 and 01/05 off, Friday 02/05/2025 exchanged"],
    ["--from 2025-12-31T09:00 --limit 1wd", "09:00 05/01/2026", "01/01 off, Friday 02/01/2026 exchanged"],
    ["--from 2026-01-09T09:00 --limit 2wd", "09:00 12/01/2026", "Saturday 10/01/2026 worked for 02/01"],
    ["--from 2026-08-28T09:00 --limit 3wd", "09:00 07/09/2026", "31/08/2026 exchanged, 01/09 and 02/09 off"],
    ["--from 2026-08-20T09:00 --limit 12d", "09:00 03/09/2026", "twelve days end on 01/09/2026, which is off"],
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
