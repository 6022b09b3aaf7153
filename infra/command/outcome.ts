/** What a command says and how it ends: 0 where all is well. */
export type Outcome = { text: string; exit: 0 | 1 };

/** A command that cannot be run as it was typed. */
export class CommandFault extends Error {
  override name = "CommandFault";
}

/** Runs a command; where it was mistyped, says so with how it is used. What is our own defect is thrown. */
export const outcomeOf = async (usage: string, run: () => Outcome | Promise<Outcome>): Promise<Outcome> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommandFault) return { text: error.message, exit: 1 };
    const isOption = error instanceof TypeError && String(Reflect.get(error, "code")).startsWith("ERR_PARSE_ARGS");
    if (isOption) return { text: `Tùy chọn chưa đúng. / ${error.message}\n${usage}`, exit: 1 };
    throw error;
  }
};

/** Says it where it belongs and leaves with it. */
export const leave = ({ text, exit }: Outcome): void => {
  (exit === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = exit;
};
