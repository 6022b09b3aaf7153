import { resolve } from "node:path";
import { leave } from "../command/outcome.ts";
import { runCommand } from "./command.ts";

leave(await runCommand(resolve(import.meta.dirname, "../.."), process.argv.slice(2)));
