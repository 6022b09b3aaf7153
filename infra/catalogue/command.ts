import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal } from "../../shared/domain/foundation/refusal.ts";
import { ApplicantKind, Way as Channel } from "../../shared/domain/procedures/when.ts";
import { loadStage, StageFault } from "../stage.ts";
import { checkFiles, told } from "./check.ts";
import { procedureFileSchema } from "./schema.ts";
import { simulate } from "./simulate.ts";
import { simulationText } from "./simulation-text.ts";
import { shippedWorld } from "./world.ts";

/** What a command says and how it ends: 0 where all is well. */
export type Outcome = { text: string; exit: 0 | 1 };

/** A command that cannot be run as it was typed. */
class CommandFault extends Error {}

const USAGE = `npm run catalogue -- check [tệp / file…]
npm run catalogue -- simulate <mã / code> --at 2026-02-13T09:00 [--channel online|counter|post] [--case id] [--applicant individual|organisation] [--form file.json] [--stage local] [--json]
npm run catalogue -- schema`;

const Moment = z.iso.datetime({ offset: true, local: true });

/** An instant as typed, seconds or not: the province's clock unless it names another. */
const instantFrom = (text: string | undefined): Instant => {
  const typed = Moment.safeParse(text?.replace(/(T\d\d:\d\d)(?!:)/, "$1:00"));
  if (!typed.success) {
    throw new CommandFault(
      `--at: ghi ngày và giờ, ví dụ 2026-02-13T09:00.\n--at: write date and time, for example 2026-02-13T09:00.`,
    );
  }
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(typed.data);
  return instantOf(Date.parse(zoned ? typed.data : `${typed.data}+07:00`));
};

const channelFrom = (text: string): Channel => {
  const typed = Channel.safeParse(text);
  if (typed.success) return typed.data;
  throw new CommandFault(
    `--channel: chọn ${Channel.options.join(", ")}.\n--channel: choose one of ${Channel.options.join(", ")}.`,
  );
};

const applicantFrom = (text: string | undefined): ApplicantKind | undefined => {
  if (text === undefined) return undefined;
  const typed = ApplicantKind.safeParse(text);
  if (typed.success) return typed.data;
  const kinds = ApplicantKind.options.join(", ");
  throw new CommandFault(`--applicant: chọn ${kinds}.\n--applicant: choose one of ${kinds}.`);
};

const formFrom = (path: string | undefined): unknown => {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFault(
      `--form: không đọc được ${path} (${why}). Chỉ ra một tệp JSON.\n--form: ${path} cannot be read (${why}). Name a JSON file.`,
    );
  }
};

const refusalText = ({ refused, faults = [], facts }: Refusal): string => {
  if (refused === "calendar-year-missing") {
    const { year } = facts ?? {};
    return [
      `Chưa có lịch làm việc năm ${year}. Thêm shared/data/calendars/${year}.json.`,
      `No working calendar is published for ${year}. Add shared/data/calendars/${year}.json.`,
    ].join("\n");
  }
  return faults.flatMap(({ pointer, detail }) => [`${pointer}: ${detail.vi}`, `${pointer}: ${detail.en}`]).join("\n");
};

const runSimulate = async (root: string, args: string[]): Promise<Outcome> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      at: { type: "string" },
      channel: { type: "string", default: "online" },
      case: { type: "string" },
      applicant: { type: "string" },
      form: { type: "string" },
      stage: { type: "string", default: "local" },
      json: { type: "boolean", default: false },
    },
  });
  const [code, ...more] = positionals;
  if (code === undefined || more.length > 0)
    throw new CommandFault(`Cần một mã thủ tục. / Name one procedure.\n${USAGE}`);
  const sample = {
    code,
    at: instantFrom(values.at),
    channel: channelFrom(values.channel),
    case: values.case ?? null,
    applicant: applicantFrom(values.applicant),
    form: formFrom(values.form),
  };
  const simulation = await simulate(shippedWorld(root, loadStage(values.stage).officeHours), sample);
  if (isRefusal(simulation)) return { text: refusalText(simulation), exit: 1 };
  return { text: values.json ? JSON.stringify(simulation, null, 2) : simulationText(simulation), exit: 0 };
};

const runCheck = (root: string, paths: string[]): Outcome => {
  const verdicts = checkFiles(root, paths);
  return { text: told(verdicts), exit: verdicts.some(({ faults }) => faults.length > 0) ? 1 : 0 };
};

const dispatch = async (root: string, [name, ...args]: readonly string[]): Promise<Outcome> => {
  switch (name) {
    case "check":
      return runCheck(root, args);
    case "simulate":
      return runSimulate(root, args);
    case "schema":
      return { text: JSON.stringify(procedureFileSchema(), null, 2), exit: 0 };
    default:
      throw new CommandFault(`Không có lệnh này. / There is no such command.\n${USAGE}`);
  }
};

/** What is said to one who mistyped an option or a stage; undefined where the defect is ours. */
const mistyped = (error: unknown): string | undefined => {
  if (error instanceof CommandFault || error instanceof StageFault) return error.message;
  const isOption = error instanceof TypeError && String(Reflect.get(error, "code")).startsWith("ERR_PARSE_ARGS");
  return isOption ? `Tùy chọn chưa đúng. / ${error.message}\n${USAGE}` : undefined;
};

/** `npm run catalogue -- …` */
export const runCommand = async (root: string, args: readonly string[]): Promise<Outcome> => {
  try {
    return await dispatch(root, args);
  } catch (error) {
    const text = mistyped(error);
    if (text === undefined) throw error;
    return { text, exit: 1 };
  }
};
