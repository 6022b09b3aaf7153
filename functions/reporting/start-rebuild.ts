import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import type { StatisticsDependencies } from "./rebuild-dependencies.ts";
import { rebuildView, StatisticsView } from "./statistics-view.ts";
import { statisticsWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/statistics/rebuilds",
  summary: {
    vi: "Dựng lại số liệu thống kê từ lịch sử hồ sơ; đang dựng dở thì làm tiếp",
    en: "Rebuild the figures from the events; goes on with a rebuild that is under way",
  },
  identity: "officer",
  status: 202,
  reply: StatisticsView.shape.rebuild.unwrap(),
} as const;

/** One rebuild at a time makes this single, so that it needs no key: asked again, it goes on with the same. */
export const startRebuild: Operation<typeof spec, StatisticsDependencies> = async (request, dependencies) => {
  const { identity, at, correlationId } = request;
  const { register, rebuilds, put } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const rebuild = await rebuilds.begin(at);
  const left = await put([{ set: rebuild.set, turn: rebuild.turn }]);
  if (left.length > 0) return refuse("busy", { retryAfterSeconds: 1 });
  log.info("rebuild-asked-for", { correlationId, count: rebuild.set, attempt: rebuild.turn });
  return { status: 202, body: rebuildView(rebuild, await rebuilds.segments(rebuild.set)) };
};

export const handler = http(spec, statisticsWiring, startRebuild);
