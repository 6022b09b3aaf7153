import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { filed, move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";
import { answered, supplement } from "./supplement.ts";

const FREE = "1.004650";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());
afterEach(() => stack.clock(null));

type Line = { from: string; to: string; why: string; reason: string; counts: number; gives: number };
type View = {
  version: number;
  dueAt: string;
  provisional: boolean;
  dueProof: { dueAt: string; pending: boolean; ledger: Line[]; sum: { counts: number; gives: number } } | null;
  clocks: {
    clock: string;
    dueAt: string;
    remainingWorkingMinutes: number;
    pausedSince: string | null;
    late: boolean;
  }[];
  consumed: { unit: number; citizen: number; payment: number; otherAgency: number; post: null };
  blocker: { who: string; reason: string; until: string | null; late: boolean };
  supplementRequests: number;
  countsAsLate: boolean;
};

const mine = async (id: string): Promise<View> =>
  (await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as View;
const made = async (id: string, role: string, body: Record<string, unknown>) =>
  move(stack, `${role}-culture`, id, (await mine(id)).version, body);
const asking = { move: "request-supplement", items: [{ requirement: "notice", reason: "Bản chụp bị mờ" }] };
const answers = async (id: string): Promise<void> => {
  await supplement(stack, "citizen-lan", `/v1/dossiers/${id}`, "notice", ["application/pdf"]);
  await answered(stack, "citizen-lan", `/v1/dossiers/${id}`);
};

describe("the time of a dossier, over HTTP", { timeout: 60_000 }, () => {
  it("is proved line by line, over Tết and a pause", async () => {
    await stack.clock("2021-02-08T10:00:00+07:00");
    const { id } = await filed(stack, FREE);
    expect((await mine(id)).dueProof).toBeNull();
    expect((await made(id, "receiver", { move: "accept" })).status).toBe(200);
    const accepted = await mine(id);
    expect(accepted.dueAt).toMatch(/^2021-02-22T10:0/);
    expect(accepted.dueProof).toMatchObject({ dueAt: accepted.dueAt, pending: false, sum: { counts: 5, gives: 0 } });
    expect(accepted.dueProof?.ledger.map(({ why }) => why)).toEqual([
      "receipt-day",
      "working-day",
      "holiday",
      "weekend",
      "holiday",
      "working-day",
      "weekend",
      "working-day",
    ]);
    expect(accepted.dueProof?.ledger[2]?.reason).toBe("nghỉ lễ (Tết Nguyên đán)");

    await stack.clock("2021-02-17T09:00:00+07:00");
    expect((await made(id, "receiver", asking)).status).toBe(200);
    const paused = await mine(id);
    expect(paused.blocker).toMatchObject({ who: "citizen", late: false });
    expect(paused.clocks.map(({ clock, pausedSince }) => [clock, pausedSince === null])).toEqual([
      ["supplement", true],
      ["whole", false],
      ["step", false],
    ]);
    const left = paused.clocks.find(({ clock }) => clock === "whole")?.remainingWorkingMinutes;

    await stack.clock("2021-02-18T15:00:00+07:00");
    expect((await mine(id)).clocks.find(({ clock }) => clock === "whole")?.remainingWorkingMinutes).toBe(left);
    await answers(id);
    const after = await mine(id);
    // From 09:00 on the 17th to 15:00 on the 18th: 390 minutes of one day and 360 of the next.
    expect(after.dueAt).toMatch(/^2021-02-23T(15:5|16:0)/);
    expect(after.dueProof?.sum.counts).toBe(5);
    expect(after.dueProof?.sum.gives).toBeGreaterThanOrEqual(745);
    expect(after.dueProof?.sum.gives).toBeLessThanOrEqual(752);
    expect(after.consumed.citizen).toBeGreaterThanOrEqual(745);
    expect(after.consumed).toMatchObject({ payment: 0, otherAgency: 0, post: null });
  });

  it("says where it is stuck, until when, and that it is late", async () => {
    await stack.clock("2024-05-06T09:00:00+07:00");
    const { id } = await filed(stack, FREE);
    await made(id, "receiver", { move: "accept" });
    await made(id, "receiver", { move: "complete-step" });
    const { blocker } = await mine(id);
    expect(blocker).toMatchObject({ who: "unit", late: false });
    expect(blocker.reason).toMatch(/đang thực hiện bước “.+”, chậm nhất \d\d:\d\d \d\d\/05\/2024\.$/);
    await stack.clock("2024-05-20T09:00:00+07:00");
    const late = await mine(id);
    expect(late.blocker.late).toBe(true);
    expect(late.blocker.reason).toMatch(/; đã quá hạn từ \d\d:\d\d \d\d\/05\/2024\.$/);
    expect(late.clocks.every((clock) => clock.late && clock.remainingWorkingMinutes < 0)).toBe(true);
  });

  it("stands still for one request; a second needs somebody else's approval and counts as late", async () => {
    const { id } = await filed(stack, FREE);
    await made(id, "receiver", { move: "accept" });
    expect((await made(id, "receiver", asking)).status).toBe(200);
    await answers(id);
    expect(await mine(id)).toMatchObject({ supplementRequests: 1, countsAsLate: false });

    const again = await made(id, "receiver", asking);
    expect([again.status, codeOf(again)]).toEqual([409, "supplement-requested-already"]);
    const approval = { move: "approve-supplement", reason: "Cần thêm bản vẽ hiện trạng" };
    const unreasoned = await made(id, "leader", { move: "approve-supplement" });
    expect([unreasoned.status, codeOf(unreasoned)]).toEqual([400, "body-invalid"]);
    expect((await made(id, "leader", approval)).status).toBe(200);
    expect((await made(id, "receiver", asking)).status).toBe(200);
    await answers(id);
    expect(await mine(id)).toMatchObject({ supplementRequests: 2, countsAsLate: true });
    const third = await made(id, "receiver", asking);
    expect([third.status, codeOf(third)]).toEqual([409, "supplement-requested-already"]);
  });

  it("is extended to the date that a leader promised, once", async () => {
    await stack.clock("2024-05-06T09:00:00+07:00");
    const { id } = await filed(stack, FREE);
    await made(id, "receiver", { move: "accept" });
    const past = await made(id, "leader", { move: "extend", newDueAt: "2024-05-07T09:00:00+07:00", reason: "x" });
    expect([past.status, codeOf(past)]).toEqual([400, "body-invalid"]);
    const mistyped = await made(id, "leader", { move: "extend", newDueAt: "2042-05-20T09:00:00+07:00", reason: "x" });
    expect(mistyped.json).toMatchObject({ errors: [{ pointer: "/newDueAt", code: "calendar-year-missing" }] });
    const extended = await made(id, "leader", { move: "extend", newDueAt: "2024-05-20T09:00:00+07:00", reason: "x" });
    expect(extended.status).toBe(200);
    const { dueAt, dueProof } = await mine(id);
    expect(dueAt).toBe("2024-05-20T09:00:00+07:00");
    expect(dueProof?.ledger.at(-1)).toMatchObject({ why: "extended", to: "2024-05-20T09:00:00+07:00" });
  });
});
