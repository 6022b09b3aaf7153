import { loadStage, type Stage, StageFault } from "../stage.ts";
import { CommandFault } from "./outcome.ts";

/** The stage that was named on the command line. */
export const stageOf = (name: string): Stage => {
  try {
    return loadStage(name);
  } catch (error) {
    if (error instanceof StageFault) throw new CommandFault(error.message);
    throw error;
  }
};
