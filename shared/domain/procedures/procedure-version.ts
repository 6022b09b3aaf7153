import * as z from "zod";
import { MAX_FILE_BYTES } from "../documents/declared-document.ts";
import { Role } from "../organisation/role.ts";
import { UnitId } from "../organisation/unit.ts";
import { TimeLimit } from "../working-time/time-limit.ts";
import { FeeRule } from "./fee-rule.ts";
import { FormSchema } from "./form-schema.ts";
import { ApplicantKind, Way, When } from "./when.ts";

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const Text = z.string().min(1);

/** How it is filed. Limit and fees are the channel's own; a case may have a limit of its own within it. */
const Channel = z.strictObject({
  channel: Way,
  timeLimit: TimeLimit.nullable(),
  caseLimits: z
    .array(z.strictObject({ case: Id, timeLimit: TimeLimit }))
    .min(1)
    .optional(),
  fees: z.array(FeeRule),
});
export type Channel = z.infer<typeof Channel>;

/** A paper of the dossier (thành phần hồ sơ). One file satisfies it, whatever `copies` says of paper filing. */
export const RequiredDocument = z.strictObject({
  id: Id,
  name: Text,
  copies: z.strictObject({ original: z.int().min(0), certified: z.int().min(0), copy: z.int().min(0) }),
  required: z.boolean(),
  /** Which dossiers it is asked of: of which case, for whom, with which answers; all where it is absent. */
  when: When.optional(),
  formId: Id.optional(),
  accepts: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).min(1),
  maxBytes: z.int().min(1).max(MAX_FILE_BYTES),
});
export type RequiredDocument = z.infer<typeof RequiredDocument>;

/** A step of the route. Its working hours are how long it may take, absent where nothing sets that. */
export const Step = z.strictObject({
  id: Id,
  name: Text,
  role: Role,
  unit: UnitId,
  workingHours: z.number().positive().optional(),
});
export type Step = z.infer<typeof Step>;

/** How long what is granted holds: from the day of the decision, for good, or for how long nobody here knows. */
const Validity = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("term"), value: z.int().min(1), unit: z.enum(["month", "year"]) }),
  z.strictObject({ kind: z.literal("for-good") }),
  z.strictObject({ kind: z.literal("unknown") }),
]);
export type Validity = z.infer<typeof Validity>;

/** How its time is reckoned, where that is not the common way. */
const ClockRules = z.strictObject({
  /** After an answered supplement the limit goes on, or begins anew (practice differs by procedure). */
  afterSupplement: z.enum(["resume", "restart"]).optional(),
  /** `HH:MM`: what is accepted later counts from the opening of the next working day. */
  receiptCutOff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
});

const Result = z.strictObject({
  name: Text,
  validity: Validity,
  /** Its text with places to fill in, `{{form.fullName}}`; see `template.ts`. */
  template: Text.optional(),
});

/** What a decision of publication fixes of a procedure. Its level is not among it: `levelOf` derives that. */
export const PublishedProcedure = z.strictObject({
  /** Our own lasting id; `code` is the national code, or `H40-<id>` where none is known. */
  id: z.string().regex(/^TTHC-\d{3,}$/),
  code: z.string().regex(/^[A-Z0-9][A-Z0-9.-]{1,63}$/),
  name: Text,
  field: z.strictObject({ id: Id, name: Text }),
  version: z.int().min(1),
  validFrom: z.iso.date(),
  onlineMode: z.enum(["full", "partial", "information"]),
  /** Why the service is only partly online; Decree 224/2026/NĐ-CP, art. 14 wants it published. */
  reason: Text.optional(),
  /** Where to go instead of filing here, for people: an office with its address, another portal. */
  fileAt: Text.optional(),
  units: z.array(UnitId).min(1),
  audience: z.array(ApplicantKind).min(1),
  cases: z.array(z.strictObject({ id: Id, name: Text })),
  channels: z.array(Channel),
  /** A fee may be owed, but its sum is not known here: none is taken, and nobody is told that it is free. */
  feesUnknown: z.literal(true).optional(),
  /** Where its fees can be paid. */
  payable: z.array(z.enum(["online", "counter"])),
  /** How its result can be given. */
  returns: z.array(Way),
  documents: z.array(RequiredDocument),
  form: FormSchema,
  steps: z.array(Step),
  clock: ClockRules.optional(),
  result: Result,
  legalBases: z.array(Text),
  conditions: z.array(Text),
  oneStop: z.boolean(),
  routing: z.enum(["provincial", "ministry", "national"]),
  verified: z.boolean(),
  /** What is not verified and why, in Vietnamese, for the public page. */
  unverified: z.array(Text).optional(),
  decision: z.strictObject({ number: Text, date: z.iso.date() }),
  guideVideoUrl: z.url().nullable(),
  nationalUrl: z.url().nullable(),
});
export type PublishedProcedure = z.infer<typeof PublishedProcedure>;

export const Level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Level = z.infer<typeof Level>;

/** One published version of a procedure. A dossier keeps the version it was filed under for life. */
export const ProcedureVersion = PublishedProcedure.extend({ level: Level });
export type ProcedureVersion = z.infer<typeof ProcedureVersion>;
