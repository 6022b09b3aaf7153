import { parseArgs } from "node:util";
import { calendarOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { type ClockChange, startOf } from "../../shared/domain/working-time/clock.ts";
import { proveDue } from "../../shared/domain/working-time/due-proof.ts";
import { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { CommandFault, type Outcome, outcomeOf } from "../command/outcome.ts";
import { refusalText } from "../command/refusal-text.ts";
import { stageOf } from "../command/stage-of.ts";
import { typedInstant } from "../command/typed-instant.ts";
import { proofText } from "./proof-text.ts";

const USAGE = `npm run deadline -- --from 2021-02-08T10:00 --limit 5wd
  --limit       8wh giờ làm việc / working hours, 5wd ngày làm việc / working days, 15d ngày / calendar days, 2mo tháng / months
  --pause       2021-02-09T10:00/2021-02-18T09:00   (nhiều lần được / may be repeated)
  --extend      2021-02-19T09:00/2021-02-26T17:00   (lúc gia hạn/hạn mới / when extended/new date)
  --restart     2021-02-18T09:00                    (tính lại từ đầu / counted anew)
  --cut-off     15:00                               (nhận sau giờ này tính từ hôm sau / later receipt counts from the next day)
  --stage local   --lang vi|en   --json`;

const UNITS: Record<string, TimeLimit["unit"]> = {
  wh: "working-hour",
  wd: "working-day",
  d: "calendar-day",
  mo: "month",
};

const limitFrom = (text: string | undefined): TimeLimit => {
  const [, value, unit = ""] = /^([1-9]\d*)(wh|wd|d|mo)$/.exec(text ?? "") ?? [];
  const limit = TimeLimit.safeParse({ value: Number(value), unit: UNITS[unit] });
  if (limit.success) return limit.data;
  throw new CommandFault(
    "--limit: ghi như 5wd (ngày làm việc), 8wh, 15d, 2mo; nhiều nhất 1000.\n--limit: write 5wd (working days), 8wh, 15d or 2mo; 1000 at most.",
  );
};

const pairFrom = (option: string, text: string): [string, string] => {
  const parts = text.split("/");
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined) {
    throw new CommandFault(
      `${option}: ghi hai thời điểm cách nhau bằng dấu /.\n${option}: write two instants with a / between them.`,
    );
  }
  return [typedInstant(option, first), typedInstant(option, second)];
};

const cutOffFrom = (text: string | undefined): string | undefined => {
  if (text === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new CommandFault("--cut-off: ghi giờ như 15:00.\n--cut-off: write a time such as 15:00.");
};

const languageFrom = (text: string): "vi" | "en" => {
  if (text === "vi" || text === "en") return text;
  throw new CommandFault("--lang: vi, en.");
};

const run = (args: readonly string[]): Outcome => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: "string" },
      limit: { type: "string" },
      pause: { type: "string", multiple: true, default: [] },
      extend: { type: "string" },
      restart: { type: "string" },
      "cut-off": { type: "string" },
      stage: { type: "string", default: "local" },
      lang: { type: "string", default: "vi" },
      json: { type: "boolean", default: false },
    },
  });
  if (values.from === undefined || values.limit === undefined) throw new CommandFault(USAGE);
  const changes: ClockChange[] = values.pause.map((text) => {
    const [from, to] = pairFrom("--pause", text);
    return { kind: "pause", from, to };
  });
  if (values.restart !== undefined) changes.push({ kind: "restart", at: typedInstant("--restart", values.restart) });
  if (values.extend !== undefined) {
    const [at, dueAt] = pairFrom("--extend", values.extend);
    changes.push({ kind: "extension", at, dueAt });
  }
  const clock = {
    from: typedInstant("--from", values.from),
    limit: limitFrom(values.limit),
    cutOff: cutOffFrom(values["cut-off"]),
    changes: changes.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1)),
  };
  const calendar = calendarOf(JSON.stringify(stageOf(values.stage).officeHours));
  const language = languageFrom(values.lang);
  const proof = proveDue(calendar, clock);
  if (isRefusal(proof)) return { text: refusalText(proof), exit: 1 };
  return { text: values.json ? JSON.stringify(proof, null, 2) : proofText(proof, language), exit: 0 };
};

/** `npm run deadline -- …`: a due date with its proof. */
export const runDeadline = (args: readonly string[]): Promise<Outcome> => outcomeOf(USAGE, () => run(args));
