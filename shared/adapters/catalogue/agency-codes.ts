import { units } from "./units.ts";

/** Every code under which an agency ever numbered dossiers. */
export const agencyCodes: readonly string[] = [
  ...new Set(units.flatMap(({ versions }) => versions.flatMap(({ agencyCode }) => agencyCode ?? []))),
];
