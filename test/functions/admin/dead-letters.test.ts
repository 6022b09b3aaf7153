import { describe, expect, it } from "vitest";
import { getDeadLetter } from "../../../functions/admin/get-dead-letter.ts";
import { listDeadLetters } from "../../../functions/admin/list-dead-letters.ts";
import { redriveDeadLetter } from "../../../functions/admin/redrive-dead-letter.ts";
import { redriveDeadLetters } from "../../../functions/admin/redrive-dead-letters.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { DeadLetter, DeadLetters, NoticeQueue } from "../../../shared/domain/notifications/dead-letter.ts";
import { EventMessage, OfficerMessage } from "../../../shared/domain/notifications/notice-message.ts";
import { MONDAY } from "../../builders/dossier.ts";
import { withLog } from "../boundary/captured-log.ts";

const GOOD = { outboxId: "abcdefghijklmnop:3", dossierId: "abcdefghijklmnop", commandId: "c" };
const REMINDER = {
  outboxId: "abcdefghijklmnop:step-late:1795741200000",
  dossierId: "abcdefghijklmnop",
  kind: "step-late",
  dueAt: "2026-11-27T01:00:00.000Z",
};
const letterOf = (id: string, body: unknown, more: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  queue: "sms",
  at: MONDAY,
  receives: 5,
  poison: null,
  body: typeof body === "string" ? body : JSON.stringify(body),
  ...more,
});
const POISON = letterOf("p", '{"phone":"0912345678","name":"Lan"}', {
  poison: { reason: "unrecognized-keys", pointer: "/" },
});

/** Dead letters in memory, and what went back to the queues. */
const graves = (...letters: DeadLetter[]) => {
  const left = [...letters];
  const sent: object[] = [];
  const of = (queue: NoticeQueue) => left.filter((letter) => letter.queue === queue);
  const deadLetters: DeadLetters = {
    list: async (queue, most) => ({ letters: of(queue).slice(0, most), more: of(queue).length > most }),
    find: async (queue, id) => of(queue).find((letter) => letter.id === id),
    redrive: async (queue, id, next) => {
      const done = { redriven: [] as DeadLetter[], refused: [] as never[], left: false };
      for (const letter of of(queue).filter((one) => id === "all" || one.id === id)) {
        const body = next(letter);
        if (isRefusal(body)) done.refused.push({ letter, refusal: body } as never);
        else {
          sent.push(body);
          done.redriven.push(letter);
          left.splice(left.indexOf(letter), 1);
        }
      }
      return done;
    },
  };
  return { sent, left, dependencies: { deadLetters, register: organisationRegister } };
};

const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};
const common = {
  identity: officerOf("culture-admin"),
  query: undefined,
  body: undefined,
  command: undefined,
  ifMatch: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: MONDAY,
  correlationId: "test",
};

