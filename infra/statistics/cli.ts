import { leave } from "../command/outcome.ts";
import { runStatistics } from "./command.ts";

leave(
  await runStatistics(process.argv.slice(2), process.env, {
    tell: (line) => void process.stderr.write(`${line}\n`),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }),
);
