import { afterEach, describe, expect, it } from "vitest";
import { runNotices } from "../../../infra/notices/command.ts";
import { type JsonReply, type JsonRequest, jsonServer } from "../../fakes/json-server.ts";

const LETTER = {
  id: "m-1",
  queue: "sms",
  at: "2026-11-27T08:00:00+07:00",
  receives: 5,
  reason: "receives-spent",
  outboxId: "abcdefghijklmnop:3",
  redrives: 1,
};
let close: () => Promise<void> = async () => {};
afterEach(() => close());

/** Runs the command against a service that answers as told; a local stack's sign-in only where `local`. */
const against = async (
  line: string,
  reply: (request: JsonRequest) => JsonReply,
  { token, local = false }: { token?: string; local?: boolean } = {},
) => {
  const server = await jsonServer((request) => {
    if (request.path !== "/local/token") return reply(request);
    return local ? { body: { access_token: "local-token" } } : { status: 404, body: { title: "not found" } };
  });
  close = server.close;
  const outcome = await runNotices(line.split(" "), { BASE_URL: server.origin, ADMIN_TOKEN: token });
  return { ...outcome, requests: server.requests.filter(({ path }) => path !== "/local/token") };
};
const admin = { token: "t" };

describe("npm run notices", () => {
  it("lists what was given up, of all queues or of one", async () => {
    const { text, exit, requests } = await against("list", () => ({ body: { items: [LETTER], more: true } }), admin);
    expect(exit).toBe(0);
    expect(text).toMatch(/sms +m-1 +receives-spent +×5 +↻1 +abcdefghijklmnop:3\nCòn nữa.*\nThere are more/);
    expect(requests).toMatchObject([
      { method: "GET", path: "/v1/admin/dead-letters", headers: { authorization: "Bearer t" } },
    ]);
    const one = await against("list email", () => ({ body: { items: [], more: false } }), admin);
    expect(one.text).toContain("No message was given up.");
    expect(one.requests[0]?.path).toBe("/v1/admin/dead-letters?queue=email");
  });

  it("signs in by itself at a local stack", async () => {
    const { requests, exit } = await against("show sms m-1", () => ({ body: LETTER }), { local: true });
    expect([exit, requests[0]?.path]).toEqual([0, "/v1/admin/dead-letters/sms/m-1"]);
    expect(requests[0]?.headers.authorization).toBe("Bearer local-token");
  });

  it("asks for a token where it is no local stack, and ends with 1", async () => {
    const { text, exit, requests } = await against("list", () => ({ body: {} }));
    expect([exit, requests]).toEqual([1, []]);
    expect(text).toMatch(/đặt ADMIN_TOKEN[\s\S]*set ADMIN_TOKEN/);
  });

  it("redrives one and says which time it was", async () => {
    const { text, exit, requests } = await against("redrive sms m-1", () => ({ body: { redrives: 2 } }), admin);
    expect([exit, requests[0]?.method, requests[0]?.path]).toEqual([
      0,
      "POST",
      "/v1/admin/dead-letters/sms/m-1/redrive",
    ]);
    expect(text).toBe("Đã gửi lại, lần thứ 2 trong 3 lần được phép.\nSent again: 2 of the 3 times allowed.");
  });

  it("redrives all until none is left, names what stays, and ends with 1 where anything does", async () => {
    let calls = 0;
    const { text, exit } = await against(
      "redrive sms --all",
      () => {
        calls += 1;
        return calls === 1
          ? { body: { redriven: 40, refused: [], left: true } }
          : { body: { redriven: 2, refused: [{ ...LETTER, refused: "redrives-spent" }], left: false } };
      },
      admin,
    );
    expect([exit, calls]).toEqual([1, 2]);
    expect(text).toMatch(/Đã gửi lại 42, còn lại 1\.\n42 sent again, 1 stay\.\n.*m-1.*redrives-spent/);
    const none = await against("redrive sms --all", () => ({ body: { redriven: 1, refused: [], left: false } }), admin);
    expect(none.exit).toBe(0);
  });

  it("says what the service says where it refuses, in the language that was asked for", async () => {
    const problem = { title: "Thông điệp không đọc được", detail: "Xem reason." };
    const { text, exit, requests } = await against(
      "redrive sms p --lang en",
      () => ({ status: 409, body: problem }),
      admin,
    );
    expect([exit, text]).toEqual([1, "409 Thông điệp không đọc được\nXem reason."]);
    expect(requests[0]?.headers["accept-language"]).toBe("en");
  });

  it("says that a token is not accepted, and nothing of the token", async () => {
    const { text, exit } = await against("list", () => ({ status: 401, body: {} }), { token: "secret-token" });
    expect([exit, text]).toEqual([1, expect.stringContaining("ADMIN_TOKEN is not accepted")]);
    expect(text).not.toContain("secret-token");
  });

  it("says that nobody answers, or not as our service does", async () => {
    const silent = await runNotices(["list"], { BASE_URL: "http://127.0.0.1:9", ADMIN_TOKEN: "t" });
    expect([silent.exit, silent.text]).toEqual([1, expect.stringContaining("cannot be reached")]);
    const { text, exit } = await against("list", () => ({ text: "<html>" }), admin);
    expect([exit, text]).toEqual([1, expect.stringContaining("without JSON")]);
    const bad = await runNotices(["list"], { BASE_URL: "motcua", ADMIN_TOKEN: "t" });
    expect([bad.exit, bad.text]).toEqual([1, expect.stringContaining("BASE_URL is no address")]);
  });

  it.each(["", "lst", "show sms", "redrive sms", "redrive --all", "list sms email", "list --all", "list --nope"])(
    "shows how it is used, and ends with 1, for %j",
    async (line) => {
      const outcome = await runNotices(line.split(" ").filter(Boolean), { BASE_URL: "http://127.0.0.1:9" });
      expect([outcome.exit, outcome.text]).toEqual([1, expect.stringContaining("npm run notices -- list")]);
    },
  );

  it("explains itself", async () => {
    expect(await runNotices(["--help"], {})).toEqual({ exit: 0, text: expect.stringContaining("ADMIN_TOKEN") });
  });
});
