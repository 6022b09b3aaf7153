import { leave } from "../command/outcome.ts";
import { runNotices } from "./command.ts";

leave(await runNotices(process.argv.slice(2), process.env));
