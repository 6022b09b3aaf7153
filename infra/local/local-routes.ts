import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { type ClockBuffer, moveClock, readOffset } from "./clock.ts";
import type { OutboxFigures, QueueFigures } from "./deliveries/queue-figures.ts";
import type { Schedules } from "./deliveries/schedules.ts";
import type { Kills } from "./functions/kills.ts";
import { readObject, sendJson, sendProblem } from "./stubs/answers.ts";

export type LocalRoutes = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

/** RFC 3339 with an offset, on a day that there is. */
const Moment = z.iso.datetime({ offset: true });

const showClock = (clock: ClockBuffer): object => ({
  now: new Date().toISOString(),
  offsetSeconds: Math.round(readOffset(clock) / 1000),
});

/**
 * What the runner itself answers under `/local`; the rest is the stubs'.
 *
 * | route | body, answer |
 * |---|---|
 * | `GET /local/clock` · `PUT` | `{now}`, an instant or null → `{now, offsetSeconds}`; PUT adds the `runs` of schedules it caused |
 * | `GET /local/jobs` · `POST /local/jobs/{name}` | the schedules · runs one now |
 * | `GET /local/queues` · `POST /local/queues/redelivery` | `{queues, outbox}` · makes what a killed consumer held visible now |
 * | `POST /local/queues/{name}/messages` | `{body}`, a text, is put on the queue as it stands, poison too → `{put: true}` |
 * | `POST /local/kills` · `GET` | `{function, service, call}` ends the function's thread right before its n-th call to the service leaves, once → `{id, function, service, call, spent}` · all orders since the start, `spent` once the thread was ended; of one function only the newest unspent order holds |
 */
export const createLocalRoutes = (world: {
  clock: ClockBuffer;
  schedules: Schedules;
  queues(): Promise<QueueFigures[]>;
  /** Whether there is a queue of the name. */
  put(name: string, body: string): Promise<boolean>;
  outbox(): Promise<OutboxFigures>;
  redeliver(): Promise<number>;
  kills: Kills;
}): LocalRoutes => {
  const setClock = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const body = await readObject(request);
    const { now } = body ?? {};
    if (now !== null && !Moment.safeParse(now).success)
      return sendProblem(
        response,
        400,
        "clock-invalid",
        "`now` là thời điểm RFC 3339 có múi giờ, hoặc null / an instant with its offset, or null",
      );
    const instant = now === null ? null : Date.parse(String(now));
    const jump = moveClock(world.clock, instant);
    const runs = await world.schedules.moved(jump);
    return sendJson(response, 200, { ...showClock(world.clock), runs });
  };

  const arm = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { function: operation, service, call } = (await readObject(request)) ?? {};
    const valid = typeof operation === "string" && typeof service === "string" && Number.isInteger(call);
    const kill = valid ? await world.kills.arm({ function: operation, service, call: Number(call) }) : undefined;
    if (kill === undefined) return sendProblem(response, 400, "kill-invalid", "function, service, call ≥ 1");
    return sendJson(response, 201, kill);
  };

  const putMessage = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<boolean> => {
    const { body } = (await readObject(request)) ?? {};
    if (typeof body !== "string" || body === "") return sendProblem(response, 400, "message-invalid", "body: a text");
    if (await world.put(name, body)) return sendJson(response, 201, { put: true });
    return sendProblem(response, 404, "queue-not-found", `Không có hàng đợi ${name} / no such queue`);
  };

  return async (request, response, url) => {
    const route = `${request.method} ${url.pathname}`;
    if (route === "GET /local/clock") return sendJson(response, 200, showClock(world.clock));
    if (route === "PUT /local/clock") return setClock(request, response);
    if (route === "GET /local/jobs") return sendJson(response, 200, world.schedules.list());
    if (route === "POST /local/kills") return arm(request, response);
    if (route === "GET /local/kills") return sendJson(response, 200, world.kills.list());
    if (route === "POST /local/queues/redelivery")
      return sendJson(response, 200, { redelivered: await world.redeliver() });
    if (route === "GET /local/queues") {
      const [queues, outbox] = await Promise.all([world.queues(), world.outbox()]);
      return sendJson(response, 200, { queues, outbox });
    }
    const [, queue] = /^POST \/local\/queues\/([^/]+)\/messages$/.exec(route) ?? [];
    if (queue !== undefined) return putMessage(request, response, decodeURIComponent(queue));
    const [, job] = /^POST \/local\/jobs\/([^/]+)$/.exec(route) ?? [];
    if (job === undefined) return false;
    const run = await world.schedules.run(decodeURIComponent(job));
    if (run === undefined) return sendProblem(response, 404, "job-not-found", `Không có lịch ${job} / no such job`);
    return sendJson(response, run.ok ? 200 : 500, run);
  };
};
