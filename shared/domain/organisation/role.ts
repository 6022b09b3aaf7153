import * as z from "zod";

/** What an officer may be. The register grants roles; the token's claim is a ceiling. */
export const Role = z.enum(["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"]);
export type Role = z.infer<typeof Role>;
