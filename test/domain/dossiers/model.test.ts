import fc from "fast-check";
import { expect, it } from "vitest";
import { calendarWith, officeHoursOf } from "../../../shared/adapters/catalogue/calendar-source.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { type ChangeSet, hashOfEvent, isTold } from "../../../shared/domain/dossiers/change-set.ts";
import { correctDates, correctedBy } from "../../../shared/domain/dossiers/correct-dates.ts";
import { recordCounterPayment } from "../../../shared/domain/dossiers/counter-payment.ts";
import { decideSubmission } from "../../../shared/domain/dossiers/decide-submission.ts";
import { demandStanding, openDemand } from "../../../shared/domain/dossiers/demand.ts";
import type { Channel, Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import { FINAL } from "../../../shared/domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { changeDossier, createDraft } from "../../../shared/domain/dossiers/draft.ts";
import { movesFor } from "../../../shared/domain/dossiers/moves/check-move.ts";
import { makeMove } from "../../../shared/domain/dossiers/moves/make-move.ts";
import type { MoveRequest } from "../../../shared/domain/dossiers/moves/move-request.ts";
import { recordPayment, startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { rateDossier } from "../../../shared/domain/dossiers/rate-dossier.ts";
import { standingAfter, standingOf } from "../../../shared/domain/dossiers/standing.ts";
import { DossierState } from "../../../shared/domain/dossiers/state.ts";
import { stopOverdue } from "../../../shared/domain/dossiers/stop-overdue.ts";
import { blockerOf } from "../../../shared/domain/dossiers/views/blocker.ts";
import { withdrawDossier } from "../../../shared/domain/dossiers/withdraw-dossier.ts";
import { opened } from "../../../shared/domain/dossiers/words.ts";
import { isRefusal, type Refusal } from "../../../shared/domain/foundation/refusal.ts";
import { templateOf } from "../../../shared/domain/notifications/template-of.ts";
import { judgeNotice } from "../../../shared/domain/payments/judge-notice.ts";
import type { WorkingCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { completed, SAMPLE_TET } from "../../builders/calendar.ts";
import {
  calendar,
  declared,
  fullContent,
  LAN,
  MONDAY,
  OFFICE_HOURS,
  officer,
  procedure,
  terms,
} from "../../builders/dossier.ts";
import { holdFigures } from "../../builders/hold-figures.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

const RUNS = 1_000;
const LENGTH = 40;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The published calendar with more days off: every Wednesday of a month in winter, a week in spring. */
const corrected: WorkingCalendar = calendarWith(officeHoursOf(OFFICE_HOURS), [
  { ...completed(2026, ["2026-12-02", "2026-12-09", "2026-12-16", "2026-12-23"]), year: 2026 },
  { ...completed(2027, SAMPLE_TET), year: 2027 },
]);

const card = await procedure("1.004623");
const notice = await procedure("1.004650");

/** One life to be led: a procedure, a way in, and the unit that works on it. */
const LIVES = [
  { version: notice, channel: "online", unit: "culture", other: "tourism" },
  { version: card, channel: "online", unit: "tourism", other: "culture" },
  { version: card, channel: "post", unit: "tourism", other: "culture" },
] as const;
type Life = (typeof LIVES)[number];

const ROLES = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"] as const;
type Role = (typeof ROLES)[number];

/** What the contract says, told again in the plainest way: none of it comes from the table of moves. */
type Model = {
  state: string;
  version: number;
  /** Place in the route receive, appraise, approve, return. */
  step: number;
  assignee: Role | null;
  handled: Set<Role>;
  extended: boolean;
  rated: boolean;
  resume: string | null;
  /** Which demand waits for money, counted: a new one is another one. */
  demand: number;
  demands: number;
  until: number;
  answered: boolean;
  /** How often something was asked for, and who let it be asked once more. */
  asked: number;
  approver: Role | null;
  now: number;
  intents: { reference: string; demand: number; expires: number; state: "pending" | "cancelled" | "settled" }[];
};

type World = {
  life: Life;
  store: MemoryDossiers;
  id: string;
  commands: number;
  paper: string;
  /** The one that is published now. */
  calendar: WorkingCalendar;
};

const HOLDER_OF_STEP: Role[] = ["receiver", "specialist", "leader", "receiver"];

const holds = (model: Model, role: Role): boolean => {
  if (model.state !== "processing") return role === "receiver";
  return model.assignee === null ? HOLDER_OF_STEP[model.step] === role : model.assignee === role;
};
const working = (model: Model): boolean => model.state === "accepted" || model.state === "processing";
const waiting = (model: Model): boolean => model.state === "payment-due" || model.state === "awaiting-supplement";
const openIntent = (model: Model) =>
  model.intents.find(
    ({ demand, expires, state }) => demand === model.demand && expires > model.now && state === "pending",
  );

const waits = (model: Model, state: string, days: number): void => {
  model.resume = model.state;
  model.state = state;
  model.until = model.now + days * DAY;
};
const owes = (model: Model): void => {
  model.demands += 1;
  model.demand = model.demands;
};
const ends = (model: Model, state: string): void => {
  const pending = model.intents.find(({ expires, state: of }) => expires > model.now && of === "pending");
  if (pending) pending.state = "cancelled";
  model.state = state;
};
const paid = (model: Model): void => {
  model.state = model.resume ?? "submitted";
  model.demand = 0;
};

/** Whether an officer's move is allowed, and what it makes of the dossier. */
const MOVES: Record<
  string,
  { allowed: (model: Model, role: Role) => boolean; effect: (model: Model, role: Role, life: Life) => void }
> = {
  accept: {
    allowed: ({ state }, role) => state === "submitted" && role === "receiver",
    effect: (model, role, { version, channel }) => {
      model.handled.add(role);
      model.assignee = role;
      model.state = "accepted";
      if (version !== card || channel !== "post") return;
      owes(model);
      waits(model, "payment-due", terms.payWithinDays);
    },
  },
  refuse: {
    allowed: ({ state }, role) => state === "submitted" && role === "receiver",
    effect: (model, role) => {
      model.handled.add(role);
      model.assignee = role;
      model.state = "refused";
    },
  },
  "complete-step": {
    allowed: (model, role) => working(model) && holds(model, role) && (model.state === "accepted" || model.step < 2),
    effect: (model, role) => {
      model.handled.add(role);
      if (model.assignee) model.handled.add(model.assignee);
      model.state = "processing";
      model.step += 1;
      model.assignee = null;
    },
  },
  "send-back": {
    allowed: (model, role) => model.state === "processing" && model.step > 0 && holds(model, role),
    effect: (model, role) => {
      model.handled.add(role);
      if (model.assignee) model.handled.add(model.assignee);
      model.step -= 1;
      model.assignee = null;
    },
  },
  "request-supplement": {
    allowed: (model, role) =>
      (model.state === "submitted" || working(model)) &&
      holds(model, role) &&
      (model.asked === 0 || (model.approver !== null && model.approver !== role)),
    effect: (model) => {
      waits(model, "awaiting-supplement", terms.supplementWithinDays);
      model.answered = false;
      model.asked += 1;
      model.approver = null;
    },
  },
  "approve-supplement": {
    allowed: (model, role) =>
      (model.state === "submitted" || working(model)) &&
      (role === "division-head" || role === "leader") &&
      model.asked > 0 &&
      model.approver === null,
    effect: (model, role) => {
      model.approver = role;
    },
  },
  "request-payment": {
    allowed: (model, role) => working(model) && holds(model, role),
    effect: (model) => {
      owes(model);
      waits(model, "payment-due", terms.payWithinDays);
    },
  },
  decide: {
    allowed: (model, role) =>
      model.state === "processing" &&
      model.step === 2 &&
      role === "leader" &&
      (model.assignee === null || model.assignee === role) &&
      !model.handled.has(role),
    effect: (model) => {
      model.state = "resolved";
      model.step += 1;
      model.assignee = null;
    },
  },
  extend: {
    allowed: (model, role) => working(model) && role === "leader" && !model.extended,
    effect: (model) => {
      model.extended = true;
    },
  },
  stop: {
    allowed: (model, role) => working(model) && role === "leader",
    effect: (model) => {
      model.state = "stopped";
    },
  },
  "return-result": {
    allowed: ({ state }, role) => state === "resolved" && role === "receiver",
    effect: (model) => {
      model.state = "returned";
    },
  },
};

const requestOf = (move: string, world: World, now: number): MoveRequest => {
  const requests: Record<string, MoveRequest> = {
    accept: { move: "accept" },
    refuse: { move: "refuse", reason: "Sai thẩm quyền" },
    "complete-step": { move: "complete-step" },
    "send-back": { move: "send-back", reason: "Thiếu" },
    "request-supplement": { move: "request-supplement", items: [{ requirement: world.paper, reason: "Mờ" }] },
    "approve-supplement": { move: "approve-supplement", reason: "Cần thêm bản vẽ" },
    "request-payment": { move: "request-payment", items: [{ name: "Phí", kind: "fee", amount: 20_000 }] },
    decide: { move: "decide", outcome: "granted" },
    extend: { move: "extend", newDueAt: new Date(now + 300 * DAY).toISOString(), reason: "Xác minh" },
    stop: { move: "stop", reason: "Không đủ điều kiện" },
    "return-result": { move: "return-result", method: "counter" },
  };
  return requests[move] as MoveRequest;
};

const authorityOf = (unit: string, role: Role) => {
  const found = organisationRegister.officer(`officer-${unit}-${role}`);
  if (!found) throw new Error(`nobody is ${unit} ${role}`);
  return { sub: found.sub, unit: found.unit, roles: new Set(found.roles) };
};

const actBy = (world: World, model: Model, actor: Parameters<typeof officer>[0] | "lan" | "vnpay" | "schedule") => {
  world.commands += 1;
  const actors = {
    lan: LAN,
    vnpay: { kind: "provider", id: "vnpay" },
    schedule: { kind: "schedule", id: "sweep-deadlines" },
  } as const;
  const who = actor in actors ? actors[actor as keyof typeof actors] : officer(actor);
  const commandId = `command-${world.commands}`;
  return { commandId, bodyHash: commandId, actor: who, at: new Date(model.now).toISOString() };
};

const recordIn = async ({ store, id }: World): Promise<DossierRecord> => {
  const record = await store.read(id);
  if (!record) throw new Error("the dossier is gone");
  return record;
};

/** Who a dossier waits for, told from its state alone. */
const WAITS_FOR: Record<string, string> = {
  draft: "citizen",
  "payment-due": "payment",
  submitted: "unit",
  accepted: "unit",
  processing: "unit",
  "awaiting-supplement": "citizen",
  resolved: "unit",
  refused: "none",
  withdrawn: "none",
  stopped: "none",
  returned: "none",
};

/** There is one answer to "where is it stuck", with its date where one is set, in a sentence of either language. */
const holdBlocker = (model: Model, dossier: Dossier): void => {
  const now = new Date(model.now).toISOString();
  const names = { unit: "Phòng Văn hóa", officer: null, step: "Thẩm định" };
  const { who, since, until, late, reason } = blockerOf(standingOf(dossier), names, now);
  expect(who).toBe(WAITS_FOR[model.state]);
  expect(since <= now).toBe(true);
  if (waiting(model)) expect(until).toBe(new Date(model.until).toISOString());
  if (who === "none") expect([until, late]).toEqual([null, false]);
  expect(late).toBe(until !== null && until < now);
  for (const sentence of [reason.vi, reason.en]) expect(sentence).toMatch(/^\p{Lu}[^.]+(\.[^.]*)?\.$/u);
};

/** Everything that must hold whatever was done. */
const holdTrue = async (model: Model, world: World): Promise<void> => {
  const { dossier, person, intents } = await recordIn(world);
  // Its dates stand as they are reckoned anew; only money moves what lies beyond the published years.
  const corrected = correctedBy(dossier, world.life.version, world.calendar);
  if (!isRefusal(corrected)) expect(corrected).toBeNull();
  expect([dossier.state, dossier.version]).toEqual([model.state, model.version]);
  const events = await world.store.readEvents(world.id);
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  let head = "";
  for (const { hash, ...unhashed } of events) {
    expect(unhashed.previousHash).toBe(head);
    expect(hashOfEvent(unhashed, sha256)).toBe(hash);
    head = hash;
  }
  expect(dossier.headHash).toBe(head);
  for (const { sealed, words } of opened(events, person, sealing)) {
    expect(Object.keys(words).length > 0).toBe(sealed !== undefined);
  }
  if (dossier.state !== "draft") expect(standingAfter(events)).toEqual(standingOf(dossier));
  holdBlocker(model, dossier);
  holdFigures(dossier, events);
  for (const event of events.filter(isTold)) expect([event.what, templateOf(event)]).not.toContain(undefined);
  expect(intents.map(({ state }) => (state === "pending" || state === "cancelled" ? state : "settled")).sort()).toEqual(
    model.intents.map(({ state }) => state).sort(),
  );
};

/** Runs one command against the domain and the model: both allow it, or both refuse it and nothing has changed. */
const both = async (
  model: Model,
  world: World,
  expected: boolean,
  decide: (record: DossierRecord) => Promise<ChangeSet | Refusal | null> | ChangeSet | Refusal | null,
  effect: () => void,
): Promise<void> => {
  const before = await recordIn(world);
  const change = await decide(before);
  const allowed = change !== null && !isRefusal(change);
  expect([expected ? "allowed" : "refused", model.state, change]).toEqual([
    allowed ? "allowed" : "refused",
    model.state,
    change,
  ]);
  if (change !== null && !isRefusal(change)) {
    expect(FINAL.has(before.dossier.state) && change.after?.state !== before.dossier.state).toBe(false);
    expect(await world.store.commit(change)).toBe("committed");
    model.version += 1;
    effect();
  } else {
    expect(await recordIn(world)).toEqual(before);
  }
  model.now += 7 * MINUTE;
  await holdTrue(model, world);
};

type Command = fc.AsyncCommand<Model, World>;
const command = (name: string, run: (model: Model, world: World) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => name,
});

const officerMoves = (move: string, role: Role, foreign: boolean): Command =>
  command(`${role}${foreign ? " of another unit" : ""}: ${move}`, async (model, world) => {
    const { life } = world;
    const rule = MOVES[move];
    if (!rule) throw new Error(move);
    const by = authorityOf(foreign ? life.other : life.unit, role);
    const expected = !foreign && rule.allowed(model, role);
    await both(
      model,
      world,
      expected,
      (record) => {
        const offered: readonly string[] = movesFor(record.dossier, by, life.version);
        expect([move, offered.includes(move)]).toEqual([move, expected]);
        return makeMove(requestOf(move, world, model.now), {
          record,
          version: life.version,
          calendar: world.calendar,
          terms,
          officer: by,
          colleague: organisationRegister.officer,
          act: actBy(world, model, by.sub),
          digest: sha256,
          sealing,
        });
      },
      () => rule.effect(model, role, life),
    );
  });

const assigns = (role: Role, to: Role): Command =>
  command(`${role}: assign ${to}`, async (model, world) => {
    const { life } = world;
    const by = authorityOf(life.unit, role);
    const next = model.state === "accepted" ? model.step + 1 : model.step;
    const fits = HOLDER_OF_STEP[next] === to || (HOLDER_OF_STEP[next] === "specialist" && to === "division-head");
    const target = authorityOf(life.unit, to).sub;
    await both(
      model,
      world,
      working(model) && role === "division-head" && fits,
      (record) =>
        makeMove(
          { move: "assign", officer: target },
          {
            record,
            version: life.version,
            calendar: world.calendar,
            terms,
            officer: by,
            colleague: organisationRegister.officer,
            act: actBy(world, model, by.sub),
            digest: sha256,
            sealing,
          },
        ),
      () => {
        if (model.assignee && (model.state === "accepted" || model.assignee !== to)) model.handled.add(model.assignee);
        model.state = "processing";
        model.step = next;
        model.assignee = to;
      },
    );
  });

const submits = command("applicant: submission", async (model, world) => {
  const { life, store } = world;
  await both(
    model,
    world,
    model.state === "draft" || (model.state === "awaiting-supplement" && model.answered),
    (record) =>
      decideSubmission(
        record,
        {
          catalogue: shippedCatalogue,
          register: organisationRegister,
          calendar: world.calendar,
          terms,
          digest: sha256,
          arrived: async () => new Set(),
          reserveNumber: store.reserveNumber,
        },
        actBy(world, model, "lan"),
      ),
    () => {
      if (model.state === "awaiting-supplement") {
        model.state = model.resume ?? "";
      } else if (life.version === card && life.channel === "online") {
        owes(model);
        waits(model, "payment-due", terms.payWithinDays);
        model.resume = null;
      } else {
        model.state = "submitted";
      }
    },
  );
});

const changes = command("applicant: sends the paper again", async (model, world) => {
  const { life } = world;
  await both(
    model,
    world,
    model.state === "draft" || model.state === "awaiting-supplement",
    (record) => {
      const accepts = life.version.documents.find(({ id }) => id === world.paper)?.accepts[0] ?? "";
      const document = { ...declared(world.paper, `lan-${world.commands}.pdf`), contentType: accepts };
      return changeDossier(record, life.version, { documents: [document] }, actBy(world, model, "lan"), sha256);
    },
    () => {
      model.answered = true;
    },
  );
  const { documents, verdicts } = await recordIn(world);
  for (const { id } of documents) {
    if (!verdicts.some(({ documentId }) => documentId === id))
      world.store.verdict(world.id, { documentId: id, state: "clean", at: MONDAY });
  }
});

const withdraws = command("applicant: withdrawal", async (model, world) => {
  const open = ["payment-due", "submitted", "accepted", "processing", "awaiting-supplement"];
  await both(
    model,
    world,
    open.includes(model.state),
    (record) => withdrawDossier(record, "Đổi ý", actBy(world, model, "lan"), sha256, sealing),
    () => ends(model, "withdrawn"),
  );
});

const rates = command("applicant: rating", async (model, world) => {
  await both(
    model,
    world,
    model.state === "returned" && !model.rated,
    (record) => rateDossier(record, { overall: 5 }, actBy(world, model, "lan"), sha256, sealing),
    () => {
      model.rated = true;
    },
  );
});

const startsPayment = command("applicant: begins a payment", async (model, world) => {
  let reference = "";
  await both(
    model,
    world,
    model.state === "payment-due" && !openIntent(model),
    (record) => {
      const wanted = { provider: "vnpay", merchant: "M", expiryMinutes: 15 } as const;
      const change = startPayment(record, world.life.version, wanted, actBy(world, model, "lan"), sha256);
      if (!isRefusal(change)) reference = change.intent.reference;
      return change;
    },
    () => {
      model.intents.push({ reference, demand: model.demand, expires: model.now + 15 * MINUTE, state: "pending" });
    },
  );
});

/** The provider says that one of the intents was paid, the newest or an old one, in time or late, once or again. */
const pays = (nth: number): Command =>
  command(`provider: intent ${nth} from the end is paid`, async (model, world) => {
    const intent = model.intents.at(-1 - nth);
    if (!intent) return;
    await both(
      model,
      world,
      intent.state !== "settled",
      (record) => {
        const { version } = world.life;
        const stored = record.intents.find(({ reference }) => reference === intent.reference);
        const { change } = judgeNotice({
          notice: {
            provider: "vnpay",
            reference: intent.reference,
            amountVnd: stored?.amount ?? 0,
            merchant: "M",
            outcome: "success",
            transaction: "1",
            status: "00-00",
          },
          intents: stored ? [stored] : [],
          secondId: `${stored?.dossierId}second`,
          demand: demandStanding(record, version, stored),
          at: new Date(model.now).toISOString(),
        });
        return change
          ? recordPayment(record, change, { version, calendar: world.calendar }, actBy(world, model, "vnpay"), sha256)
          : null;
      },
      () => {
        intent.state = "settled";
        if (model.state === "payment-due" && intent.demand === model.demand) paid(model);
      },
    );
  });

const cashier = (role: Role): Command =>
  command(`${role}: takes cash`, async (model, world) => {
    const { life } = world;
    const by = authorityOf(life.unit, role);
    await both(
      model,
      world,
      model.state === "payment-due",
      (record) => {
        const amount = openDemand(record, life.version)?.amount ?? 1;
        const payment = { method: "cash", amount, receiptNumber: "BL-1" } as const;
        return recordCounterPayment(
          record,
          payment,
          { version: life.version, calendar: world.calendar },
          actBy(world, model, by.sub),
          sha256,
          sealing,
        );
      },
      () => {
        const pending = model.intents.find(({ expires, state }) => expires > model.now && state === "pending");
        if (pending) pending.state = "cancelled";
        model.intents.push({ reference: "", demand: model.demand, expires: model.now, state: "settled" });
        paid(model);
      },
    );
  });

const sweeps = command("schedule: stops what is overdue", async (model, world) => {
  await both(
    model,
    world,
    waiting(model) && model.now > model.until,
    (record) => stopOverdue(record, actBy(world, model, "schedule"), sha256),
    () => ends(model, "stopped"),
  );
});

/** Another calendar is published, and brought to the dossier: its dates may move, and nothing else of it does. */
const calendarChanges = command("schedule: the calendar is corrected", async (model, world) => {
  world.calendar = world.calendar === calendar ? corrected : calendar;
  const record = await recordIn(world);
  const cause = { year: 2027, decision: "1/TB" };
  const act = actBy(world, model, "schedule");
  const change = correctDates(record.dossier, world.life.version, world.calendar, cause, act, sha256);
  if (change !== null && !isRefusal(change)) {
    expect([change.event.from, change.move]).toEqual([change.event.to, null]);
    expect(await world.store.commit(change)).toBe("committed");
    model.version += 1;
  }
  model.now += 7 * MINUTE;
  await holdTrue(model, world);
});

const timePasses = (days: number): Command =>
  command(`${days} days pass`, async (model) => {
    model.now += days * DAY;
  });

/** The next thing that a smooth life would see, so that many lives come to their end. */
const goesForward = command("forward", async (model, world) => {
  const next = (): Command => {
    const by = (move: string, role: Role) => officerMoves(move, role, false);
    if (model.state === "draft") return submits;
    if (model.state === "payment-due") return cashier("cashier");
    if (model.state === "submitted") return by("accept", "receiver");
    if (model.state === "accepted") return by("complete-step", "receiver");
    if (model.state === "awaiting-supplement") return model.answered ? submits : changes;
    if (model.state === "resolved") return by("return-result", "receiver");
    if (model.state === "returned") return rates;
    const holder = model.assignee ?? HOLDER_OF_STEP[model.step] ?? "receiver";
    return model.step === 2 ? by("decide", "leader") : by("complete-step", holder);
  };
  await next().run(model, world);
});

const commands = [
  fc
    .constantFrom(...Object.keys(MOVES))
    .chain((move) =>
      fc.tuple(fc.constantFrom(...ROLES), fc.boolean()).map(([role, foreign]) => officerMoves(move, role, foreign)),
    ),
  // Mostly those who may, so that lives get far; strangers come by the line above.
  ...Object.entries({
    accept: ["receiver"],
    "complete-step": ["receiver", "specialist"],
    "request-supplement": ["receiver", "specialist", "leader"],
    "approve-supplement": ["division-head", "leader"],
    "request-payment": ["receiver", "specialist"],
    "send-back": ["specialist", "leader"],
    decide: ["leader"],
    "return-result": ["receiver"],
    refuse: ["receiver"],
    extend: ["leader"],
    stop: ["leader"],
  } satisfies Record<string, Role[]>).map(([move, roles]) =>
    fc.constantFrom(...roles).map((role) => officerMoves(move, role as Role, false)),
  ),
  fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom(...ROLES)).map(([role, to]) => assigns(role, to)),
  fc.constantFrom<Role>("specialist", "division-head", "leader").map((to) => assigns("division-head", to)),
  ...Array.from({ length: 6 }, () => fc.constant(goesForward)),
  fc.constant(submits),
  fc.constant(changes),
  fc.constant(withdraws),
  fc.constant(rates),
  fc.constant(startsPayment),
  fc.nat({ max: 2 }).map(pays),
  fc.constant(cashier("cashier")),
  fc.constant(sweeps),
  fc.constant(calendarChanges),
  fc.constantFrom(1, 12).map(timePasses),
];

const begun = (life: Life): { model: Model; real: World } => {
  const store = new MemoryDossiers();
  const content = fullContent(life.version);
  const submitter = { kind: "citizen", sub: "citizen-lan" } as const;
  const filing = {
    version: life.version,
    channel: life.channel as Channel,
    submitter,
    owner: "citizen:citizen-lan",
    content,
    wordsKey: sealing.newKey(),
  };
  const act = { commandId: "command-0", bodyHash: "0", actor: LAN, at: MONDAY };
  const made = createDraft(filing, act, sha256);
  if (isRefusal(made)) throw new Error("no draft");
  const id = made.after.id;
  store.events.set(id, [made.event]);
  store.records.set(id, {
    dossier: made.after,
    person: made.person,
    documents: made.documents,
    files: [],
    verdicts: made.documents.map((document) => ({ documentId: document.id, state: "clean", at: MONDAY })),
    intents: [],
    refunds: [],
  });
  const model: Model = {
    state: "draft",
    version: 1,
    step: 0,
    assignee: null,
    handled: new Set(),
    extended: false,
    rated: false,
    resume: null,
    demand: 0,
    demands: 0,
    until: 0,
    answered: false,
    asked: 0,
    approver: null,
    now: Date.parse(MONDAY),
    intents: [],
  };
  const paper = life.version.documents.find(({ required }) => required)?.id ?? "";
  return { model, real: { life, store, id, commands: 0, paper, calendar } };
};

it(`${RUNS} lives of up to ${LENGTH} commands agree with the plain model: no illegal edge, no gap, no word lost`, {
  timeout: 120_000,
}, async () => {
  const seed = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: LIVES.length - 1 }),
      fc.commands(commands, { maxCommands: LENGTH, size: "max" }),
      async (which, plan) => {
        const { model, real } = begun(LIVES[which] as Life);
        await fc.asyncModelRun(() => ({ model, real }), plan);
        for (const { to } of await real.store.readEvents(real.id)) reached.add(to);
      },
    ),
    { numRuns: RUNS, seed },
  );
  // A walk that never leaves the first states would prove nothing.
  expect([...reached].sort()).toEqual([...DossierState.options].sort());
});
