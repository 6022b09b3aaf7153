import * as z from "zod";
import written from "./data/plan.json" with { type: "json" };

const Day = z.iso.date();

const Applicant = z.strictObject({
  kind: z.enum(["individual", "organisation"]),
  fullName: z.string(),
  identityNumber: z.string().optional(),
  taxCode: z.string().optional(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  /** How they want to be told of changes. */
  tell: z.enum(["sms", "email"]),
});
export type Applicant = z.infer<typeof Applicant>;

/** What happens to a dossier, in this order; each has its day in the plan. */
export const ACTS = ["filed", "accepted", "appraised", "decided", "returned", "rated"] as const;
export type Act = (typeof ACTS)[number];

const PlannedDossier = z.strictObject({
  procedure: z.string(),
  applicant: z.string(),
  filed: Day,
  accepted: Day,
  appraised: Day,
  decided: Day,
  /** Whether the decision brings its result as a file. */
  document: z.boolean(),
  returned: Day,
  by: z.enum(["online", "post"]),
  rated: Day,
  overall: z.int().min(1).max(5),
  /** Through whom its fee is paid, where it has one. */
  pay: z.enum(["vnpay", "payos", "momo"]).optional(),
});
export type PlannedDossier = z.infer<typeof PlannedDossier>;

/**
 * Who asks for what, and what happens on which day. Only days with a time in `visits` are lived through; those when the
 * office is closed see nothing but applicants. `officers` are those of the register whom no persona stands for.
 */
const Plan = z.strictObject({
  applicants: z.record(z.string(), Applicant),
  officers: z.array(
    z.strictObject({ sub: z.string(), name: z.string(), unit: z.string(), roles: z.array(z.string()) }),
  ),
  visits: z.record(Day, z.string().regex(/^\d\d:\d\d$/)),
  dossiers: z.array(PlannedDossier),
});
export type Plan = z.infer<typeof Plan>;

/** The half-year of the article, invented but for what the article says of it: how many, of which field, returned how. */
export const articlePlan: Plan = Plan.parse(written);
