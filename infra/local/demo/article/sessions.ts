import { type Caller, type Client, DemoFailed } from "../client.ts";
import { holderOf, type Officer, officersOf, type Step } from "../office.ts";
import type { Applicant, Plan } from "./plan.ts";

/** Everybody of the plan, signed in at most once a visit: a token does not outlive a jump of the clock. */
export type Sessions = { applicant(key: string): Promise<Caller>; holder(step: Omit<Step, "id">): Promise<Caller> };

type SignIn = { persona: string } | { claims: Record<string, unknown> };

const claimsOf = (sub: string, { kind, fullName, identityNumber, taxCode, phone, email }: Applicant) => ({
  kind: kind === "organisation" ? "organisation" : "citizen",
  sub,
  name: fullName,
  ...(identityNumber === undefined ? {} : { identity_number: identityNumber }),
  ...(taxCode === undefined ? {} : { tax_code: taxCode }),
  phone_number: phone,
  email,
});

/** Opens the sessions of a visit, again and again. */
export const sessionsOf = async (client: Client, plan: Plan): Promise<() => Sessions> => {
  const personas = (await officersOf(client)).map((one): Officer & { signIn: SignIn } => ({
    ...one,
    signIn: { persona: one.persona },
  }));
  const officers = [
    ...personas,
    ...plan.officers.map(({ unit, ...claims }) => ({ unit, roles: claims.roles, signIn: { claims } })),
  ];
  return () => {
    const open = new Map<string, Promise<Caller>>();
    const once = (signIn: SignIn): Promise<Caller> => {
      const key = JSON.stringify(signIn);
      const session = open.get(key) ?? client.signedIn(signIn);
      open.set(key, session);
      return session;
    };
    return {
      applicant: async (key) => {
        const applicant = plan.applicants[key];
        if (applicant === undefined) throw new DemoFailed(`the plan has no applicant ${key}`);
        return once({ claims: claimsOf(`citizen-${key}`, applicant) });
      },
      holder: async (step) => once(holderOf(officers, step).signIn),
    };
  };
};
