import type { Filed } from "../dossiers/dossier.ts";
import type { Instant } from "../foundation/instant.ts";
import type { Officer } from "../organisation/officer.ts";
import type { OrganisationRegister } from "../organisation/register.ts";
import type { Role } from "../organisation/role.ts";
import type { OfficerReminderKind } from "./reminder.ts";

type Register = Pick<OrganisationRegister, "officer" | "officersOf" | "unitAt">;

/** The dossier's unit and those it belongs to: division, department, province. */
const unitAndAbove = (unit: string, register: Register, at: Instant): string[] => {
  const chain: string[] = [];
  for (let id: string | null = unit; id !== null && !chain.includes(id); ) {
    chain.push(id);
    id = register.unitAt(id, at)?.parent ?? null;
  }
  return chain;
};

/**
 * Who is told: before it is due who has the work, after it the unit's head and leader, and where that did not help also
 * the administrators of the unit and of those above it.
 */
export const recipientsOf = (dossier: Filed, kind: OfficerReminderKind, register: Register, at: Instant): Officer[] => {
  const { unit, role } = dossier.step;
  const having = (of: string, ...roles: Role[]): Officer[] =>
    register.officersOf(of).filter((officer) => roles.some((one) => officer.roles.includes(one)));
  switch (kind) {
    case "accept-soon":
      return having(unit, "receiver");
    case "step-soon": {
      const holder = dossier.assignee === null ? undefined : register.officer(dossier.assignee);
      return holder ? [holder] : having(unit, role);
    }
    case "escalation": {
      const admins = unitAndAbove(unit, register, at).flatMap((of) => having(of, "admin"));
      return [...new Set([...having(unit, "leader"), ...admins])];
    }
    default:
      return having(unit, "division-head", "leader");
  }
};
