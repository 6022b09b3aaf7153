import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { ApplicantKind, Way as Channel } from "../../shared/domain/procedures/when.ts";
import { CommandFault, type Outcome, outcomeOf } from "../command/outcome.ts";
import { refusalText } from "../command/refusal-text.ts";
import { stageOf } from "../command/stage-of.ts";
import { typedInstant } from "../command/typed-instant.ts";
import { checkFiles, told } from "./check.ts";
import { procedureFileSchema } from "./schema.ts";
import { simulate } from "./simulate.ts";
import { simulationText } from "./simulation-text.ts";
import { shippedWorld } from "./world.ts";

const USAGE = `npm run catalogue -- check [tệp / file…]
npm run catalogue -- simulate <mã / code> --at 2026-02-13T09:00 [--channel online|counter|post] [--case id] [--applicant individual|organisation] [--form file.json] [--stage local] [--json]
npm run catalogue -- schema`;

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
    at: typedInstant("--at", values.at),
    channel: channelFrom(values.channel),
    case: values.case ?? null,
    applicant: applicantFrom(values.applicant),
    form: formFrom(values.form),
  };
  const simulation = await simulate(shippedWorld(root, stageOf(values.stage).officeHours), sample);
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

/** `npm run catalogue -- …` */
export const runCommand = (root: string, args: readonly string[]): Promise<Outcome> =>
  outcomeOf(USAGE, () => dispatch(root, args));
