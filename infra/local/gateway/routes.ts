import type { RouteModel } from "../assembly/model-api.ts";

export type Chosen = { route: RouteModel; pathParameters: Record<string, string> };

type Segment = { kind: "literal" | "variable" | "greedy"; name: string };
type Compiled = { route: RouteModel; method: string; segments: readonly Segment[] };

const segmentOf = (text: string): Segment => {
  const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: "literal", name: text };
  return { kind: greedy === "+" ? "greedy" : "variable", name };
};

const RANK = { literal: 0, variable: 1, greedy: 2 } as const;

/** The more specific path first, then the named method before ANY. */
const bySpecificity = (a: Compiled, b: Compiled): number => {
  for (let at = 0; at < Math.max(a.segments.length, b.segments.length); at++) {
    const [one, other] = [a.segments[at], b.segments[at]];
    const difference = RANK[one?.kind ?? "greedy"] - RANK[other?.kind ?? "greedy"];
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const match = (segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = parts[at];
    if (part === undefined || (part === "" && segment.kind !== "literal")) return undefined;
    if (segment.kind === "greedy") {
      parameters[segment.name] = decoded(parts.slice(at).join("/"));
      return parameters;
    }
    if (segment.kind === "literal" && segment.name !== part) return undefined;
    if (segment.kind === "variable") parameters[segment.name] = decoded(part);
  }
  return segments.length === parts.length ? parameters : undefined;
};

/**
 * Selects as HTTP APIs do: full matches before greedy ones, literal segments before variables, `$default` last
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html).
 */
export const createRouter = (routes: readonly RouteModel[]): ((method: string, path: string) => Chosen | undefined) => {
  const compiled = routes
    .filter(({ key }) => key !== "$default")
    .map((route): Compiled => {
      const [method = "", path = ""] = route.key.split(" ");
      return { route, method, segments: path.split("/").slice(1).map(segmentOf) };
    })
    .sort(bySpecificity);
  const otherwise = routes.find(({ key }) => key === "$default");
  return (method, path) => {
    const parts = path.split("/").slice(1);
    for (const one of compiled) {
      if (one.method !== "ANY" && one.method !== method) continue;
      const pathParameters = match(one.segments, parts);
      if (pathParameters !== undefined) return { route: one.route, pathParameters };
    }
    return otherwise === undefined ? undefined : { route: otherwise, pathParameters: {} };
  };
};
