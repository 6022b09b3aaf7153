import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { MoneyDependencies } from "./dependencies.ts";
import { MoneyCheckView, moneyCheckView } from "./money-check-view.ts";
import { moneyWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/money-checks/{day}",
  summary: {
    vi: "Kết quả đối soát tiền của một ngày: mọi chỗ lệch và việc cần làm",
    en: "The check of all money of a day: every mismatch, and what to do about it",
  },
  identity: "officer",
  path: z.object({ day: z.iso.date() }),
  reply: MoneyCheckView,
} as const;

const MOST_SHOWN = 1_000;

export const getMoneyCheck: Operation<typeof spec, MoneyDependencies> = async ({ identity, path }, dependencies) => {
  const { checks, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const [check, mismatches] = await Promise.all([checks.read(path.day), checks.mismatches(path.day, MOST_SHOWN)]);
  return check ? { status: 200, body: moneyCheckView(check, mismatches) } : refuse("money-check-not-found");
};

export const handler = http(spec, moneyWiring, getMoneyCheck);
