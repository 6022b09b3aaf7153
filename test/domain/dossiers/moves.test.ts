import { describe, expect, it } from "vitest";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { hashOfEvent } from "../../../shared/domain/dossiers/change-set.ts";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../../shared/domain/dossiers/event.ts";
import { type Authority, movesFor } from "../../../shared/domain/dossiers/moves/check-move.ts";
import { makeMove } from "../../../shared/domain/dossiers/moves/make-move.ts";
import type { MoveRequest } from "../../../shared/domain/dossiers/moves/move-request.ts";
import { MOVE_NAMES } from "../../../shared/domain/dossiers/moves/moves.ts";
import { wordsOf } from "../../../shared/domain/dossiers/words.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { Role } from "../../../shared/domain/organisation/role.ts";
import type { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { act, calendar, expectDone, MONDAY, officer, procedure, submitted, terms } from "../../builders/dossier.ts";

const notice = await procedure("1.004650");
/** Its route goes past the head of the division. */
const procession = await procedure("1.004645");

const authority = (name: string): Authority => {
  const found = organisationRegister.officer(`officer-culture-${name}`);
  if (!found) throw new Error(`no officer ${name}`);
  return { sub: found.sub, unit: found.unit, roles: new Set(found.roles) };
};

const attempt = (
  record: DossierRecord,
  by: Authority,
  request: MoveRequest,
  at: string = MONDAY,
  version: ProcedureVersion = notice,
) =>
  makeMove(request, {
    record,
    version,
    calendar,
    terms,
    officer: by,
    colleague: organisationRegister.officer,
    act: act(officer(by.sub), at),
    digest: sha256,
    sealing,
  });

/** Walks a dossier through moves, each by whom it names. */
const walk = (steps: [string, MoveRequest][], from = submitted(notice), version = notice) => {
  const events: DossierEvent[] = [];
  const record = steps.reduce((current, [by, request]) => {
    const change = expectDone(attempt(current, authority(by), request, MONDAY, version));
    events.push(change.event);
    return { ...current, dossier: change.after as Dossier };
  }, from);
  return { record, dossier: record.dossier, events };
};

const ACCEPTED: [string, MoveRequest][] = [["receiver", { move: "accept" }]];
const APPRAISED: [string, MoveRequest][] = [
  ...ACCEPTED,
  ["receiver", { move: "complete-step" }],
  ["specialist", { move: "complete-step", note: "Đủ điều kiện" }],
];
const RESOLVED: [string, MoveRequest][] = [
  ...APPRAISED,
  ["leader", { move: "decide", outcome: "granted", number: "12/GXN" }],
];

const SUPPLEMENT: MoveRequest = {
  move: "request-supplement",
  items: [{ requirement: notice.documents[0]?.id ?? "", reason: "Bản chụp bị mờ." }],
};
const PAYMENT: MoveRequest = { move: "request-payment", items: [{ name: "Phí sao lục", kind: "fee", amount: 20_000 }] };
const EXTENSION: MoveRequest = { move: "extend", newDueAt: "2026-12-30T09:00:00.000Z", reason: "Cần xác minh thêm." };

describe("the life of a dossier in the office", () => {
  it("goes from receipt to the return of the result, version by version, in one unbroken chain", () => {
    const start = submitted(notice);
    const { dossier, events } = walk([...RESOLVED, ["receiver", { move: "return-result", method: "online" }]], start);
    expect(events.map(({ to }) => to)).toEqual(["accepted", "processing", "processing", "resolved", "returned"]);
    expect(events.map(({ version }) => version)).toEqual([3, 4, 5, 6, 7]);
    let head = start.dossier.headHash;
    for (const { hash, ...unhashed } of events) {
      expect(unhashed.previousHash).toBe(head);
      expect(hashOfEvent(unhashed, sha256)).toBe(hash);
      head = hash;
    }
    expect(dossier).toMatchObject({ state: "returned", decision: { outcome: "granted", number: "12/GXN" } });
  });

  it("counts five working days from receipt, received at the same clock time", () => {
    const { dossier } = walk(ACCEPTED);
    expect(dossier).toMatchObject({ acceptedAt: MONDAY, receivedAt: MONDAY, dueAt: "2026-11-30T01:30:00.000Z" });
    expect(dossier.handledBy).toEqual([authority("receiver").sub]);
  });

  it("begins the limit at the next opening when accepted after hours", () => {
    const night = "2026-11-23T13:00:00.000Z";
    const change = expectDone(attempt(submitted(notice), authority("receiver"), { move: "accept" }, night));
    expect(change.after).toMatchObject({ acceptedAt: night, receivedAt: "2026-11-24T00:30:00.000Z" });
  });

  it("ends where the receiver refuses; who has the person's key reads the reason, and nobody else", () => {
    const reason = "Thiếu ma-két của bà Lan";
    const record = submitted(notice);
    const change = expectDone(attempt(record, authority("receiver"), { move: "refuse", reason }));
    expect(change.after).toMatchObject({ state: "refused", refusedAt: MONDAY });
    expect(wordsOf(change.event, record.person, sealing)).toEqual({ reason });
    expect(wordsOf(change.event, undefined, sealing)).toEqual({});
    expect(() => wordsOf(change.event, submitted(notice).person, sealing)).toThrow();
    expect(JSON.stringify([change.after, change.event])).not.toContain("Lan");
  });

  it.each([
    ["a note at receipt", [], "receiver", { move: "accept", note: "của bà Lan" }],
    ["a note at a step", ACCEPTED, "receiver", { move: "complete-step", note: "của bà Lan" }],
    ["the reason of a denial", APPRAISED, "leader", { move: "decide", outcome: "denied", reason: "của bà Lan" }],
    ["who took the result", RESOLVED, "receiver", { move: "return-result", method: "counter", receiver: "bà Lan" }],
  ] as [string, [string, MoveRequest][], string, MoveRequest][])(
    "keeps %s sealed in its event",
    (_, steps, by, request) => {
      const { record } = walk(steps);
      const change = expectDone(attempt(record, authority(by), request));
      expect(JSON.stringify(wordsOf(change.event, record.person, sealing))).toContain("Lan");
      expect(JSON.stringify([change.after, change.event])).not.toContain("Lan");
    },
  );

  it("opens what was written only in the event it was written with", () => {
    const { record } = walk(ACCEPTED);
    const { event } = expectDone(attempt(record, authority("receiver"), { move: "complete-step", note: "của bà Lan" }));
    const elsewhere = [
      { ...event, dossierId: "another234567abc" },
      { ...event, version: event.version + 1 },
      { ...event, commandId: "another" },
    ];
    for (const moved of elsewhere) expect(() => wordsOf(moved, record.person, sealing)).toThrow();
  });

  it("lets any receiver of the unit hand on what another accepted", () => {
    const { record } = walk(ACCEPTED);
    const colleague = { sub: "officer-culture-receiver-2", unit: "culture", roles: new Set<Role>(["receiver"]) };
    expect(isRefusal(attempt(record, colleague, { move: "complete-step" }))).toBe(false);
  });

  it("holds a step for its assignee alone", () => {
    const { record } = walk([
      ...ACCEPTED,
      ["division-head", { move: "assign", officer: "officer-culture-specialist" }],
    ]);
    expect(record.dossier).toMatchObject({
      state: "processing",
      assignee: "officer-culture-specialist",
      step: { id: "appraise" },
    });
    const other = { sub: "officer-culture-specialist-9", unit: "culture", roles: new Set<Role>(["specialist"]) };
    expect(attempt(record, other, { move: "complete-step" })).toMatchObject({ refused: "not-your-step" });
  });

  it("assigns nobody of another unit or without the step's role", () => {
    const { record } = walk(ACCEPTED);
    for (const sub of ["officer-tourism-specialist", "officer-culture-cashier", "nobody"]) {
      const outcome = attempt(record, authority("division-head"), { move: "assign", officer: sub });
      expect(outcome).toMatchObject({ refused: "officer-not-eligible", faults: [{ pointer: "/officer" }] });
    }
  });

  it("lets a head claim the specialist's step", () => {
    const head = authority("division-head");
    const { record } = walk([...ACCEPTED, ["division-head", { move: "assign", officer: head.sub }]]);
    expect(isRefusal(attempt(record, head, { move: "complete-step" }))).toBe(false);
  });
});

describe("a route past the head of the division", () => {
  const checking = walk(APPRAISED, submitted(procession), procession).record;
  const byRole = (name: string, request: MoveRequest) =>
    attempt(checking, authority(name), request, MONDAY, procession);

  it("waits for the head, and for nobody else", () => {
    expect(checking.dossier).toMatchObject({ step: { id: "check", role: "division-head" }, assignee: null });
    expect(movesFor(checking.dossier, authority("division-head"), procession)).toContain("complete-step");
    for (const name of ["receiver", "specialist", "leader"]) {
      expect(byRole(name, { move: "complete-step" })).toMatchObject({ refused: "role-missing" });
    }
    expect(byRole("leader", { move: "decide", outcome: "granted" })).toMatchObject({ refused: "move-not-allowed" });
  });

  it("comes to the leader, and to the result", () => {
    const handedOn: [string, MoveRequest][] = [
      ["division-head", { move: "complete-step" }],
      ["leader", { move: "decide", outcome: "granted" }],
      ["receiver", { move: "return-result", method: "counter" }],
    ];
    const { dossier } = walk(handedOn, checking, procession);
    expect(dossier).toMatchObject({ state: "returned", step: { id: "return" } });
  });
});

describe("separation of duties", () => {
  const everyRole = { ...authority("leader"), roles: new Set(Role.options) };

  it.each([
    [
      "accepted it",
      [
        ["everyone", { move: "accept" }],
        ["receiver", { move: "complete-step" }],
        ["specialist", { move: "complete-step" }],
      ],
    ],
    [
      "completed a step",
      [
        ["receiver", { move: "accept" }],
        ["receiver", { move: "complete-step" }],
        ["everyone", { move: "complete-step" }],
      ],
    ],
  ] as [string, [string, MoveRequest][]][])("keeps a leader who %s from deciding", (_, steps) => {
    const record = steps.reduce((current, [by, request]) => {
      const change = expectDone(attempt(current, by === "everyone" ? everyRole : authority(by), request));
      return { ...current, dossier: change.after as Dossier };
    }, submitted(notice));
    const outcome = attempt(record, everyRole, { move: "decide", outcome: "granted" });
    expect(outcome).toMatchObject({ refused: "duties-not-separated" });
  });

  it("keeps one who was assigned an earlier step from deciding, also when it was taken away again", () => {
    const head = authority("division-head");
    const { record } = walk([
      ...ACCEPTED,
      ["division-head", { move: "assign", officer: head.sub }],
      ["division-head", { move: "assign", officer: "officer-culture-specialist" }],
      ["specialist", { move: "complete-step" }],
    ]);
    const alsoLeader = { ...head, roles: new Set<Role>(["division-head", "leader"]) };
    expect(attempt(record, alsoLeader, { move: "decide", outcome: "granted" })).toMatchObject({
      refused: "duties-not-separated",
    });
  });

  it("is a condition of the write too", () => {
    const { record } = walk(APPRAISED);
    const change = expectDone(attempt(record, authority("leader"), { move: "decide", outcome: "granted" }));
    expect(change.notHandledBy).toBe(authority("leader").sub);
  });
});

describe("a decision", () => {
  const { record } = walk(APPRAISED);
  const leader = authority("leader");
  const file = {
    id: "f",
    purpose: "result",
    fileName: "kq.pdf",
    contentType: "application/pdf",
    size: 1,
    sha256: "b".repeat(64),
    by: "x",
    at: MONDAY,
  } as const;
  const decided = { move: "decide", outcome: "granted", resultDocument: "f" } as const;

  it("needs a reason when it denies", () => {
    expect(attempt(record, leader, { move: "decide", outcome: "denied" })).toMatchObject({
      faults: [{ pointer: "/reason" }],
    });
  });

  it("waits for the verdict on its result", () => {
    expect(attempt({ ...record, files: [file] }, leader, decided)).toMatchObject({
      refused: "documents-being-checked",
    });
  });

  it("takes no working paper, no unknown file and no refused one for a result", () => {
    const verdict = { documentId: "f", state: "refused", reason: "malware", at: MONDAY } as const;
    for (const files of [[], [{ ...file, purpose: "working" as const }], [file]]) {
      expect(attempt({ ...record, files, verdicts: [verdict] }, leader, decided)).toMatchObject({
        refused: "document-refused",
      });
    }
  });
});

describe("the one table of moves", () => {
  const stages = {
    submitted: walk([]),
    accepted: walk(ACCEPTED),
    appraise: walk(APPRAISED.slice(0, 2)),
    approve: walk(APPRAISED),
    resolved: walk(RESOLVED),
    "sent back to receive": walk([
      ...ACCEPTED,
      ["receiver", { move: "complete-step" }],
      ["specialist", { move: "send-back", reason: "x" }],
    ]),
    asked: walk([["receiver", SUPPLEMENT]]),
    owing: walk([...ACCEPTED, ["receiver", PAYMENT]]),
    stopped: walk([...ACCEPTED, ["leader", { move: "stop", reason: "x" }]]),
    extended: walk([...ACCEPTED, ["leader", EXTENSION]]),
    refused: walk([["receiver", { move: "refuse", reason: "x" }]]),
    returned: walk([...RESOLVED, ["receiver", { move: "return-result", method: "counter" }]]),
  };
  const requests: Record<string, MoveRequest> = {
    accept: { move: "accept" },
    refuse: { move: "refuse", reason: "x" },
    assign: { move: "assign", officer: "officer-culture-specialist" },
    "complete-step": { move: "complete-step" },
    "send-back": { move: "send-back", reason: "x" },
    "request-supplement": SUPPLEMENT,
    "approve-supplement": { move: "approve-supplement", reason: "x" },
    "request-payment": PAYMENT,
    extend: EXTENSION,
    stop: { move: "stop", reason: "x" },
    decide: { move: "decide", outcome: "granted" },
    "return-result": { move: "return-result", method: "online" },
  };
  const ALLOWED: Record<keyof typeof stages, Record<string, string[]>> = {
    submitted: { receiver: ["accept", "refuse", "request-supplement"] },
    accepted: {
      receiver: ["complete-step", "request-supplement", "request-payment"],
      "division-head": ["assign"],
      leader: ["extend", "stop"],
    },
    appraise: {
      specialist: ["complete-step", "send-back", "request-supplement", "request-payment"],
      "division-head": ["assign"],
      leader: ["extend", "stop"],
    },
    approve: {
      leader: ["send-back", "request-supplement", "request-payment", "decide", "extend", "stop"],
      "division-head": ["assign"],
    },
    "sent back to receive": {
      receiver: ["complete-step", "request-supplement", "request-payment"],
      "division-head": ["assign"],
      leader: ["extend", "stop"],
    },
    asked: {},
    owing: {},
    stopped: {},
    extended: {
      receiver: ["complete-step", "request-supplement", "request-payment"],
      "division-head": ["assign"],
      leader: ["stop"],
    },
    resolved: { receiver: ["return-result"] },
    refused: {},
    returned: {},
  };

  for (const [stage, { record, dossier }] of Object.entries(stages)) {
    for (const role of Role.options) {
      const allowed = ALLOWED[stage as keyof typeof stages][role] ?? [];
      it(`offers a ${role} at ${stage}: ${allowed.join(", ") || "nothing"}; and refuses the rest`, () => {
        const by = authority(role);
        expect(movesFor(dossier, by, notice)).toEqual(allowed);
        for (const move of MOVE_NAMES.filter((name) => !allowed.includes(name))) {
          expect(isRefusal(attempt(record, by, requests[move] as MoveRequest))).toBe(true);
        }
        expect(movesFor(dossier, { ...by, unit: "tourism" }, notice)).toEqual([]);
      });
    }
  }
});
