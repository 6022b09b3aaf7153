import { parseArgs } from "node:util";
import { type AdminApi, adminApi, type Variables } from "../command/admin-api.ts";
import { CommandFault, type Outcome, outcomeOf } from "../command/outcome.ts";

const USAGE = `npm run statistics -- show      bộ số liệu, tiến độ, lần đếm lại / figures in use, progress, last recount
npm run statistics -- rebuild   dựng lại, hoặc làm tiếp, và xem đến khi xong / rebuild, or go on, and watch to its end
npm run statistics -- recount   đếm lại ngay và so sánh, thoát 1 nếu lệch / recount now and compare, exit 1 where it differs
  --lang vi|en   --json   --help
  BASE_URL       địa chỉ dịch vụ / address of the service (http://localhost:3000)
  ADMIN_TOKEN    mã đăng nhập của quản trị viên, không cần với máy thử / token of an administrator, not needed against a local stack`;

const ROOT = "/v1/admin/statistics";
/** How often progress is asked for, and for how long without any before the command lets go; the work goes on. */
const EACH_MS = 2_000;
const STILL_MS = 15 * 60_000;

type Pass = { pass: string; segments: number; done: number; dossiers: number; counted: number };
type Rebuild = { set: number; step: string; startedAt: string; finishedAt: string | null; passes: Pass[] };
type Difference = Record<"unit" | "field" | "procedure" | "metric", string> & { counted: number; recounted: number };
type Recount = {
  day: string;
  startedAt: string;
  finishedAt: string | null;
  dossiers: number;
  differing: number;
  uncounted: number;
  differences: Difference[];
  behind: { dossierId: string; version: number; counted: number }[];
};
type Shown = {
  sets: { current: number; next: number | null };
  rebuild: Rebuild | null;
  recount: Recount | null;
  recountAskedAt: string | null;
};

/** What a command says on its way, and how it waits. */
export type Terminal = { tell: (line: string) => void; wait: (ms: number) => Promise<void> };
type Given = Terminal & { api: AdminApi; json: boolean };

const both = (vi: string, en: string): string => `${vi}\n${en}`;

const STEPS: Readonly<Record<string, string>> = {
  counting: "đếm / counting",
  checking: "rà lại / checking",
  joining: "ghi bảng / joining",
  tidying: "dọn bộ cũ / tidying",
  done: "xong / done",
};

const WIDTH = 24;
const bar = (done: number, of: number): string => {
  const full = of === 0 ? 0 : Math.round((done / of) * WIDTH);
  return `[${"█".repeat(full)}${"·".repeat(WIDTH - full)}]`;
};

const progressOf = ({ set, step, passes }: Rebuild): string => {
  const [counting, checking] = passes;
  const pass = step === "checking" ? checking : counting;
  const done = step === "counting" || step === "checking" ? (pass?.done ?? 0) : (pass?.segments ?? 0);
  const dossiers = counting?.dossiers ?? 0;
  const counted = (counting?.counted ?? 0) + (checking?.counted ?? 0);
  return `#${set} ${bar(done, pass?.segments ?? 0)} ${STEPS[step] ?? step}  ${dossiers} hồ sơ / dossiers, ${counted} đã đếm / counted`;
};

const recountLines = (recount: Recount): string[] => [
  `đến / up to ${recount.day}: ${recount.dossiers} hồ sơ / dossiers, ${recount.differing} số liệu lệch / figures differ, ${recount.uncounted} chưa đếm đủ / not counted (${recount.finishedAt ?? "…"})`,
  ...recount.differences.map(
    ({ unit, field, procedure, metric, counted, recounted }) =>
      `  ${unit}  ${field}  ${procedure}  ${metric}: ${counted} ≠ ${recounted}`,
  ),
  ...recount.behind.map(({ dossierId, version, counted }) => `  ${dossierId}: ${counted} < ${version}`),
];

const read = async (api: AdminApi): Promise<Shown> => (await api("GET", ROOT)) as Shown;