describe("an administrator", () => {
  it("sees the dead letters of all queues or of one, newest first, by ids alone", async () => {
    const { dependencies } = graves(
      letterOf("a", { ...GOOD, redrives: 2 }, { at: "2026-11-20T00:00:00.000Z" }),
      letterOf("b", REMINDER, { queue: "officer-email" }),
      POISON,
    );
    const all = await listDeadLetters({ ...common, path: undefined, query: {} }, dependencies);
    expect(all).toMatchObject({ status: 200, body: { more: false } });
    const { items } = (all as unknown as { body: { items: Record<string, unknown>[] } }).body;
    expect(items.map(({ id }) => id).at(-1)).toBe("a");
    expect(items).toContainEqual({
      id: "a",
      queue: "sms",
      at: "2026-11-20T07:00:00+07:00",
      receives: 5,
      reason: "receives-spent",
      outboxId: GOOD.outboxId,
      dossierId: GOOD.dossierId,
      redrives: 2,
    });
    expect(items.find(({ id }) => id === "p")).toEqual({
      id: "p",
      queue: "sms",
      at: expect.any(String),
      receives: 5,
      reason: "unrecognized-keys",
      redrives: 0,
    });
    const one = await listDeadLetters({ ...common, path: undefined, query: { queue: "officer-email" } }, dependencies);
    expect(one).toMatchObject({ body: { items: [{ id: "b" }] } });
  });

  it("sees why one cannot be read and how long it is, never what it holds", async () => {
    const { dependencies } = graves(POISON);
    const shown = await getDeadLetter({ ...common, path: { queue: "sms", id: "p" } }, dependencies);
    expect(shown).toMatchObject({
      status: 200,
      body: { reason: "unrecognized-keys", pointer: "/", size: 35, redrivable: false, refused: "dead-letter-poison" },
    });
    expect(JSON.stringify(shown)).not.toMatch(/0912345678|Lan/);
  });

  it("is shown no words of a stranger in place of a reason", async () => {
    const { dependencies } = graves({ ...POISON, poison: { reason: "Nguyễn Thị Lan", pointer: "/0912 345 678" } });
    const shown = await getDeadLetter({ ...common, path: { queue: "sms", id: "p" } }, dependencies);
    expect(shown).toMatchObject({ body: { reason: "unreadable", pointer: "/" } });
  });

  it("redrives one, counted, and the second time is told that it is not there", async () => {
    const { dependencies, sent } = graves(letterOf("a", GOOD), letterOf("b", GOOD));
    const request = { ...common, path: { queue: "sms" as const, id: "a" } };
    const { result, lines } = await withLog(() => redriveDeadLetter(request, dependencies));
    expect(result).toMatchObject({ status: 200, body: { queue: "sms", outboxId: GOOD.outboxId, redrives: 1 } });
    expect(lines).toMatchObject([{ code: "dead-letter-redriven", messageId: "a", outboxId: GOOD.outboxId, count: 1 }]);
    expect(sent).toEqual([{ ...GOOD, redrives: 1 }]);
    expect(await redriveDeadLetter(request, dependencies)).toMatchObject({ refused: "dead-letter-not-found" });
    expect(sent).toHaveLength(1);
  });

  it("redrives all that can be, and sees of the rest why", async () => {
    const { dependencies, sent, left } = graves(letterOf("a", GOOD), POISON, letterOf("s", { ...GOOD, redrives: 3 }));
    const { result } = await withLog(() => redriveDeadLetters({ ...common, path: { queue: "sms" } }, dependencies));
    expect(result).toMatchObject({
      status: 200,
      body: {
        redriven: 1,
        left: false,
        refused: [
          { id: "p", refused: "dead-letter-poison" },
          { id: "s", refused: "redrives-spent" },
        ],
      },
    });
    expect([sent.length, left.map(({ id }) => id)]).toEqual([1, ["p", "s"]]);
    expect(JSON.stringify(result)).not.toContain("0912345678");
  });

  it("is refused the redrive of poison", async () => {
    const { dependencies, left } = graves(POISON);
    const answer = await redriveDeadLetter({ ...common, path: { queue: "sms", id: "p" } }, dependencies);
    expect([answer, left]).toMatchObject([{ refused: "dead-letter-poison" }, [{ id: "p" }]]);
  });

  it("is the only one who may", async () => {
    const { dependencies, sent } = graves(letterOf("a", GOOD));
    const identity = officerOf("culture-leader");
    const path = { queue: "sms" as const, id: "a" };
    const answers = await Promise.all([
      listDeadLetters({ ...common, identity, path: undefined, query: {} }, dependencies),
      getDeadLetter({ ...common, identity, path }, dependencies),
      redriveDeadLetter({ ...common, identity, path }, dependencies),
      redriveDeadLetters({ ...common, identity, path }, dependencies),
    ]);
    expect(answers.map((answer) => isRefusal(answer) && answer.refused)).toEqual(Array(4).fill("role-missing"));
    expect(sent).toEqual([]);
  });
});

describe("a redriven message", () => {
  it("can be read by the consumer that it goes back to", async () => {
    const { dependencies, sent } = graves(letterOf("a", GOOD), letterOf("b", REMINDER, { queue: "officer-email" }));
    await withLog(() => redriveDeadLetters({ ...common, path: { queue: "sms" } }, dependencies));
    await withLog(() => redriveDeadLetters({ ...common, path: { queue: "officer-email" } }, dependencies));
    expect(EventMessage.parse(sent[0])).toEqual({ ...GOOD, redrives: 1 });
    expect(OfficerMessage.parse(sent[1])).toEqual({ ...REMINDER, redrives: 1 });
  });
});
