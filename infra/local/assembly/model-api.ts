import { StartRefused } from "../refusal.ts";
import { functionNameOf } from "./model-functions.ts";
import type { TemplateReader } from "./template.ts";

export type AuthorizerModel = { id: string; name: string; issuer: string; audience: readonly string[] };
export type RouteModel = {
  /** `<METHOD> <path>` or `$default`. */
  key: string;
  functionName: string;
  timeoutMs: number;
  authorizer: AuthorizerModel | undefined;
  scopes: readonly string[];
};
export type ApiModel = { id: string; routes: readonly RouteModel[]; authorizers: readonly AuthorizerModel[] };

/** HTTP APIs wait this long for a function at most (quota of API Gateway). */
const LONGEST_INTEGRATION_MS = 30_000;

const refuse = (what: string): never => {
  throw new StartRefused(`Cổng API: chưa chạy được ${what}`, `API gateway: cannot run ${what}`);
};

/** The one HTTP API of the template with its routes; undefined where there is none. */
export const readApi = (reader: TemplateReader): ApiModel | undefined => {
  const [api, another] = reader.ofType("AWS::ApiGatewayV2::Api");
  if (api === undefined) return undefined;
  if (another !== undefined) refuse("two HTTP APIs on one origin");
  if (api.property("CorsConfiguration") !== undefined) refuse("CorsConfiguration");
  const authorizers = new Map(
    reader.ofType("AWS::ApiGatewayV2::Authorizer").map((authorizer): [string, AuthorizerModel] => {
      const { Issuer = "", Audience = [] } = (authorizer.property("JwtConfiguration") ?? {}) as {
        Issuer?: string;
        Audience?: string[];
      };
      if (authorizer.property("AuthorizerType") !== "JWT") refuse(`authorizer ${authorizer.logicalId}`);
      const name = String(authorizer.property("Name"));
      return [authorizer.physical.ref, { id: authorizer.physical.ref, name, issuer: Issuer, audience: Audience }];
    }),
  );
  const integrations = new Map(
    reader.ofType("AWS::ApiGatewayV2::Integration").map((one) => [one.physical.ref, one] as const),
  );
  const routes = reader.ofType("AWS::ApiGatewayV2::Route").map((route): RouteModel => {
    const key = String(route.property("RouteKey"));
    const integration = integrations.get(String(route.property("Target")).replace("integrations/", ""));
    if (integration === undefined || integration.property("PayloadFormatVersion") !== "2.0")
      return refuse(`route ${key} without an integration of payload format 2.0`);
    const type = route.property("AuthorizationType") ?? "NONE";
    const authorizer = authorizers.get(String(route.property("AuthorizerId")));
    if (type !== "NONE" && (type !== "JWT" || authorizer === undefined)) refuse(`authorization of route ${key}`);
    return {
      key,
      functionName: functionNameOf(String(integration.property("IntegrationUri"))),
      timeoutMs: Number(integration.property("TimeoutInMillis") ?? LONGEST_INTEGRATION_MS),
      authorizer: type === "NONE" ? undefined : authorizer,
      scopes: (route.property("AuthorizationScopes") ?? []) as string[],
    };
  });
  return { id: api.physical.ref, routes, authorizers: [...authorizers.values()] };
};
