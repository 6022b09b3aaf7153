import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { readObject, sendJson, sendProblem } from "../answers.ts";
import { openJournal } from "../journal.ts";

/**
 * `down`: 500. `reset`: the connection ends without an answer. `hang`: no answer, nothing done. `accept-then-hang`:
 * done, no answer. `refund-refused`: a refund is taken and refused, all else works.
 */
const MODES = ["none", "down", "reset", "hang", "accept-then-hang", "refund-refused"] as const;
type Mode = (typeof MODES)[number];
/** `rate` is the share of calls that meet the fault, 0 to 1. */
export type Fault = { mode: Mode; rate: number };

/** What a provider's API answers: an HTTP status and a JSON object. */
export type ApiAnswer = { status: number; body: Record<string, unknown> };

export type Faults = {
  /** `GET` and `PUT …/faults`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<true>;
  /** Answers a call to the provider's API as the fault that is set will have it. */
  answer(response: ServerResponse, work: (refundsAreRefused: boolean) => ApiAnswer | Promise<ApiAnswer>): Promise<true>;
};

/** The faults of one provider, on the calls that a merchant makes to it; they stay set over a restart. */
export const openFaults = (stateDir: string, name: string): Faults => {
  const journal = openJournal<Fault>(join(stateDir, `${name}-faults.jsonl`));
  const now = (): Fault => journal.entries.at(-1) ?? { mode: "none", rate: 1 };
  return {
    handle: async (request, response) => {
      if (request.method === "GET") return sendJson(response, 200, now());
      const { mode: asked, rate = 1 } = (await readObject(request)) ?? {};
      const mode = MODES.find((known) => known === asked);
      if (mode === undefined || typeof rate !== "number" || !(rate >= 0 && rate <= 1))
        return sendProblem(response, 400, "body-invalid", `{"mode":"${MODES.join('"|"')}","rate":0..1}`);
      journal.append({ mode, rate });
      return sendJson(response, 200, { mode, rate });
    },
    answer: async (response, work) => {
      const { mode, rate } = now();
      const met = Math.random() < rate ? mode : "none";
      if (met === "hang") return true;
      if (met === "reset") {
        response.destroy();
        return true;
      }
      if (met === "down") return sendJson(response, 500, { message: "Internal Server Error" });
      const { status, body } = await work(met === "refund-refused");
      return met === "accept-then-hang" ? true : sendJson(response, status, body);
    },
  };
};
