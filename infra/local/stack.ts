import { appendFileSync, mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { LOCAL_REGION, readAssembly } from "./assembly/assembly.ts";
import { type Model, readModel } from "./assembly/model.ts";
import { createClock, installClock } from "./clock.ts";
import { startDeliveries } from "./deliveries/deliveries.ts";
import { deployResources } from "./deliveries/deployment.ts";
import { createEventBus, type EventBus } from "./deliveries/event-bus.ts";
import { makeVisible, putOnQueue, readOutbox, readQueueFigures } from "./deliveries/queue-figures.ts";
import { startSchedules } from "./deliveries/schedules.ts";
import { openBuckets } from "./emulators/buckets.ts";
import { startEmulators } from "./emulators/emulators.ts";
import { createClients, provision } from "./emulators/provision.ts";
import { secretValues } from "./emulators/secret-values.ts";
import { createKills } from "./functions/kills.ts";
import { bundleThread } from "./functions/thread-bundle.ts";
import { createWorkerPool } from "./functions/worker-pool.ts";
import { createGateway } from "./gateway/gateway.ts";
import { listenOn } from "./listen.ts";
import { createLocalRoutes } from "./local-routes.ts";
import { type Endpoints, overlayEnvironment, refuseUnserved } from "./overlay.ts";
import { createPublicHandler } from "./public-server.ts";
import { StartRefused } from "./refusal.ts";
import { forgetState, lockState } from "./state-folder.ts";
import { type Audiences, closeServer, createStubs, startServiceListener } from "./stub-host.ts";
import type { BusEvent, StubContext } from "./stubs/stub.ts";

export type StackOptions = {
  /** 0 for any free port. */
  port: number;
  /** What survives a stop or a kill lies here. */
  stateDir: string;
  /** Forgets earlier state. */
  fresh?: boolean;
  /** Folder of the synthesised assembly, or what makes it while the emulators start; `cdk.out` by default. */
  assembly?: string | (() => Promise<string>);
  log?: (line: string) => void;
  /** Workers at most, where not as many as usual. */
  workers?: number | undefined;
  /** Told what the person who started it should know; the log by default. */
  say?: (line: string) => void;
  /** Asked before a function runs: the folder of its code where that is new. */
  reload?: (operation: string) => Promise<string | undefined>;
  /** Called when the stack cannot go on: its emulators are gone. */
  onLost?: (reason: string) => void;
};

export type Stack = {
  origin: string;
  stop(): Promise<void>;
  /** Puts an event on the default bus. */
  putEvent(event: BusEvent): Promise<void>;
  /** Makes what a killed consumer had taken visible now, not when the queue's visibility timeout ends. */
  redeliver(): Promise<number>;
  /** Runs a function with an event of the caller's, as Lambda's Invoke would. */
  invoke(operation: string, event: unknown): Promise<unknown>;
  workers(): number;
};

/** Bytes of a request's head that are read at all: more than the gateway allows, so that it is the gateway who refuses. */
const LARGEST_HEAD = 64 * 1024;

const audiencesOf = ({ api }: Model): Audiences => {
  const audience = (name: string): string => api?.authorizers.find((one) => one.name === name)?.audience[0] ?? "";
  return { citizen: audience("citizen"), officer: audience("officer") };
};

const NOT_YET = JSON.stringify({ message: "Service Unavailable" });

/**
 * Runs the synthesised template on this machine: its functions in threads, its tables, queues and buckets on
 * emulators, the outside world on stubs. Rejects with `StartRefused` where people can put it right.
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const stateDir = resolve(options.stateDir);
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return await start(options, stateDir, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

const start = async (
  options: StackOptions,
  stateDir: string,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Stack> => {
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: LARGEST_HEAD });
  // Whoever asks before everything is up is answered, as a gateway without a backend answers.
  const notYet = (_: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(503, { "content-type": "application/json", "retry-after": "1" }).end(NOT_YET);
  server.on("request", notYet);
  const port = await listenOn(server, options.port);
  const origin = `http://localhost:${port}`;
  stops.push(() => closeServer(server));

  const lock = await lockState(stateDir, "runner.lock", 1_000);
  if (lock === undefined)
    throw new StartRefused(`Thư mục ${stateDir} đang được dùng`, `The folder ${stateDir} is in use by another stack`);
  stops.push(lock.release);
  if (options.fresh) await forgetState(stateDir);
  const logFolder = join(stateDir, "logs");
  mkdirSync(logFolder, { recursive: true });
  const log = options.log ?? ((line: string) => appendFileSync(join(logFolder, "runner.log"), `${line}\n`));

  const clock = createClock(join(stateDir, "clock.json"));
  stops.push(installClock(clock));
  const emulating = startEmulators(stateDir, LOCAL_REGION, (reason) => options.onLost?.(reason));
  stops.push(async () => (await emulating.catch(() => undefined))?.stop());
  emulating.catch(() => undefined);
  const given = options.assembly ?? "cdk.out";
  const [emulators, folder] = await Promise.all([emulating, typeof given === "string" ? given : given()]);
  const threadScript = await bundleThread(stateDir);

  const model = readModel(readAssembly(folder), (name) => `${emulators.aws}/000000000000/${name}`);
  for (const lambda of model.functions) refuseUnserved(lambda);
  const clients = createClients(emulators, model.region);
  await provision(clients, model);
  await makeVisible(clients.sqs, emulators.aws, model.queues);

  const services = await startServiceListener(log);
  stops.push(services.stop);
  const bus: { current?: EventBus } = {};
  const putEvent = async (event: BusEvent): Promise<void> => bus.current?.putEvent(event);
  const gate = await openBuckets({ model, emulatorEndpoint: emulators.aws, stateDir, putEvent, log, say: options.say });
  stops.push(gate.stop);

  const endpoints: Endpoints = {
    dynamodb: emulators.dynamodb,
    sqs: emulators.aws,
    s3: gate.endpoint,
    secretsmanager: services.endpointOf("secretsmanager"),
    kms: services.endpointOf("kms"),
    email: services.endpointOf("sesv2"),
    sms: services.endpointOf("sms"),
    none: services.endpointOf("none"),
  };
  const environmentOf = (lambda: Model["functions"][number]): Record<string, string> =>
    overlayEnvironment(lambda, { origin, region: model.region, endpoints });
  const pool = createWorkerPool({
    functions: model.functions,
    environmentOf,
    clock,
    threadScript,
    logFolder,
    mostWorkers: options.workers,
    reload: options.reload,
  });
  stops.push(pool.stop);
  const functionOf = (operation: string): Model["functions"][number] => {
    const found = model.functions.find((lambda) => lambda.operation === operation || lambda.name === operation);
    if (found === undefined) throw new RangeError(`no function ${operation}`);
    return found;
  };

  bus.current = createEventBus({ model, sqs: clients.sqs, invoke: pool.invoke, log });
  const context: StubContext = {
    origin,
    stateDir,
    emulatorEndpoint: emulators.aws,
    secrets: secretValues(model.secrets, stateDir),
    keys: model.keys,
    putEvent,
    environmentOf: (operation) => environmentOf(functionOf(operation)),
    log,
  };
  const stubs = await createStubs(context, audiencesOf(model));
  stops.push(() => Promise.all(stubs.map((stub) => stub.stop?.())));
  services.serve(stubs);

  const kills = createKills({ functions: model.functions, endpoints, pool });
  const redeliver = (): Promise<number> => makeVisible(clients.sqs, emulators.aws, model.queues);
  const schedules = startSchedules({ model, bus: bus.current, log });
  stops.push(schedules.stop);
  const routes = createLocalRoutes({
    clock,
    schedules,
    queues: () => readQueueFigures(clients.sqs, model.queues),
    put: (name, body) => putOnQueue(clients.sqs, model.queues, name, body),
    outbox: () => readOutbox(clients.dynamodb, model),
    redeliver,
    kills,
  });
  const gateway =
    model.api && createGateway({ api: model.api, origin, account: model.account, logFolder, invoke: pool.invoke });
  server.off("request", notYet);
  server.on("request", createPublicHandler({ origin, stubs, routes, gateway, log }));

  await deployResources(model.deployed, { pool, stateDir });
  const deliveries = await startDeliveries({ model, clients, emulators, pool, stateDir, log });
  stops.push(deliveries.stop);
  stops.push(() => {
    server.close();
  });
  return {
    origin,
    stop,
    putEvent,
    redeliver,
    invoke: async (operation, event) => {
      const outcome = await pool.invoke(functionOf(operation).name, event);
      if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
      return JSON.parse(outcome.payload) as unknown;
    },
    workers: pool.count,
  };
};
