import { isRefusal } from "../../foundation/refusal.ts";
import { dueOf } from "../../working-time/due.ts";
import { changeOf } from "../change-set.ts";
import type { Accepted } from "../dossier.ts";
import { handled, type Maker, withWords } from "./move-context.ts";

/** Receipt (tiếp nhận): the limit begins to run. */
export const accept: Maker<"accept"> = (dossier, request, { version, calendar, officer, act, digest }) => {
  const limit = version.channels.find(({ channel }) => channel === dossier.channel)?.timeLimit ?? null;
  const due = limit === null ? { receivedAt: act.at, dueAt: null, provisional: false } : dueOf(calendar, act.at, limit);
  if (isRefusal(due)) return due;
  const after: Accepted = {
    ...dossier,
    ...due,
    state: "accepted",
    acceptedAt: act.at,
    step: { ...dossier.step, dueAt: due.dueAt },
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  const facts = { dueAt: due.dueAt, provisional: due.provisional };
  const change = changeOf(dossier, after, { what: "dossier-accepted", facts }, act, digest);
  return withWords(change, { note: request.note });
};
