import * as z from "zod";
import { Role } from "./role.ts";

/** An officer as the organisation register knows them: the register grants, the token's roles only limit. */
export const Officer = z.strictObject({
  sub: z.string().min(1),
  name: z.string().min(1),
  title: z.string().min(1),
  unit: z.string().min(1),
  roles: z.array(Role).min(1),
  /** Where reminders go; null where none is known. */
  email: z.email().nullable(),
});
export type Officer = z.infer<typeof Officer>;

/** The register as a file. `sample` says that these persons are invented. */
export const OfficerRegister = z
  .strictObject({ sample: z.boolean(), officers: z.array(Officer) })
  .refine(({ officers }) => new Set(officers.map(({ sub }) => sub)).size === officers.length, {
    error: "Two officers have the same sub.",
  });
export type OfficerRegister = z.infer<typeof OfficerRegister>;
