import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { procedureCatalogue } from "../../shared/adapters/catalogue/procedure-catalogue.ts";
import { lazily } from "../boundary/lazily.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { ProceduresEnvironment } from "./environment.ts";

export const wiring = lazily((): ProceduresDependencies => {
  ProceduresEnvironment.parse(process.env);
  return { catalogue: procedureCatalogue, register: organisationRegister };
});
