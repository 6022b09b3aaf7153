import { describe, expect, it } from "vitest";
import { afterOccurrence, foldState, isSettled, type Occurrence } from "../../../shared/domain/payments/fold.ts";
import { IntentState } from "../../../shared/domain/payments/intent.ts";

const success: Occurrence = { kind: "success", demand: "open", late: false };
const failed: Occurrence = { kind: "failed" };
const suspect: Occurrence = { kind: "suspect" };
const unsettled: Occurrence = { kind: "unsettled" };
const expired: Occurrence = { kind: "expired" };
const cancelled: Occurrence = { kind: "cancelled" };
const NOTICES = [success, failed, suspect, unsettled];
const ALL = [...NOTICES, expired, cancelled];

/** Every sequence of `length` of the occurrences, repetition included. */
const sequences = (of: readonly Occurrence[], length: number): Occurrence[][] =>
  length === 0 ? [[]] : sequences(of, length - 1).flatMap((head) => of.map((next) => [...head, next]));

const upToFour = (of: readonly Occurrence[]): Occurrence[][] =>
  [0, 1, 2, 3, 4].flatMap((length) => sequences(of, length));

const kinds = (sequence: readonly Occurrence[]): string =>
  [...new Set(sequence.map(({ kind }) => kind))].sort().join(" ");

describe("the state of an intent", () => {
  it.each<[string, Occurrence[], IntentState]>([
    ["nothing heard", [], "pending"],
    ["a success", [success], "paid"],
    ["a failure", [failed], "failed"],
    ["a failure, then a success", [failed, success], "paid"],
    ["a success, then a failure", [success, failed], "paid"],
    ["a suspicion", [suspect], "held"],
    ["a suspicion that is cleared", [suspect, success], "paid"],
    ["a suspicion, then a failure", [suspect, failed], "held"],
    ["an unfinished transaction", [unsettled], "pending"],
    ["its expiry", [expired], "expired"],
    ["a success after its expiry", [expired, success], "late-paid"],
    ["a success after it was cancelled", [cancelled, success], "late-paid"],
    ["a suspicion after its expiry", [expired, suspect], "held"],
    ["a late success", [{ ...success, late: true }], "late-paid"],
    ["a success for a demand that is paid", [{ ...success, demand: "paid" }], "duplicate-paid"],
    ["a late success for a demand that is paid", [{ ...success, demand: "paid", late: true }], "duplicate-paid"],
    ["a success for a demand that is gone", [{ ...success, demand: "gone" }], "late-paid"],
  ])("after %s", (_, sequence, state) => {
    expect(foldState(sequence)).toBe(state);
  });

  it("is one and the same for every order and repetition of the same notices, up to four", () => {
    const states = new Map<string, Set<IntentState>>();
    for (const sequence of upToFour(NOTICES)) {
      const found = states.get(kinds(sequence)) ?? new Set();
      states.set(kinds(sequence), found.add(foldState(sequence)));
    }
    expect(states.size).toBe(16);
    expect([...states].filter(([, found]) => found.size !== 1)).toEqual([]);
  });

  it("loses no money: in every order of up to four occurrences a success is a settled state", () => {
    for (const sequence of upToFour(ALL)) {
      const paid = sequence.some(({ kind }) => kind === "success");
      expect(isSettled(foldState(sequence)), JSON.stringify(sequence)).toBe(paid);
    }
  });

  it("is never paid without a success, and never refunded by a notice", () => {
    for (const sequence of upToFour(ALL)) {
      expect(["refund-due", "refunded"]).not.toContain(foldState(sequence));
    }
  });

  it("does not move from a settled state, whatever comes", () => {
    for (const state of IntentState.options.filter(isSettled)) {
      for (const occurrence of ALL) expect(afterOccurrence(state, occurrence)).toBe(state);
    }
  });

  it("is defined for every state and occurrence, and the same occurrence twice changes nothing more", () => {
    for (const state of IntentState.options) {
      for (const occurrence of ALL) {
        const once = afterOccurrence(state, occurrence);
        expect(IntentState.options).toContain(once);
        expect(afterOccurrence(once, occurrence)).toBe(once);
      }
    }
  });
});
