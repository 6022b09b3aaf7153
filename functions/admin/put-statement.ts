import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { MOST_PARTS, takeStatement } from "../../shared/domain/payments/take-statement.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { MoneyDependencies } from "./dependencies.ts";
import { moneyWiring } from "./wiring.ts";

export const spec = {
  route: "PUT /v1/admin/statements/{provider}/{day}",
  summary: {
    vi: "Tải lên sao kê một ngày của cổng thanh toán; ngày dài gửi thành nhiều phần, mỗi phần có dòng tiêu đề",
    en: "Upload a provider's statement of a day; a long one in parts, each with its header row",
  },
  identity: "officer",
  path: z.object({ provider: PaymentProvider, day: z.iso.date() }),
  body: z.strictObject({
    csv: z.string().min(1),
    part: z.int().min(1).max(MOST_PARTS).default(1),
    /** Whether the statement ends with this part. */
    last: z.boolean().default(true),
  }),
  reply: z.object({
    provider: PaymentProvider,
    day: z.string(),
    complete: z.boolean(),
    parts: z.int(),
    lines: z.int(),
    /** Whole đồng. */
    payments: z.int(),
    refunds: z.int(),
    by: z.string(),
    at: z.string(),
  }),
} as const;

const ATTEMPTS = 3;

/** Stores what a provider says that it took and gave back on a day. The first part replaces the day's statement. */
export const putStatement: Operation<typeof spec, MoneyDependencies> = async (request, dependencies) => {
  const { identity, path, body, at } = request;
  const { statements, readStatement, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { provider, day } = path;
  const { csv, part, last } = body;
  const read = readStatement(provider, csv);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const standing = await statements.read(provider, day);
    const taken = takeStatement(standing, read, { provider, day, part, last, by: admin.sub, at });
    if (isRefusal(taken)) return taken;
    if (!(await statements.write(taken))) continue;
    const { parts, complete, by } = taken.statement;
    const sum = (name: "lines" | "payments" | "refunds") => parts.reduce((total, one) => total + one[name], 0);
    return {
      status: 200,
      body: {
        provider,
        day,
        complete,
        parts: parts.length,
        lines: sum("lines"),
        payments: sum("payments"),
        refunds: sum("refunds"),
        by,
        at: inProvince(at),
      },
    };
  }
  return refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, moneyWiring, putStatement);
