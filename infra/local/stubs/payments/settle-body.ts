const MOST_COPIES = 100;

/** What `POST …/settle` asks for. */
export type SettleBody<Outcome extends string> = {
  reference: string;
  outcome: Outcome;
  /** Whether the merchant is called. */
  tell: boolean;
  copies: number;
  /** Whole VND, where the caller says how much. */
  amount: number | undefined;
};

/** The body of `POST …/settle`, undefined where it is not one. `tellWord` is how the provider names its call. */
export const settleBody = <Outcome extends string>(
  body: Record<string, unknown> | undefined,
  outcomes: readonly Outcome[],
  tellWord: "ipn" | "webhook",
): SettleBody<Outcome> | undefined => {
  const { reference, outcome: asked, [tellWord]: tell = true, copies = 1, amount } = body ?? {};
  const outcome = outcomes.find((known) => known === asked);
  const isCount = (value: unknown, most: number): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
  if (
    typeof reference !== "string" ||
    outcome === undefined ||
    typeof tell !== "boolean" ||
    !isCount(copies, MOST_COPIES) ||
    !(amount === undefined || isCount(amount, Number.MAX_SAFE_INTEGER))
  )
    return undefined;
  return { reference, outcome, tell, copies, amount };
};

/** In words, what `settleBody` takes. */
export const settleForm = (outcomes: readonly string[], tellWord: "ipn" | "webhook"): string =>
  `{"reference","outcome":"${outcomes.join('"|"')}","${tellWord}":true,"copies":1..${MOST_COPIES},"amount"?}`;
