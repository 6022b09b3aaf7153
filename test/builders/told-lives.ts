import fc from "fast-check";
import type { Channel } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierEvent, EventName } from "../../shared/domain/dossiers/event.ts";
import type { DossierState } from "../../shared/domain/dossiers/state.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { Told } from "../../shared/domain/reporting/recount.ts";

const HOUR = 3_600_000;
const BEGIN = millisOf("2020-12-28T01:00:00.000Z");

type Choice = { what: EventName; to: DossierState; received: "before" | "after" | "either" };

/** What may happen next in a state, as the table of moves has it. */
const CHOICES: Partial<Record<DossierState, Choice[]>> = {
  "payment-due": [
    { what: "payment-confirmed", to: "submitted", received: "before" },
    { what: "payment-confirmed", to: "processing", received: "after" },
    { what: "dossier-stopped", to: "stopped", received: "either" },
    { what: "dossier-withdrawn", to: "withdrawn", received: "either" },
  ],
  submitted: [
    { what: "dossier-accepted", to: "accepted", received: "before" },
    { what: "dossier-accepted", to: "payment-due", received: "before" },
    { what: "dossier-refused", to: "refused", received: "before" },
    { what: "dossier-withdrawn", to: "withdrawn", received: "before" },
    { what: "supplement-requested", to: "awaiting-supplement", received: "before" },
  ],
  accepted: [
    { what: "dossier-assigned", to: "processing", received: "after" },
    { what: "dossier-extended", to: "accepted", received: "after" },
    { what: "supplement-requested", to: "awaiting-supplement", received: "after" },
    { what: "dossier-withdrawn", to: "withdrawn", received: "after" },
  ],
  processing: [
    { what: "step-completed", to: "processing", received: "after" },
    { what: "dossier-extended", to: "processing", received: "after" },
    { what: "dates-corrected", to: "processing", received: "after" },
    { what: "supplement-requested", to: "awaiting-supplement", received: "after" },
    { what: "payment-requested", to: "payment-due", received: "after" },
    { what: "dossier-decided", to: "resolved", received: "after" },
    { what: "dossier-stopped", to: "stopped", received: "after" },
  ],
  "awaiting-supplement": [
    { what: "supplement-answered", to: "submitted", received: "before" },
    { what: "supplement-answered", to: "processing", received: "after" },
    { what: "dossier-stopped", to: "stopped", received: "either" },
  ],
  resolved: [{ what: "result-returned", to: "returned", received: "after" }],
  returned: [{ what: "dossier-rated", to: "returned", received: "after" }],
};

const UNITS = ["culture", "tourism", "sport"];
const HANDED_ON = new Set<EventName>(["step-completed", "dossier-assigned", "dossier-accepted"]);
const METHODS = ["online", "counter", "post"] as const;
const REDATED = new Set<EventName>(["dossier-accepted", "dossier-extended", "dates-corrected", "supplement-answered"]);

type Draw = { choice: number; hours: number; due: number | null; number: number };

const walked = (
  dossierId: string,
  channel: Channel,
  unit: string,
  first: DossierState,
  draws: readonly Draw[],
): Told => {
  let waited = false;
  let holder = unit;
  const events: DossierEvent[] = [];
  let state: DossierState = first;
  let received = false;
  let rated = false;
  let millis = BEGIN;
  const push = (what: EventName, from: DossierState | null, to: DossierState, { due, number }: Draw): void => {
    const waits = to === "payment-due";
    const changed = {
      ...(waits === waited ? {} : ({ waitsFor: waits ? (received ? "request" : "submission") : null } as const)),
      ...(REDATED.has(what) ? { dueAt: due === null ? null : instantOf(millis + due * HOUR) } : {}),
    };
    waited = waits;
    const facts = {
      ...(what === "dossier-submitted" ? { channel } : {}),
      ...(what === "dossier-decided" ? { electronic: number % 2 === 0 } : {}),
      ...(what === "result-returned" ? { method: METHODS[number % 3] ?? "online" } : {}),
      ...(what === "dossier-rated" ? { overall: (number % 5) + 1 } : {}),
    };
    if (HANDED_ON.has(what)) holder = UNITS[number % UNITS.length] as string;
    events.push({
      dossierId,
      commandId: `command-${events.length + 1}`,
      version: events.length + 2,
      at: instantOf(millis),
      actor: { kind: number % 3 === 0 ? "officer" : "provider", id: "somebody" },
      what,
      from,
      to,
      code: "000.00.01.H40-201228-0001",
      unit: holder,
      facts,
      changed,
      bodyHash: "",
      previousHash: "",
      hash: btoa(`${dossierId} ${events.length + 2}`),
    });
  };
  push("dossier-submitted", "draft", first, { choice: 0, hours: 0, due: null, number: 0 });
  for (const draw of draws) {
    millis += draw.hours * HOUR;
    const choices = (CHOICES[state] ?? []).filter(
      ({ received: when, what }) =>
        (when === "either" || (when === "after") === received) && !(rated && what === "dossier-rated"),
    );
    const chosen = choices[draw.choice % Math.max(1, choices.length)];
    if (chosen === undefined) break;
    push(chosen.what, state, chosen.to, draw);
    state = chosen.to;
    received ||= chosen.what === "dossier-accepted";
    rated ||= chosen.what === "dossier-rated";
  }
  return { events, procedure: "1.004650", field: `field of ${unit}` };
};

const draw = fc.record({
  choice: fc.nat(60),
  hours: fc.nat(200),
  due: fc.option(fc.nat(300), { freq: 8 }),
  number: fc.nat(100),
});

/** Dossiers with lives of any kind, as their events tell them. */
export const toldLives = fc
  .array(
    fc.record({
      channel: fc.constantFrom<Channel>("online", "counter", "post"),
      unit: fc.constantFrom("culture", "tourism"),
      first: fc.constantFrom<DossierState>("submitted", "payment-due"),
      draws: fc.array(draw, { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ channel, unit, first, draws }, number) =>
      walked(`dossier${String(number).padStart(9, "0")}`, channel, unit, first, draws),
    ),
  );
