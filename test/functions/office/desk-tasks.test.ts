import { describe, expect, it } from "vitest";
import { completeDeskTask } from "../../../functions/office/complete-desk-task.ts";
import { listDeskTasks } from "../../../functions/office/list-desk-tasks.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { DeskTask } from "../../../shared/domain/notifications/desk.ts";
import type { Officer } from "../../../shared/domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../../shared/domain/organisation/register.ts";
import { Role } from "../../../shared/domain/organisation/role.ts";
import { CODE, DOSSIER_ID } from "../../builders/notice.ts";
import { deskStoreFake } from "../../fakes/desk-store.ts";

const CALLS: readonly Role[] = ["receiver", "specialist", "division-head", "leader"];
const CALLED_AT = "2026-11-23T01:30:00.000Z";

const aTask = (version: number, unit = "tourism"): DeskTask => ({
  dossierId: DOSSIER_ID,
  outboxId: `${DOSSIER_ID}:${version}`,
  commandId: `command-${version}`,
  unit,
  code: CODE,
  what: "dossier-accepted",
  at: `2026-11-22T01:3${version}:00.000Z`,
});

/** Calls of two units, with officers of every role in one, and one of each that calls in the other. */
const aDesk = async () => {
  const desk = deskStoreFake();
  for (const task of [aTask(3), aTask(1), aTask(2), aTask(4, "culture")]) await desk.put(task);
  const officers = new Map<string, Officer>();
  const hire = (sub: string, role: Role, unit = "tourism") =>
    officers.set(sub, { sub, name: sub, title: sub, unit, roles: [role], email: null });
  for (const role of Role.options) hire(role, role);
  for (const role of CALLS) hire(`foreign-${role}`, role, "culture");
  for (let nth = 0; nth < 20; nth += 1) hire(`receiver-${nth}`, "receiver");
  const register = { officer: (sub: string) => officers.get(sub) } as OrganisationRegister;
  let keys = 0;
  const request = (sub: string, more: object) => ({
    identity: { kind: "officer" as const, sub, name: sub, roles: Role.options },
    command: { id: `command-of-the-desk-${++keys}`, bodyHash: "body" },
    at: CALLED_AT,
    ...more,
  });
  const said = (reply: unknown): Record<string, unknown> =>
    isRefusal(reply) ? { ...reply } : { ...(reply as { body: object }).body, ...(reply as object) };
  return {
    desk,
    list: async (sub: string, query: object = {}) =>
      said(await listDeskTasks(request(sub, { query: { limit: 20, ...query } }) as never, { desk, register })),
    complete: async (sub: string, id: string, outcome = "reached", more: object = {}) =>
      said(
        await completeDeskTask(request(sub, { path: { id }, body: { outcome }, ...more }) as never, { desk, register }),
      ),
  };
};
const ID = `${DOSSIER_ID}:3`;
const idsOf = (listed: Record<string, unknown>) => (listed.items as { id: string }[]).map(({ id }) => id);

describe("the calls of a unit", () => {
  it("say whom to call on which number, about what, since when and what was tried", async () => {
    const { desk, list } = await aDesk();
    const way = { outboxId: ID, attempt: 1, at: CALLED_AT, doubts: 0 };
    desk.known.set(ID, {
      applicant: { fullName: "Nguyễn Thị Lan", phone: "0912345678" },
      tried: [
        { ...way, channel: "sms", state: "undelivered", reason: "no-receipt", provider: "esms" },
        { ...way, channel: "email", state: "skipped", reason: "no-address" },
      ],
    });
    const { items } = (await list("receiver")) as { items: unknown[] };
    expect(items[2]).toStrictEqual({
      id: ID,
      dossier: { id: DOSSIER_ID, code: CODE },
      what: "dossier-accepted",
      since: "2026-11-22T08:33:00+07:00",
      applicant: { name: "Nguyễn Thị Lan", phone: "0912345678" },
      tried: [
        { channel: "sms", state: "not-delivered", reason: "no-receipt" },
        { channel: "email", state: "not-sent", reason: "no-address" },
      ],
    });
    expect(items[0]).toMatchObject({ applicant: null, tried: [] });
  });

  it("come longest waiting first, in pages, and refuse a cursor that they never gave", async () => {
    const { list } = await aDesk();
    const first = await list("receiver", { limit: 2 });
    const rest = await list("receiver", { limit: 2, cursor: first.next });
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([1, 2, 3].map((version) => `${DOSSIER_ID}:${version}`));
    expect(rest.next).toBeNull();
    for (const place of ["2026-11-22T01:31:00.000Z#zzzz", `2026-11-22T01:31:00.000Z#${DOSSIER_ID}`])
      expect(await list("receiver", { cursor: Buffer.from(place).toString("base64url") })).toMatchObject({
        refused: "cursor-invalid",
      });
  });

  it("are those of the officer's own unit", async () => {
    const { list } = await aDesk();
    expect(idsOf(await list("foreign-leader"))).toEqual([`${DOSSIER_ID}:4`]);
  });
});

