import { syncBuiltinESMExports } from "node:module";

/** Ends a function's thread right before its n-th call to a service leaves; once, whichever thread makes that call. */
export type KillOrder = {
  /** Address of the service's endpoint, as the function's environment has it. */
  endpoint: string;
  call: number;
  /** Calls counted by all threads of the function: Int32 at 0. */
  counter: SharedArrayBuffer;
};

/** What Linux reports of a process ended by SIGKILL. */
const KILLED = 137;

/** Whether the call that the order names has come. */
export const wasReached = ({ call, counter }: KillOrder): boolean => Atomics.load(new Int32Array(counter), 0) >= call;

type Target = { host: string; path: string };

const targetOf = (given: readonly unknown[]): Target => {
  const [first] = given;
  if (typeof first === "string" || first instanceof URL) {
    const url = new URL(first);
    return { host: url.host, path: url.pathname };
  }
  const { host, hostname, port, path } = (first ?? {}) as Record<string, unknown>;
  return { host: `${hostname ?? host}:${port ?? 80}`, path: typeof path === "string" ? path : "/" };
};

/** To be called before the bundle is loaded: it replaces `request` of node:http in this thread. */
export const armKill = ({ endpoint, call, counter }: KillOrder): void => {
  const { host, pathname } = new URL(endpoint);
  const count = new Int32Array(counter);
  const http = process.getBuiltinModule("node:http");
  const request = http.request;
  http.request = ((...given: Parameters<typeof request>) => {
    const target = targetOf(given);
    const meant = target.host === host && target.path.startsWith(pathname);
    if (meant && Atomics.add(count, 0, 1) + 1 === call) process.exit(KILLED);
    return request(...given);
  }) as typeof request;
  syncBuiltinESMExports();
};
