/** A worker that may end at any await; nothing that it does is heard of any more from then on. */
export type Worker = { dead: boolean; died: Promise<"died">; die: () => void };

const newWorker = (): Worker => {
  let die = (): void => undefined;
  const died = new Promise<"died">((resolve) => {
    die = () => resolve("died");
  });
  const worker: Worker = {
    dead: false,
    died,
    die: () => {
      worker.dead = true;
      die();
    },
  };
  return worker;
};

type Waiting = { worker: Worker; go: () => void };

/**
 * Runs jobs side by side so that each call of a store comes, and is answered, in an order that `random` chooses, and ends
 * workers in the middle. A job whose worker died, or that failed, comes again, as a queue brings it.
 */
export const killedWorkers = (
  random: () => number,
  { atOnce = 4, kills = 0, share = 0.02, killAt = -1, pace = 0.3 } = {},
) => {
  const waiting: Waiting[] = [];
  let killed = 0;
  let turns = 0;
  const turn = (worker: Worker): Promise<void> =>
    worker.dead ? new Promise(() => undefined) : new Promise((go) => void waiting.push({ worker, go }));

  /** The same store, of which every call waits for its turn twice: before it does something, and before it answers. */
  const of = <Store extends object>(store: Store, worker: Worker): Store =>
    new Proxy(store, {
      get: (target, member) => {
        const value = Reflect.get(target, member) as unknown;
        if (typeof value !== "function" || member === "sums") return value;
        return async (...given: unknown[]) => {
          await turn(worker);
          const answer: unknown = await value.apply(target, given);
          await turn(worker);
          return answer;
        };
      },
    });

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** Works `jobs` off, whatever is added to them meanwhile; `between` is called now and then. */
  const run = async <Job>(
    jobs: Job[],
    work: (job: Job, worker: Worker) => Promise<void>,
    between: () => boolean = () => false,
  ): Promise<void> => {
    let busy = 0;
    let more = true;
    const begin = (job: Job): void => {
      const worker = newWorker();
      busy += 1;
      const done = work(job, worker).then(
        () => "done" as const,
        () => "failed" as const,
      );
      void Promise.race([done, worker.died]).then((how) => {
        busy -= 1;
        if (how !== "done") jobs.push(job);
      });
    };
    while (more || busy > 0 || jobs.length > 0) {
      if (more && random() < pace) more = between();
      while (busy < atOnce && jobs.length > 0) begin(jobs.splice(Math.floor(random() * jobs.length), 1)[0] as Job);
      await settled();
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
      if (next === undefined || next.worker.dead) continue;
      turns += 1;
      if (turns === killAt || (killed < kills && random() < share)) {
        killed += 1;
        next.worker.die();
      } else next.go();
    }
  };
  return { of, run, killed: (): number => killed, turns: (): number => turns };
};
