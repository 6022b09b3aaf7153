import { drafted, filed, move } from "./filing.ts";
import type { JourneyStack } from "./stack.ts";
import { answered, supplement } from "./supplement.ts";

/** A body of each move that officers make. */
export const REQUESTS: Record<string, Record<string, unknown>> = {
  accept: {},
  refuse: { reason: "x" },
  assign: { officer: "officer-culture-specialist" },
  "complete-step": {},
  "send-back": { reason: "x" },
  "request-supplement": { items: [{ requirement: "notice", reason: "x" }] },
  "approve-supplement": { reason: "x" },
  "request-payment": { items: [{ name: "x", kind: "fee", amount: 1000 }] },
  decide: { outcome: "granted" },
  extend: { newDueAt: "2027-06-01T09:00:00+07:00", reason: "x" },
  stop: { reason: "x" },
  "return-result": { method: "counter" },
};
export const MOVES = Object.keys(REQUESTS);

const FREE = { procedure: "1.004650", unit: "culture" };
const WITH_FEE = { procedure: "1.004623", unit: "tourism" };

type Step = [role: string, move: string] | "withdraw" | "answer";
type Stage = { procedure: string; unit: string; steps: Step[] | "draft" };
const ACCEPTED: Step[] = [["receiver", "accept"]];
const APPRAISAL: Step[] = [...ACCEPTED, ["receiver", "complete-step"]];
const APPROVAL: Step[] = [...APPRAISAL, ["specialist", "complete-step"]];
const ASKED_BEFORE: Step[] = [["receiver", "request-supplement"], "answer", ...ACCEPTED];
const RESOLVED: Step[] = [...APPROVAL, ["leader", "decide"]];

/** Where a dossier may stand, and how it gets there. */
export const STAGES: Record<string, Stage> = {
  draft: { ...FREE, steps: "draft" },
  "payment-due before receipt": { ...WITH_FEE, steps: [] },
  submitted: { ...FREE, steps: [] },
  accepted: { ...FREE, steps: ACCEPTED },
  "accepted, extended": { ...FREE, steps: [...ACCEPTED, ["leader", "extend"]] },
  "processing: appraise": { ...FREE, steps: APPRAISAL },
  "processing: appraise, assigned": { ...FREE, steps: [...ACCEPTED, ["division-head", "assign"]] },
  "processing: receive, sent back": { ...FREE, steps: [...APPRAISAL, ["specialist", "send-back"]] },
  "processing: approve": { ...FREE, steps: APPROVAL },
  "awaiting-supplement": { ...FREE, steps: [["receiver", "request-supplement"]] },
  "accepted, asked before": { ...FREE, steps: ASKED_BEFORE },
  "accepted, asked before, another approved": {
    ...FREE,
    steps: [...ASKED_BEFORE, ["division-head", "approve-supplement"]],
  },
  "payment-due, midway": { ...FREE, steps: [...ACCEPTED, ["receiver", "request-payment"]] },
  refused: { ...FREE, steps: [["receiver", "refuse"]] },
  withdrawn: { ...FREE, steps: ["withdraw"] },
  stopped: { ...FREE, steps: [...ACCEPTED, ["leader", "stop"]] },
  resolved: { ...FREE, steps: RESOLVED },
  returned: { ...FREE, steps: [...RESOLVED, ["receiver", "return-result"]] },
};

export type Standing = { id: string; version: number; unit: string; payment?: { amount: number } | null };
type View = Omit<Standing, "unit">;

/** A dossier of Lan's that stands at a stage, as she sees it. */
export const brought = async (stack: JourneyStack, stage: string): Promise<Standing> => {
  const { procedure, unit, steps } = STAGES[stage] ?? { ...FREE, steps: [] };
  const seen = async (id: string) =>
    ({ ...((await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as View), unit }) satisfies Standing;
  if (steps === "draft") return seen(await drafted(stack, procedure));
  const { id } = await filed(stack, procedure);
  for (const step of steps) {
    if (step === "withdraw") {
      await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/withdrawal`, { body: { reason: "x" } });
      continue;
    }
    if (step === "answer") {
      const path = `/v1/dossiers/${id}`;
      await supplement(stack, "citizen-lan", path, "notice", ["application/pdf"]);
      await answered(stack, "citizen-lan", path);
      continue;
    }
    const [role, name] = step;
    const { version } = await seen(id);
    const reply = await move(stack, `${role}-${unit}`, id, version, { move: name, ...REQUESTS[name] });
    if (reply.status !== 200) throw new Error(`${stage}: ${name}: ${JSON.stringify(reply.json)}`);
  }
  return seen(id);
};

/** More at once would only wait for each other. */
const LANES = 4;

/** A dossier at every stage. */
export const everyStage = async (stack: JourneyStack): Promise<ReadonlyMap<string, Standing>> => {
  const standing = new Map<string, Standing>();
  const left = Object.keys(STAGES);
  const lane = async (): Promise<void> => {
    for (let stage = left.shift(); stage !== undefined; stage = left.shift())
      standing.set(stage, await brought(stack, stage));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return standing;
};
