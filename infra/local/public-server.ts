import type { IncomingMessage, ServerResponse } from "node:http";
import type { Gateway } from "./gateway/gateway.ts";
import type { LocalRoutes } from "./local-routes.ts";
import { stubOf } from "./stub-host.ts";
import { sendProblem } from "./stubs/answers.ts";
import type { Stub } from "./stubs/stub.ts";

/**
 * The URL of a request as it was sent: joined to the origin as text, because a path such as `//v1` would otherwise be
 * read as another host.
 */
const urlOf = (target: string, origin: string): URL =>
  target.startsWith("/") ? new URL(`${origin}${target}`) : new URL(target, origin);

/** `/local/**` to the runner and the stubs, everything else to the gateway. */
export const createPublicHandler = (world: {
  origin: string;
  stubs: readonly Stub[];
  routes: LocalRoutes;
  gateway: Gateway | undefined;
  log(line: string): void;
}): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const url = urlOf(request.url ?? "/", world.origin);
    const { pathname } = url;
    if (pathname === "/local" || pathname.startsWith("/local/")) {
      if (await world.routes(request, response, url)) return;
      const stub = stubOf(world.stubs, pathname);
      if (stub !== undefined && (await stub.handle(request, response, url))) return;
      return sendProblem(response, 404, "not-found", `${request.method} ${pathname}`);
    }
    if (world.gateway === undefined) return sendProblem(response, 404, "not-found", "no HTTP API in the template");
    return world.gateway(request, response, url);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!request.destroyed) world.log(`${request.method}: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) response.destroy();
      else sendProblem(response, 500, "local-stack-failed", "Xem .local/logs/runner.log / see the runner's log");
    });
  };
};
