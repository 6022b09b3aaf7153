import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { type Called, type DeskTask, deskTaskNamed } from "../../shared/domain/notifications/desk.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import { callerOf } from "./caller.ts";
import type { DeskDependencies } from "./dependencies.ts";
import { deskWiring } from "./wiring.ts";

const Outcome = z.enum(["reached", "not-reached"]);

export const spec = {
  route: "POST /v1/office/desk-tasks/{id}/completion",
  summary: { vi: "Ghi nhận đã gọi điện cho người nộp hồ sơ", en: "Record that an applicant was called" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  /** No words of the officer's: what was said stays between the two. */
  body: z.strictObject({ outcome: Outcome }),
  command: true,
  reply: z.object({
    id: z.string(),
    dossier: z.object({ id: z.string(), code: z.string() }),
    what: z.string(),
    outcome: Outcome,
    calledAt: z.string(),
    calledBy: z.string(),
  }),
} as const;

/** A call that was made, and the body of the command that said so. */
type Made = { task: DeskTask; called: Called; bodyHash: string };

/** Ends a call that waits, once; one of another unit is unknown. */
export const completeDeskTask: Operation<typeof spec, DeskDependencies> = async (request, { desk, register }) => {
  const { identity, path, body, command, at } = request;
  const officer = callerOf(register, identity);
  if (isRefusal(officer)) return officer;
  const named = deskTaskNamed(path.id);
  if (named === undefined) return refuse("desk-task-not-found");
  const completedBy = { commandId: command.id, bodyHash: command.bodyHash };
  const called: Called = { at, by: officer.sub, outcome: body.outcome, completedBy };

  const judge = async () => {
    const task = await desk.read(named);
    if (!task || task.unit !== officer.unit) return refuse("desk-task-not-found");
    return task.called ? refuse("desk-task-completed") : { event: { task, called, bodyHash: command.bodyHash } };
  };
  const write = async () => ((await desk.complete(named, called)) ? "committed" : "stale");
  const readEvent = async (_: string, commandId: string): Promise<Made | undefined> => {
    const task = await desk.read(named);
    return task?.called?.completedBy.commandId === commandId
      ? { task, called: task.called, bodyHash: task.called.completedBy.bodyHash }
      : undefined;
  };
  const done = await runCommand<Made, { event: Made }>({ readEvent }, command, path.id, judge, write);
  if (isRefusal(done)) return done;
  const { task, called: made } = done.event;
  return {
    status: 200,
    body: {
      id: task.outboxId,
      dossier: { id: task.dossierId, code: task.code },
      what: task.what,
      outcome: made.outcome,
      calledAt: inProvince(made.at),
      calledBy: made.by,
    },
    replayed: done.replayed,
  };
};

export const handler = http(spec, deskWiring, completeDeskTask);
