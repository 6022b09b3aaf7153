import { parseArgs } from "node:util";
import { type AdminApi, adminApi, type Variables } from "../command/admin-api.ts";
import { CommandFault, type Outcome, outcomeOf } from "../command/outcome.ts";

const USAGE = `npm run notices -- list [hàng/queue]           thông điệp đã bỏ / messages that were given up
npm run notices -- show <hàng/queue> <id>      vì sao, gửi lại được không / why, and whether it can be redriven
npm run notices -- redrive <hàng/queue> <id>   gửi lại một / send one again
npm run notices -- redrive <hàng/queue> --all  gửi lại tất cả / send all again
  --lang vi|en   --json   --help
  hàng/queue     sms, email, officer-email, reminders
  BASE_URL       địa chỉ dịch vụ / address of the service (http://localhost:3000)
  ADMIN_TOKEN    mã đăng nhập của quản trị viên, không cần với máy thử / token of an administrator, not needed against a local stack`;

type Letter = Record<"id" | "queue" | "at" | "reason", string> & {
  receives: number;
  redrives: number;
  outboxId?: string;
  dossierId?: string;
};
const lineOf = ({ queue, id, at, reason, receives, redrives, outboxId }: Letter): string =>
  [at, queue.padEnd(13), id, reason, `×${receives}`, `↻${redrives}`, outboxId ?? "-"].join("  ");

const both = (vi: string, en: string): string => `${vi}\n${en}`;
const ROOT = "/v1/admin/dead-letters";
const pathOf = (...parts: string[]): string => [ROOT, ...parts.map(encodeURIComponent)].join("/");

type Given = { api: AdminApi; words: readonly string[]; json: boolean };

const list = async ({ api, words: [queue], json }: Given): Promise<Outcome> => {
  const body = await api("GET", queue === undefined ? ROOT : `${ROOT}?queue=${encodeURIComponent(queue)}`);
  if (json) return { text: JSON.stringify(body, null, 2), exit: 0 };
  const items = body.items as Letter[];
  if (items.length === 0) return { text: both("Không có thông điệp nào bị bỏ.", "No message was given up."), exit: 0 };
  const more = body.more ? [both("Còn nữa, chưa hiện hết.", "There are more than are shown.")] : [];
  return { text: [...items.map(lineOf), ...more].join("\n"), exit: 0 };
};

const show = async ({ api, words: [queue = "", id = ""] }: Given): Promise<Outcome> => ({
  text: JSON.stringify(await api("GET", pathOf(queue, id)), null, 2),
  exit: 0,
});

const redriveOne = async ({ api, words: [queue = "", id = ""], json }: Given): Promise<Outcome> => {
  const body = await api("POST", `${pathOf(queue, id)}/redrive`);
  const count = Number(body.redrives);
  const text = json
    ? JSON.stringify(body, null, 2)
    : both(`Đã gửi lại, lần thứ ${count} trong 3 lần được phép.`, `Sent again: ${count} of the 3 times allowed.`);
  return { text, exit: 0 };
};

/** Asks again until nothing is left, for a long queue takes more than one call. What was refused makes it end with 1. */
const redriveAll = async ({ api, words: [queue = ""], json }: Given): Promise<Outcome> => {
  let redriven = 0;
  for (;;) {
    const body = await api("POST", `${pathOf(queue)}/redrive`);
    const refused = body.refused as (Letter & { refused: string })[];
    redriven += Number(body.redriven);
    if (body.left && Number(body.redriven) > 0) continue;
    const exit = refused.length > 0 || body.left ? 1 : 0;
    if (json) return { text: JSON.stringify({ ...body, redriven }, null, 2), exit };
    const summary = both(
      `Đã gửi lại ${redriven}, còn lại ${refused.length}.`,
      `${redriven} sent again, ${refused.length} stay.`,
    );
    return { text: [summary, ...refused.map((one) => `${lineOf(one)}  ${one.refused}`)].join("\n"), exit };
  }
};

/** What a command does, and how many words it takes after its name. */
const commandOf = (
  name: string,
  all: boolean,
): { run: (given: Given) => Promise<Outcome>; from: number; to: number } => {
  if (name === "list" && !all) return { run: list, from: 0, to: 1 };
  if (name === "show" && !all) return { run: show, from: 2, to: 2 };
  if (name === "redrive") return all ? { run: redriveAll, from: 1, to: 1 } : { run: redriveOne, from: 2, to: 2 };
  throw new CommandFault(`${both("Lệnh chưa đúng.", "The command is not known.")}\n${USAGE}`);
};

const languageOf = (text: string): "vi" | "en" => {
  if (text === "vi" || text === "en") return text;
  throw new CommandFault("--lang: vi, en.");
};

/** A client of the administrators' routes for dead letters. */
export const runNotices = (args: readonly string[], variables: Variables): Promise<Outcome> =>
  outcomeOf(USAGE, async () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        all: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        lang: { type: "string", default: "vi" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { text: USAGE, exit: 0 };
    const language = languageOf(values.lang);
    const [name = "", ...words] = positionals;
    const { run, from, to } = commandOf(name, values.all);
    if (words.length < from || words.length > to)
      throw new CommandFault(`${both("Thiếu hoặc thừa tham số.", "Too few or too many words.")}\n${USAGE}`);
    return run({ api: await adminApi(variables, language), words, json: values.json });
  });