const show = async ({ api, json }: Given): Promise<Outcome> => {
  const shown = await read(api);
  if (json) return { text: JSON.stringify(shown, null, 2), exit: 0 };
  const { sets, rebuild, recount, recountAskedAt } = shown;
  const lines = [
    `bộ đang dùng / in use: #${sets.current}${sets.next === null ? "" : `, đang dựng / being rebuilt: #${sets.next}`}`,
    ...(rebuild === null ? [] : [progressOf(rebuild)]),
    ...(recount === null ? [] : recountLines(recount)),
    ...(recountAskedAt === null ? [] : [`đã yêu cầu đếm lại / a recount is asked for: ${recountAskedAt}`]),
  ];
  return { text: lines.join("\n"), exit: 0 };
};

/** Asks until `over`; tells what changed, and lets go where nothing does for long. */
const watch = async (
  { api, tell, wait }: Given,
  lineOf: (shown: Shown) => string,
  over: (shown: Shown) => boolean,
): Promise<Shown> => {
  let last = "";
  for (let stillMs = 0; stillMs < STILL_MS; stillMs += EACH_MS) {
    const shown = await read(api);
    const line = lineOf(shown);
    if (line !== last) {
      tell(line);
      last = line;
      stillMs = 0;
    }
    if (over(shown)) return shown;
    await wait(EACH_MS);
  }
  throw new CommandFault(
    both(
      "Không tiến thêm trong 15 phút: xem nhật ký và sổ tay trực; chạy lại lệnh này để làm tiếp.",
      "No progress for 15 minutes: see the logs and the runbook; run this command again to go on.",
    ),
  );
};

const rebuild = async (given: Given): Promise<Outcome> => {
  const { set } = (await given.api("POST", `${ROOT}/rebuilds`)) as unknown as Rebuild;
  const shown = await watch(
    given,
    (now) => (now.rebuild === null ? "" : progressOf(now.rebuild)),
    (now) => now.rebuild === null || now.rebuild.set !== set || now.rebuild.step === "done",
  );
  if (given.json) return { text: JSON.stringify(shown, null, 2), exit: 0 };
  return { text: both(`Báo cáo nay đọc từ bộ #${set}.`, `Reports are read from figures #${set} now.`), exit: 0 };
};

const recount = async (given: Given): Promise<Outcome> => {
  const { recount: before } = await read(given.api);
  await given.api("POST", `${ROOT}/recounts`);
  const { recount: found } = await watch(
    given,
    ({ recount: now, recountAskedAt }) =>
      recountAskedAt !== null
        ? both("Bắt đầu trong vòng 5 phút.", "It begins within five minutes.")
        : `${now?.dossiers ?? 0} hồ sơ / dossiers`,
    ({ recount: now, recountAskedAt }) =>
      recountAskedAt === null && now?.finishedAt != null && now.startedAt !== before?.startedAt,
  );
  if (found === null) throw new CommandFault(both("Không có kết quả.", "There is no result."));
  const exit = found.differing + found.uncounted > 0 ? 1 : 0;
  return { text: given.json ? JSON.stringify(found, null, 2) : recountLines(found).join("\n"), exit };
};

const COMMANDS: Readonly<Record<string, (given: Given) => Promise<Outcome>>> = { show, rebuild, recount };

/** A client of the administrators' routes for the figures of the statistics. */
export const runStatistics = (args: readonly string[], variables: Variables, terminal: Terminal): Promise<Outcome> =>
  outcomeOf(USAGE, async () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        lang: { type: "string", default: "vi" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { text: USAGE, exit: 0 };
    if (values.lang !== "vi" && values.lang !== "en") throw new CommandFault("--lang: vi, en.");
    const [name = "", ...more] = positionals;
    const run = COMMANDS[name];
    if (run === undefined || more.length > 0)
      throw new CommandFault(`${both("Lệnh chưa đúng.", "The command is not known.")}\n${USAGE}`);
    return run({ ...terminal, api: await adminApi(variables, values.lang), json: values.json });
  });
