import * as z from "zod";
import { http, type Operation } from "../boundary/http.ts";
import { lazily } from "../boundary/lazily.ts";
import { PortalEnvironment } from "./environment.ts";

export const spec = {
  route: "GET /v1/health",
  summary: { vi: "Hệ thống hoạt động và phiên bản", en: "That the service answers, and its version" },
  identity: "none",
  reply: z.object({ status: z.literal("ok"), version: z.string() }),
} as const;

const wiring = lazily(() => ({ version: PortalEnvironment.parse(process.env).RELEASE }));

const showHealth: Operation<typeof spec, { version: string }> = (_, { version }) => ({
  status: 200,
  body: { status: "ok", version },
});

export const handler = http(spec, wiring, showHealth);
