import middy from "@middy/core";
import type { Context, EventBridgeEvent } from "aws-lambda";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import { errorName, log } from "./log.ts";

type Event = EventBridgeEvent<string, unknown>;

/**
 * One scheduled job, told when it runs and how many milliseconds it has left. What it throws fails the run, so that its
 * alarm sees it; the schedule comes again.
 */
export const schedule = <D>(
  wiring: () => Promise<D> | D,
  job: (at: Instant, dependencies: D, remainingMs: () => number) => Promise<Record<string, number>>,
) => {
  const run = async (_event: Event, context: Context): Promise<Record<string, number>> => {
    try {
      return await job(instantOf(Date.now()), await wiring(), () => context.getRemainingTimeInMillis());
    } catch (error) {
      log.error("job-failed", { error: errorName(error) });
      throw error;
    }
  };
  return middy<Event, Record<string, number>, Error, Context>().handler(run);
};
