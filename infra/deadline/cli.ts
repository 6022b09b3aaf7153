import { leave } from "../command/outcome.ts";
import { runDeadline } from "./command.ts";

leave(await runDeadline(process.argv.slice(2)));
