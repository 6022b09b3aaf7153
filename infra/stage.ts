import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as z from "zod";
import { COMPARED, Edge, edgeFaults } from "./stage/edge.ts";
import { count, text } from "./stage/values.ts";

const FOLDER = join(import.meta.dirname, "stages");

/** What CloudWatch Logs accepts as days of retention. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
const Retention = z.literal(RETENTION_DAYS, {
  error: `must be a number of days that CloudWatch Logs knows: ${RETENTION_DAYS.join(", ")}`,
});

/** SMS notices carry a link of this origin in one part of 160 characters, hence the limit. */
const ORIGIN_LIMIT = 40;
const ORIGIN =
  /^(https:\/\/[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d+)?|http:\/\/localhost(:\d+)?)$/;
const Origin = text("the address that citizens open")
  .max(ORIGIN_LIMIT, { error: `is longer than ${ORIGIN_LIMIT} characters, and SMS carries it: use a shorter domain` })
  .regex(ORIGIN, { error: "must be https://<domain> without a path (http only for localhost)" });

const SecureUrl = text("an address").regex(/^(https:\/\/|http:\/\/localhost[:/])/, {
  error: "must begin with https:// (http only for localhost)",
});
const Issuer = z.strictObject({
  /** Address of the OpenID provider: the `iss` of its tokens. */
  issuer: SecureUrl,
  audience: z.array(text("an audience")).min(1, { error: "is empty: name at least one audience of the tokens" }),
});

const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a local time such as "07:30"', abort: true });
const Slot = z
  .tuple([Clock, Clock], { error: 'must be a pair of local times such as ["07:30", "11:30"]' })
  .refine(([from, to]) => from < to, { error: "must end after it begins" });
const Season = z.strictObject({
  from: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, {
    error: 'must be a day of the year such as "04-15"',
    abort: true,
  }),
  slots: z
    .array(Slot)
    .min(1, { error: "is empty: name at least one slot" })
    .refine((slots) => slots.every(([from], index) => index === 0 || (slots[index - 1]?.[1] ?? "") <= from), {
      error: "must be in order of the day and must not overlap",
    }),
  days: z
    .array(count(1, 7, "an ISO weekday, 1 is Monday"))
    .min(1, { error: "is empty: name at least one weekday" })
    .refine((days) => new Set(days).size === days.length, { error: "names a weekday twice" }),
});
const OfficeHours = z
  .array(Season)
  .min(1, { error: "is empty: name at least one season" })
  .refine((seasons) => seasons.every(({ from }, index) => index === 0 || (seasons[index - 1]?.from ?? "") < from), {
    error: 'must be in ascending order of "from", each once',
  });

