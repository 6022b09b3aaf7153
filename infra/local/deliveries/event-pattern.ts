import { StartRefused } from "../refusal.ts";

/** A pattern of EventBridge rules and of Lambda event filters. */
export type Pattern = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Test = (value: unknown, operand: unknown) => boolean;

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const numeric: Test = (value, operand) => {
  if (typeof value !== "number" || !Array.isArray(operand)) return false;
  for (let at = 0; at < operand.length; at += 2)
    if (!compare[String(operand[at])]?.(value, Number(operand[at + 1]))) return false;
  return true;
};

const wildcard: Test = (value, operand) => {
  const parts = String(operand)
    .split("*")
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return typeof value === "string" && new RegExp(`^${parts.join(".*")}$`, "s").test(value);
};

const TESTS: Readonly<Record<string, Test>> = {
  prefix: (value, operand) => typeof value === "string" && value.startsWith(String(operand)),
  suffix: (value, operand) => typeof value === "string" && value.endsWith(String(operand)),
  "equals-ignore-case": (value, operand) =>
    typeof value === "string" && value.toLowerCase() === String(operand).toLowerCase(),
  "anything-but": (value, operand) => {
    if (value === undefined) return false;
    if (isObject(operand)) return !matchesOne(value, operand);
    return !(Array.isArray(operand) ? operand : [operand]).includes(value);
  },
  numeric,
  wildcard,
};

const matchesOne = (value: unknown, matcher: unknown): boolean => {
  if (!isObject(matcher)) return value === matcher;
  const [name, operand] = Object.entries(matcher)[0] ?? [];
  return name !== undefined && (TESTS[name]?.(value, operand) ?? false);
};

/** Whether any matcher of the array takes the value; an array as value is taken when one of its members is. */
const matchesAny = (value: unknown, matchers: readonly unknown[]): boolean =>
  matchers.some((matcher) => {
    if (isObject(matcher) && "exists" in matcher) {
      // A leaf only: an object is not there, its members are.
      const exists = value !== undefined && !isObject(value);
      return exists === matcher.exists;
    }
    return Array.isArray(value) ? value.some((one) => matchesOne(one, matcher)) : matchesOne(value, matcher);
  });

/** Whether an event has what the pattern asks for; members that the pattern does not name are free. */
export const matchesPattern = (pattern: Pattern, event: unknown): boolean =>
  Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return (wanted as Pattern[]).some((one) => matchesPattern(one, event));
    const value = isObject(event) ? event[key] : undefined;
    if (Array.isArray(wanted)) return matchesAny(value, wanted);
    if (Array.isArray(value)) return value.some((one) => matchesPattern(wanted as Pattern, one));
    return matchesPattern(wanted as Pattern, value);
  });

/** Refuses a pattern with a matcher that is not run here: it would match nothing in silence. */
export const checkPattern = (pattern: Pattern, where: string): void => {
  for (const [key, wanted] of Object.entries(pattern)) {
    if (key === "$or") for (const one of wanted as Pattern[]) checkPattern(one, where);
    else if (isObject(wanted)) checkPattern(wanted, where);
    else
      for (const matcher of Array.isArray(wanted) ? wanted : [])
        for (const name of isObject(matcher) ? Object.keys(matcher) : [])
          if (name !== "exists" && !(name in TESTS))
            throw new StartRefused(
              `Mẫu sự kiện của ${where}: chưa chạy được "${name}"`,
              `Event pattern of ${where}: "${name}" is not run locally`,
            );
  }
};
