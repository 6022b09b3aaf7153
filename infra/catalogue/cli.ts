import { resolve } from "node:path";
import { runCommand } from "./command.ts";

const { text, exit } = await runCommand(resolve(import.meta.dirname, "../.."), process.argv.slice(2));
(exit === 0 ? console.log : console.error)(text);
process.exitCode = exit;
