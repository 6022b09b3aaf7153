/** A merchant's answer: HTTP status and body, null where there was none in time. */
export type HeardAnswer = { status: number | null; body: string | null };

/** A call of the provider to the merchant: a GET, or a POST of JSON where there is a body. */
export type Call = { url: string; body?: string };

/** Published for VNPAY alone; payOS and MoMo say that they call again, not when, so they do as VNPAY does. */
const RETRY_EVERY_MS = 5 * 60_000;
const MOST_CALLS = 10;

export type Caller = {
  /** `copies` calls at once; where none of them was final the call is made again later. */
  call(call: Call, copies: number): Promise<HeardAnswer[]>;
  stop(): void;
};

/**
 * Calls a merchant. What gets no final answer is called again, every five minutes of real time, until `stop`.
 *
 * @param mostCalls how often in all; ten where it is not said.
 * @param patienceMs how long the provider waits for an answer before it counts the call as failed.
 */
export const createCaller = (provider: {
  name: string;
  patienceMs: number;
  mostCalls?: number;
  isFinal(answer: HeardAnswer): boolean;
  log(line: string): void;
}): Caller => {
  const timers = new Set<NodeJS.Timeout>();

  const once = async ({ url, body }: Call): Promise<HeardAnswer> => {
    const post = { method: "POST", headers: { "content-type": "application/json; charset=utf-8" }, body };
    try {
      const response = await fetch(url, {
        ...(body === undefined ? {} : post),
        redirect: "manual",
        signal: AbortSignal.timeout(provider.patienceMs),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: null, body: null };
    }
  };

  const retryLater = (call: Call, calls: number): void => {
    if (calls >= (provider.mostCalls ?? MOST_CALLS)) return;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      const answer = await once(call);
      provider.log(`${provider.name}: call ${calls + 1} to the merchant answered ${answer.status ?? "nothing"}`);
      if (!provider.isFinal(answer)) retryLater(call, calls + 1);
    }, RETRY_EVERY_MS);
    timer.unref();
    timers.add(timer);
  };

  return {
    call: async (call, copies) => {
      const answers = await Promise.all(Array.from({ length: copies }, () => once(call)));
      if (!answers.some(provider.isFinal)) retryLater(call, 1);
      return answers;
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
