import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { Rating, rateDossier as rate } from "../../shared/domain/dossiers/rate-dossier.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { RatingsDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers/{id}/rating",
  summary: {
    vi: "Đánh giá, một lần, sau khi nhận kết quả",
    en: "Rate the service, once, after the result was returned",
  },
  status: 201,
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: Rating,
  command: true,
  reply: Rating.extend({ at: z.string() }),
} as const;

export const rateDossier: Operation<typeof spec, RatingsDependencies> = async (request, { store, digest, sealing }) => {
  const { identity, path, body, command, at } = request;
  const actor = { kind: identity.kind, id: identity.sub };
  const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
  const decide = async () => {
    const record = own(await store.read(path.id), ownerOf(identity));
    return isRefusal(record) ? record : rate(record, body, act, digest, sealing);
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  const { event, replayed } = done;
  return { status: 201, body: { ...body, at: inProvince(event.at) }, version: event.version, replayed };
};

export const handler = http(spec, wiring, rateDossier);