describe("a call", () => {
  it("is recorded with who made it, when and how it went, and waits no more", async () => {
    const { desk, list, complete } = await aDesk();
    expect(await complete("receiver", ID, "not-reached")).toMatchObject({
      status: 200,
      replayed: false,
      body: {
        id: ID,
        dossier: { id: DOSSIER_ID, code: CODE },
        what: "dossier-accepted",
        outcome: "not-reached",
        calledAt: "2026-11-23T08:30:00+07:00",
        calledBy: "receiver",
      },
    });
    expect(desk.tasks.get(ID)?.called).toMatchObject({ by: "receiver", at: CALLED_AT, outcome: "not-reached" });
    expect(idsOf(await list("receiver"))).not.toContain(ID);
  });

  it("is recorded once: who comes later is told so, whatever they say", async () => {
    const { desk, complete } = await aDesk();
    await complete("receiver", ID);
    expect(await complete("leader", ID, "not-reached")).toMatchObject({ refused: "desk-task-completed" });
    expect(desk.tasks.get(ID)?.called).toMatchObject({ by: "receiver", outcome: "reached" });
  });

  it("is answered alike however often the same command comes, and not under its key for another body", async () => {
    const { complete } = await aDesk();
    const command = { id: "the-same", bodyHash: "body" };
    const first = await complete("receiver", ID, "reached", { command });
    const again = await complete("receiver", ID, "reached", { command, at: "2026-11-24T01:30:00.000Z" });
    expect([again.body, again.replayed]).toEqual([first.body, true]);
    expect(await complete("receiver", ID, "reached", { command: { ...command, bodyHash: "another" } })).toMatchObject({
      refused: "idempotency-key-reused",
    });
  });

  it("by twenty at once is recorded by one of them", async () => {
    const { desk, complete } = await aDesk();
    const all = await Promise.all(Array.from({ length: 20 }, (_, nth) => complete(`receiver-${nth}`, ID)));
    const made = all.filter(({ status }) => status === 200);
    expect(made).toHaveLength(1);
    expect(all.filter(({ refused }) => refused === "desk-task-completed")).toHaveLength(19);
    expect(desk.tasks.get(ID)?.called?.by).toBe(made[0]?.calledBy);
  });

  it("of another unit is as unknown as one that there is not, and one that was made stays so", async () => {
    const { desk, complete } = await aDesk();
    const unknown = { refused: "desk-task-not-found" };
    for (const id of [ID, `${DOSSIER_ID}:9`, DOSSIER_ID, "x", `${DOSSIER_ID}:3#phone`, "y".repeat(3000)])
      expect(await complete("foreign-leader", id)).toMatchObject(unknown);
    expect(desk.tasks.get(ID)?.called).toBeUndefined();
    await complete("receiver", ID);
    expect(await complete("foreign-leader", ID)).toMatchObject(unknown);
  });

  it("that is not needed any more is unknown", async () => {
    const { desk, complete } = await aDesk();
    await desk.drop(aTask(3));
    expect(await complete("receiver", ID)).toMatchObject({ refused: "desk-task-not-found" });
  });

  it.each(Role.options)("is shown to and made by a %s only where the role may hold dossiers", async (role) => {
    const { list, complete } = await aDesk();
    const expected = CALLS.includes(role) ? { status: 200 } : { refused: "role-missing" };
    expect(await list(role)).toMatchObject(expected);
    expect(await complete(role, ID)).toMatchObject(expected);
  });

  it("is nobody's whom the register does not know", async () => {
    const { list, complete } = await aDesk();
    expect(await list("stranger")).toMatchObject({ refused: "role-missing" });
    expect(await complete("stranger", ID)).toMatchObject({ refused: "role-missing" });
  });
});
