import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { HttpSpec } from "../../functions/boundary/http.ts";
import type { IdentityKind } from "../../functions/boundary/identity.ts";

/** What an operation's file says of its route. */
export type RouteSpec = Required<Pick<HttpSpec<IdentityKind>, "route" | "summary">> & HttpSpec<IdentityKind>;
export type Documented = { operation: string; spec: RouteSpec };

const isRouteSpec = (spec: unknown): spec is RouteSpec =>
  typeof spec === "object" && spec !== null && "route" in spec && "summary" in spec;

/** The specs of all operations that a route leads to, read from the operations themselves, in the order of their routes. */
export const readSpecs = async (root: string, operations: readonly string[]): Promise<Documented[]> => {
  const found = await Promise.all(
    operations.map(async (operation): Promise<Documented[]> => {
      const module = (await import(pathToFileURL(join(root, "functions", `${operation}.ts`)).href)) as {
        spec?: unknown;
      };
      return isRouteSpec(module.spec) ? [{ operation, spec: module.spec }] : [];
    }),
  );
  const byRoute = ({ spec: { route } }: Documented): string => route.split(" ").reverse().join(" ");
  return found.flat().sort((a, b) => (byRoute(a) < byRoute(b) ? -1 : 1));
};
