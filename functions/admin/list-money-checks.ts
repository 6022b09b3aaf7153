import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery } from "../boundary/page.ts";
import type { MoneyDependencies } from "./dependencies.ts";
import { MoneyCheckLine, moneyCheckLine } from "./money-check-view.ts";
import { moneyWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/money-checks",
  summary: { vi: "Các lần đối soát tiền, mới nhất trước", en: "The checks of all money, newest first" },
  identity: "officer",
  query: z.strictObject(PageQuery),
  reply: z.object({ items: z.array(MoneyCheckLine), next: z.string().nullable() }),
} as const;

const Day = z.iso.date();

export const listMoneyChecks: Operation<typeof spec, MoneyDependencies> = async ({ identity, query }, dependencies) => {
  const { checks, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { limit, cursor } = query;
  const after = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString();
  if (after !== undefined && !Day.safeParse(after).success) return refuse("cursor-invalid");
  const { items, next } = await checks.list({ limit, after });
  return { status: 200, body: { items: items.map(moneyCheckLine), next: cursorOf(next) } };
};

export const handler = http(spec, moneyWiring, listMoneyChecks);
