import * as z from "zod";
import { sameSecret, typedSecret } from "../../shared/domain/dossiers/dossier-secrets.ts";
import { isBeyondFree, remembered, waitSeconds } from "../../shared/domain/dossiers/guesses.ts";
import { standingAfter } from "../../shared/domain/dossiers/standing.ts";
import { typedCode } from "../../shared/domain/dossiers/typed-code.ts";
import { TrackingView, trackingView } from "../../shared/domain/dossiers/views/tracking-view.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/lookups",
  summary: { vi: "Tra cứu bằng mã hồ sơ và mã tra cứu", en: "Look a dossier up by code and secret" },
  identity: "none",
  body: z.strictObject({ code: z.string().min(1).max(64), secret: z.string().min(1).max(64) }),
  reply: TrackingView,
} as const;

/** Stands in for a dossier that is not there, so that an unknown code takes the same path. */
const NOBODY = { id: "aaaaaaaaaaaaaaaa", keyVersion: 1, linkVersion: 0 };

export const lookUpDossier: Operation<typeof spec, DossiersDependencies> = async (
  { body, at, language },
  dependencies,
) => {
  const { codes, links, catalogue, register } = dependencies;
  const code = typedCode(body.code);
  if (code === undefined) return refuse("dossier-not-found");
  const { events, guesses } = await codes.readByCode(code);
  const wait = waitSeconds(guesses, at);
  if (wait > 0) return refuse("guesses-exhausted", { retryAfterSeconds: wait });

  const standing = standingAfter(events);
  const { lookupSecret } = await links.of(standing ?? NOBODY);
  const right = sameSecret(typedSecret(body.secret.normalize("NFKC")), lookupSecret);
  if (!standing || !right) {
    const forgetting = remembered(guesses, at) ? undefined : guesses;
    const count = await codes.countWrongGuess(code, at, forgetting);
    if (!isBeyondFree(count)) return refuse("dossier-not-found");
    return refuse("guesses-exhausted", { retryAfterSeconds: waitSeconds({ count, lastAt: at }, at) });
  }
  const { procedure, procedureVersion } = standing;
  const version = await catalogue.version(procedure, procedureVersion);
  if (!version) throw new Error(`procedure ${procedure} has lost version ${procedureVersion}`);
  const view = trackingView(standing, events, { version, register, now: at, language });
  return { status: 200, body: view };
};

export const handler = http(spec, wiring, lookUpDossier);
