import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import type { RouteModel } from "../assembly/model-api.ts";
import { overlayIssuer } from "../overlay.ts";

export type Verdict =
  | { kind: "anonymous" }
  | { kind: "accepted"; jwt: { claims: Record<string, string>; scopes: string[] | null } }
  | { kind: "unauthorized" }
  | { kind: "forbidden" };

/** How API Gateway writes a claim into the event: everything is text, an array is `[a b]`, an object `map[k:v]`. */
export const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(" ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${members.map(([key, one]) => `${key}:${claimText(one)}`).join(" ")}]`;
  }
  return String(value);
};

const scopesOf = ({ scope, scp }: JWTPayload): string[] => {
  const given = scp ?? scope;
  if (typeof given === "string") return given.split(" ").filter((one) => one !== "");
  return Array.isArray(given) ? given.map(String) : [];
};

const hasAudience = ({ aud, client_id }: JWTPayload, audience: readonly string[]): boolean => {
  // Cognito's access tokens have client_id in place of aud.
  const given = aud === undefined ? [client_id] : [aud].flat();
  return audience.length === 0 || given.some((one) => typeof one === "string" && audience.includes(one));
};

/** The JWT authorizers of the template, against the issuers that stand here. */
export const createAuthorizer = (
  origin: string,
): ((route: RouteModel, header: string | undefined) => Promise<Verdict>) => {
  const keys = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keysOf = async (issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    const known = keys.get(issuer);
    if (known !== undefined) return known;
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
    const found = createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: Number.POSITIVE_INFINITY });
    keys.set(issuer, found);
    return found;
  };
  return async ({ authorizer, scopes }, header) => {
    if (authorizer === undefined) return { kind: "anonymous" };
    const token = header?.replace(/^Bearer\s+/i, "").trim();
    if (!token) return { kind: "unauthorized" };
    const issuer = overlayIssuer(authorizer.name, origin);
    try {
      const { payload } = await jwtVerify(token, await keysOf(issuer), {
        issuer,
        algorithms: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
        requiredClaims: ["exp"],
      });
      if (!hasAudience(payload, authorizer.audience)) return { kind: "unauthorized" };
      const granted = scopesOf(payload);
      if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return { kind: "forbidden" };
      const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
      return { kind: "accepted", jwt: { claims, scopes: scopes.length > 0 ? granted : null } };
    } catch {
      return { kind: "unauthorized" };
    }
  };
};
