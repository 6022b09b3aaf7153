import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { Role } from "../../shared/domain/organisation/role.ts";

/** A citizen or an organisation, as the citizen issuer names them. */
export type Citizen = {
  kind: "citizen" | "organisation";
  sub: string;
  name: string;
  taxCode?: string;
  /** What else the token says of them, to begin a form with; nothing is decided by it. */
  particulars?: { identityNumber?: string; phone?: string; email?: string };
};

/** An officer as the token names them; `roles` is a ceiling, the register decides. */
export type OfficerToken = { kind: "officer"; sub: string; name: string; roles: Role[] };

export type IdentityKind = "none" | "citizen" | "officer";
export type IdentityOf = { none: undefined; citizen: Citizen; officer: OfficerToken };

/** The gateway turns every claim into text; a list arrives as `[receiver specialist]`. */
const listClaim = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : String(value ?? "")
        .replace(/^\[|\]$/g, "")
        .split(/[\s,]+/)
        .filter((item) => item !== "");

/** Ten digits, or thirteen with a branch. A claim that is empty or "null" makes nobody an organisation. */
const TAX_CODE = /^\d{10}(-\d{3})?$/;

const claimsOf = (event: APIGatewayProxyEventV2WithJWTAuthorizer): Record<string, unknown> =>
  event.requestContext.authorizer?.jwt?.claims ?? {};

const particularsOf = (claims: Record<string, unknown>): Pick<Citizen, "particulars"> => {
  const given = { identityNumber: claims.identity_number, phone: claims.phone_number, email: claims.email };
  const texts = Object.entries(given).filter(([, value]) => typeof value === "string" && value !== "");
  return texts.length === 0 ? {} : { particulars: Object.fromEntries(texts) };
};

/** The caller, or undefined when the token lacks what this audience must carry. */
export const identityOf = (
  kind: IdentityKind,
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
): Citizen | OfficerToken | undefined => {
  const claims = claimsOf(event);
  const { sub, name } = claims;
  if (kind === "none" || typeof sub !== "string" || sub === "" || typeof name !== "string") return undefined;
  if (kind === "officer") {
    const roles = listClaim(claims.roles).flatMap((role) => Role.safeParse(role).data ?? []);
    return { kind: "officer", sub, name, roles };
  }
  const taxCode = claims.tax_code;
  return typeof taxCode === "string" && TAX_CODE.test(taxCode)
    ? { kind: "organisation", sub, name, taxCode, ...particularsOf(claims) }
    : { kind: "citizen", sub, name, ...particularsOf(claims) };
};
