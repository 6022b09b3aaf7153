import type { CleanFile } from "../clean-file.ts";

export type Procedure = CleanFile["procedure"];

/** One mistake: the rule that names it, where, and how to make it. `besides` are other faults it cannot do without. */
export type Planted = {
  rule: string;
  what: string;
  at: string;
  plant: (procedure: Procedure, file: CleanFile) => void;
  besides?: string[];
};

export const online = ({ channels }: Procedure) => channels[0] as Procedure["channels"][number];
