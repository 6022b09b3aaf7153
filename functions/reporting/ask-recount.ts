import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { StatisticsDependencies } from "./rebuild-dependencies.ts";
import { statisticsWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/statistics/recounts",
  summary: {
    vi: "Yêu cầu đếm lại số liệu thống kê ngay, không đợi đến đêm; bắt đầu trong vòng 5 phút",
    en: "Ask for a recount of the figures before the night's; it begins within five minutes",
  },
  identity: "officer",
  status: 202,
  reply: z.strictObject({ askedAt: z.string() }),
} as const;

/** Asked twice, it is done once; no key of ours is needed. */
export const askRecount: Operation<typeof spec, StatisticsDependencies> = async ({ identity, at }, dependencies) => {
  const { register, recounts } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  await recounts.ask(at);
  return { status: 202, body: { askedAt: inProvince(at) } };
};

export const handler = http(spec, statisticsWiring, askRecount);