/** One deployment of the service: a province, its addresses, providers, limits and retention. Nothing secret. */
export const Stage = z
  .strictObject({
    name: text("the stage's name").regex(/^[a-z][a-z0-9]{0,11}$/, {
      error: "must be at most 12 lower-case letters and digits, a letter first",
    }),
    /** For people; says for example that the values are samples. */
    note: z.string().optional(),
    account: z
      .string()
      .regex(/^\d{12}$/, { error: "must be the 12 digits of an AWS account" })
      .optional(),
    region: z
      .string()
      .regex(/^[a-z]{2}-[a-z]+-\d$/, { error: 'must be an AWS region such as "ap-southeast-1"' })
      .default("ap-southeast-1"),
    province: z.strictObject({
      id: text("the province's code").regex(/^H\d{2}$/, { error: 'must be the national code, such as "H40"' }),
      name: text("the province's name"),
    }),
    publicOrigin: Origin,
    /** CloudFront, web ACL and the API's own domain. A stage without it is a trial, and its deployment says so. */
    edge: Edge.optional(),
    issuers: z.strictObject({ citizen: Issuer, officer: Issuer }),
    /** Seasons by the day they start; the last one wraps over new year. Local time, ISO weekdays. */
    officeHours: OfficeHours,
    providers: z.strictObject({
      /** Its pay page, and where its transactions are asked for and refunded. */
      vnpay: z.strictObject({ payUrl: SecureUrl, apiUrl: SecureUrl }),
      /** Absent where the province has no contract with it: citizens are then not offered it. */
      payos: z.strictObject({ apiUrl: SecureUrl }).optional(),
      momo: z.strictObject({ apiUrl: SecureUrl }).optional(),
      sms: z.strictObject({
        sender: text("the registered sender name").regex(/^[A-Za-z0-9]{1,11}$/, {
          error: "must be at most 11 letters and digits without diacritics: the name registered with the operators",
        }),
        aws: z.strictObject({
          /** Its usual share of the messages, of 100. */
          share: count(0, 100, "share of the messages that AWS sends, of 100"),
          /** For the figures of spending: what one part costs. */
          costVnd: count(0, 100_000, "đồng that one SMS costs by AWS"),
        }),
        /** Absent where the province has no contract with it: AWS then sends them all. */
        esms: z
          .strictObject({
            apiUrl: SecureUrl,
            share: count(0, 100, "share of the messages that eSMS sends, of 100"),
            costVnd: count(0, 100_000, "đồng that one SMS costs by eSMS"),
          })
          .optional(),
      }),
      email: z.strictObject({ sender: z.email({ error: "must be an email address of a domain verified in SES" }) }),
    }),
    limits: z.strictObject({
      /** How long a payment intent can be paid, in minutes. */
      paymentExpiryMinutes: count(5, 1440, "minutes that a payment intent stays open"),
      /** How long an applicant is waited for before the dossier is stopped, in calendar days. */
      payWithinDays: count(1, 366, "days that a dossier waits for a payment"),
      supplementWithinDays: count(1, 366, "days that a dossier waits for a supplement"),
      /** How many days ahead somebody is woken where the working calendar is missing or incomplete. */
      calendarAheadDays: count(1, 366, "days ahead that the working calendar must be complete"),
      /** What SMS may cost a day, in đồng; somebody is told at 50, 80 and 100 %. Status notices are never held for it. */
      smsDailyVnd: count(10_000, 1_000_000_000, "đồng that SMS may cost a day"),
      /** Ceiling of cost at the gateway, not a defence: requests a second, and how many at once above it. */
      requestsPerSecond: count(1, 10_000, "requests a second that the gateway lets in"),
      requestBurst: count(1, 5_000, "requests at once that the gateway lets in"),
      /** Ceiling of cost of the table: request units a second, also of each index. */
      tableReadUnits: count(10, 40_000, "read units a second of the table"),
      tableWriteUnits: count(10, 40_000, "write units a second of the table"),
    }),
    /** How applicants are told. */
    notices: z.strictObject({
      /** Vietnamese in SMS with its diacritics: a part then holds 70 characters, not 160, and seldom a link. */
      smsDiacritics: z.boolean({ error: "must be true or false: whether SMS are written with diacritics" }),
      /** After so many minutes without a report of delivery a message counts as lost, and the other way is taken. */
      receiptWithinMinutes: z.strictObject({
        sms: count(5, 4320, "minutes that a report of an SMS is waited for"),
        email: count(5, 4320, "minutes that a report of an email is waited for"),
      }),
    }),
    /** When officers are reminded of what is due and of what is late, and applicants of what they owe. */
    reminders: z.strictObject({
      acceptBeforeHours: count(1, 8, "working hours before a dossier must be accepted"),
      stepBeforeHours: count(1, 80, "working hours before a step is due"),
      /** Decree 61/2018/NĐ-CP, art. 19 (not re-read): who will be late apologises before the limit ends. */
      apologyBeforeDays: count(1, 10, "working days before a dossier is due, to apologise"),
      escalateAfterDays: count(1, 60, "working days after a dossier was due, to call the leader again"),
      answerBeforeDays: count(1, 10, "calendar days before an applicant must have paid or answered"),
      ratingAfterDays: count(1, 30, "calendar days after a result was returned, to ask for a rating"),
      quietHours: z.strictObject({ from: Clock, to: Clock }),
      courtesiesPerDay: count(1, 20, "reminders and requests a day for one dossier, and to one address"),
    }),
    retention: z.strictObject({ appLogDays: Retention, accessLogDays: Retention }),
    alarms: z.strictObject({
      email: z.email({ error: "must be the email address that alarms are sent to" }).optional(),
    }),
  })
  .refine(
    ({ issuers: { citizen, officer } }) =>
      citizen.issuer !== officer.issuer || !citizen.audience.some((audience) => officer.audience.includes(audience)),
    {
      path: ["issuers", "officer"],
      error: "shares issuer and audience with citizens, whose tokens would open the office: give officers their own",
    },
  )
  .check(({ value, issues }) => {
    // What is no address, region or number at all is said once, not compared as well.
    if (issues.some(({ path }) => COMPARED.has(String(path?.[0])))) return;
    for (const fault of edgeFaults(value)) issues.push({ code: "custom", input: value, ...fault });
  });
export type Stage = z.infer<typeof Stage>;

/** A stage that cannot be used; `lines` name file, pointer and what to do, one fault each. */
export class StageFault extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "StageFault";
    this.lines = lines;
  }
}

const pointer = (path: readonly PropertyKey[]): string => `/${path.map(String).join("/")}`;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

const faultLines = (file: string, value: unknown, issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map(
        (key) => `${file}: ${pointer([...issue.path, key])}: is not a member of a stage: remove it`,
      );
    }
    const missing = issue.code === "invalid_type" && valueAt(value, issue.path) === undefined;
    return [`${file}: ${pointer(issue.path)}: ${missing ? "is missing: add it" : issue.message}`];
  });

/**
 * The stage of a name, checked. Throws `StageFault` when there is no such file, it is not JSON or a value cannot be
 * used.
 */
export const loadStage = (name: string, folder: string = FOLDER): Stage => {
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"));
  const file = `infra/stages/${name}.json`;
  if (!known.includes(name)) {
    throw new StageFault([`${file}: there is no such stage: choose one of ${known.join(", ")}, or add the file`]);
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  } catch (error) {
    throw new StageFault([`${file}: is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = Stage.safeParse(value);
  if (!parsed.success) throw new StageFault(faultLines(file, value, parsed.error.issues));
  if (parsed.data.name !== name) {
    throw new StageFault([`${file}: /name: is "${parsed.data.name}": must be "${name}", as the file is called`]);
  }
  return parsed.data;
};
