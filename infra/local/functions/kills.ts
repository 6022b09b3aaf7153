import type { FunctionModel } from "../assembly/model-functions.ts";
import type { Endpoints, ServedService } from "../overlay.ts";
import type { WorkerPool } from "./worker-pool.ts";

export type KillRequest = { function: string; service: string; call: number };
/** An order and whether it was carried out. A later order for the same function takes the place of an unspent one. */
export type Kill = KillRequest & { id: number; spent: boolean };

export type Kills = {
  /** Arms a kill; undefined where there is no such function or service or call. */
  arm(request: KillRequest): Promise<Kill | undefined>;
  /** Every order since the start, oldest first. */
  list(): readonly Kill[];
};

export const createKills = (world: {
  functions: readonly FunctionModel[];
  endpoints: Endpoints;
  pool: Pick<WorkerPool, "arm">;
}): Kills => {
  const kills: Kill[] = [];
  return {
    arm: async (request) => {
      const lambda = world.functions.find(({ operation }) => operation === request.function);
      if (lambda === undefined || !Object.hasOwn(world.endpoints, request.service) || !(request.call >= 1))
        return undefined;
      const endpoint = world.endpoints[request.service as ServedService];
      const kill: Kill = { ...request, id: kills.length + 1, spent: false };
      kills.push(kill);
      await world.pool.arm(lambda.name, { endpoint, call: request.call, counter: new SharedArrayBuffer(4) }, () => {
        kill.spent = true;
      });
      return kill;
    },
    list: () => kills,
  };
};
