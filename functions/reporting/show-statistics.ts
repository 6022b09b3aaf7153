import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { StatisticsDependencies } from "./rebuild-dependencies.ts";
import { rebuildView, StatisticsView, statisticsView } from "./statistics-view.ts";
import { statisticsWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/statistics",
  summary: {
    vi: "Số liệu thống kê: bộ đang dùng, tiến độ dựng lại, lần đếm lại gần nhất",
    en: "The figures of the statistics: the set in use, how far a rebuild is, and what the last recount found",
  },
  identity: "officer",
  reply: StatisticsView,
} as const;

export const showStatistics: Operation<typeof spec, StatisticsDependencies> = async ({ identity }, dependencies) => {
  const { register, sets, rebuilds, recounts } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const [both, rebuild, recount] = await Promise.all([sets(), rebuilds.read(), recounts.read()]);
  const view = rebuild === undefined ? null : rebuildView(rebuild, await rebuilds.segments(rebuild.set));
  return { status: 200, body: statisticsView(both, view, recount) };
};

export const handler = http(spec, statisticsWiring, showStatistics);
