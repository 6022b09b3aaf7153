import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import personas from "../personas.json" with { type: "json" };
import { readObject, sendJson, sendProblem } from "./answers.ts";
import type { Stub, StubContext } from "./stub.ts";

type Issuer = "citizen" | "officer";
type Claims = Record<string, unknown>;
type Key = { private: JWK; public: JWK };

const ISSUERS: readonly Issuer[] = ["citizen", "officer"];
const EIGHT_HOURS = 8 * 3600;

/** What the authorizers of the local stage ask for; the runner hands in what its template says. */
const LOCAL_AUDIENCES: Readonly<Record<Issuer, string>> = { citizen: "mot-cua-citizen", officer: "mot-cua-officer" };

/** The machine's clock in milliseconds, whatever `Date` says: the runner moves `Date` only. */
const machineNow = (): number => performance.timeOrigin + performance.now();

const loadKeys = async (file: string): Promise<Record<Issuer, Key>> => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Record<Issuer, Key>;
  const make = async (): Promise<Key> => {
    const pair = await generateKeyPair("RS256", { extractable: true });
    const kid = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
    const mark = { kid, alg: "RS256", use: "sig" };
    return {
      private: { ...(await exportJWK(pair.privateKey)), ...mark },
      public: { ...(await exportJWK(pair.publicKey)), ...mark },
    };
  };
  const keys = { citizen: await make(), officer: await make() };
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
};

/** Claims choose their issuer: by `iss`, else by `kind`, else roles make an officer. */
const issuerOf = (claims: Claims, issuerUrl: (issuer: Issuer) => string): Issuer => {
  if (claims.iss === issuerUrl("officer")) return "officer";
  if (claims.iss === issuerUrl("citizen")) return "citizen";
  if (claims.kind === "officer") return "officer";
  if (claims.kind === "citizen" || claims.kind === "organisation") return "citizen";
  return claims.roles === undefined ? "citizen" : "officer";
};

/**
 * Two OpenID providers in one, `<origin>/local/issuers/citizen` and `…/officer`, with keys that outlive a restart.
 * A token is good for eight hours of the machine's clock and of the moved one: it begins at the earlier of
 * both and ends eight hours after the later. Claims given by the caller win over the defaults, also `exp`,
 * so that an expired, early or foreign token can be made.
 */
export const createIdentityStub = async (
  context: Pick<StubContext, "origin" | "stateDir">,
  audiences: Readonly<Record<Issuer, string>> = LOCAL_AUDIENCES,
): Promise<Stub> => {
  const keys = await loadKeys(join(context.stateDir, "issuer-keys.json"));
  const issuerUrl = (issuer: Issuer): string => `${context.origin}/local/issuers/${issuer}`;

  const sign = async (issuer: Issuer, claims: Claims): Promise<string> => {
    const clocks = [machineNow(), Date.now()];
    const from = Math.floor(Math.min(...clocks) / 1000);
    const until = Math.ceil(Math.max(...clocks) / 1000) + EIGHT_HOURS;
    const { kind: _kind, ...own } = claims;
    const standard = {
      iss: issuerUrl(issuer),
      aud: audiences[issuer],
      iat: from,
      nbf: from,
      exp: until,
      jti: randomUUID(),
    };
    const key = keys[issuer];
    return new SignJWT({ ...standard, token_use: "access", ...own })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.private.kid as string })
      .sign(await importJWK(key.private, "RS256"));
  };

  const claimsAsked = (body: Claims): { issuer: Issuer; claims: Claims } | undefined => {
    if (typeof body.persona === "string") {
      const known = personas.find(({ persona }) => persona === body.persona);
      if (known === undefined) return undefined;
      return { issuer: known.kind === "officer" ? "officer" : "citizen", claims: known.claims };
    }
    if (typeof body.claims !== "object" || body.claims === null) return undefined;
    const claims = body.claims as Claims;
    return { issuer: issuerOf(claims, issuerUrl), claims };
  };

  const list = () =>
    personas.map(({ persona, kind, claims, ...rest }) => ({
      persona,
      kind,
      name: claims.name,
      sub: claims.sub,
      ...("unit" in rest ? { unit: rest.unit } : {}),
      ...("roles" in claims ? { roles: claims.roles } : {}),
    }));

  return {
    name: "identity",
    prefixes: ["/local/issuers", "/local/token", "/local/personas"],
    handle: async (request, response, url) => {
      const path = url.pathname;
      if (path === "/local/personas" && request.method === "GET") return sendJson(response, 200, list());
      if (path === "/local/token" && request.method === "POST") {
        const body = await readObject(request);
        if (body === undefined || (body.persona === undefined && body.claims === undefined)) {
          return sendProblem(response, 400, "body-invalid", 'The body is {"persona":"…"} or {"claims":{…}}.');
        }
        const asked = claimsAsked(body);
        if (asked === undefined) {
          return sendProblem(response, 404, "persona-not-found", "GET /local/personas lists them.");
        }
        const token = await sign(asked.issuer, asked.claims);
        return sendJson(response, 200, { access_token: token, expires_in: EIGHT_HOURS, token_type: "Bearer" });
      }
      for (const issuer of ISSUERS) {
        const base = `/local/issuers/${issuer}`;
        if (path === `${base}/.well-known/openid-configuration`) {
          return sendJson(response, 200, {
            issuer: issuerUrl(issuer),
            jwks_uri: `${issuerUrl(issuer)}/jwks.json`,
            token_endpoint: `${context.origin}/local/token`,
            authorization_endpoint: `${context.origin}/local`,
            response_types_supported: ["token"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
          });
        }
        if (path === `${base}/jwks.json`) return sendJson(response, 200, { keys: [keys[issuer].public] });
      }
      return false;
    },
  };
};
