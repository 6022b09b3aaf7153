import { type Client, DemoFailed } from "../client.ts";

type Queues = {
  queues: { name: string; ready: number; inFlight: number; delayed: number }[];
  outbox: { pending: number };
};

/** Nobody consumes what lies there. */
const isDeadEnd = (name: string): boolean => name.endsWith("-dead-letters");

/** What is still on its way, in words; empty where nothing is. */
export const leftIn = ({ queues, outbox }: Queues): string[] => [
  ...queues
    .filter(({ name, ready, inFlight, delayed }) => !isDeadEnd(name) && ready + inFlight + delayed > 0)
    .map(({ name, ready, inFlight, delayed }) => `${name}: ${ready} ready, ${inFlight} in flight, ${delayed} delayed`),
  ...(outbox.pending > 0 ? [`outbox: ${outbox.pending} pending`] : []),
];

const PAUSE_MS = 300;

/** Until two looks in a row find nothing on its way: what follows a message may be between two queues. */
export const untilQuiet = async (client: Client, seconds: number): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  for (let quiet = 0; quiet < 2; ) {
    const { body } = await client.must(200, "GET", "/local/queues");
    const left = leftIn(body as unknown as Queues);
    if (left.length > 0 && Date.now() > deadline)
      throw new DemoFailed(`after ${seconds} s still on its way: ${left.join("; ")}`);
    quiet = left.length === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
};
