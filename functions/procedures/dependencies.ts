import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";

export type ProceduresDependencies = { catalogue: ProcedureCatalogue; register: OrganisationRegister };
