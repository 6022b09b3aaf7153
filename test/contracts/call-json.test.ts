import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson } from "../../shared/adapters/http/call-json.ts";
import { jsonServer } from "../fakes/json-server.ts";

const PAGES: Record<string, Parameters<typeof jsonServer>[0]> = {
  "/ok": ({ body }) => ({ body: { heard: body } }),
  "/refused": () => ({ status: 409, body: { error: "busy" } }),
  "/fault": () => ({ status: 500, body: { error: "busy" } }),
  "/elsewhere": () => ({ status: 302, headers: { location: "/ok" }, body: {} }),
  "/page": () => ({ status: 200, text: "<html>Bad gateway</html>" }),
  "/large": () => ({ body: "x".repeat(256 * 1024) }),
  "/full": () => ({ body: "x".repeat(256 * 1024 - 2) }),
  "/silent": () => "silence",
};

describe("a call of a provider", () => {
  let server: Awaited<ReturnType<typeof jsonServer>>;
  beforeAll(async () => {
    server = await jsonServer((request) => PAGES[request.path]?.(request) ?? { status: 404, body: {} });
  });
  afterAll(() => server.close());

  it("sends JSON and answers with the JSON that came", async () => {
    expect(await callJson(`${server.origin}/ok`, { body: { a: "ă" } })).toEqual({
      kind: "answered",
      status: 200,
      body: { heard: { a: "ă" } },
    });
    expect(server.requests.at(-1)).toMatchObject({ method: "POST", headers: { "content-type": "application/json" } });
  });

  it("leaves the meaning of a status to its caller", async () => {
    expect(await callJson(`${server.origin}/refused`)).toEqual({
      kind: "answered",
      status: 409,
      body: { error: "busy" },
    });
  });

  it("takes an answer of 256 KB", async () => {
    expect((await callJson(`${server.origin}/full`)).kind).toBe("answered");
  });

  it.each([
    ["a redirect, which it does not follow", "/elsewhere", "redirected"],
    ["what is not JSON", "/page", "not-json"],
    ["a fault of the other side, whatever it says", "/fault", "fault"],
    ["more than 256 KB", "/large", "too-large"],
    ["silence", "/silent", "timeout"],
  ])("fails without throwing for %s", async (_, path, why) => {
    expect(await callJson(`${server.origin}${path}`, { patienceMs: 300 })).toEqual({ kind: "failed", why });
    expect(server.requests.at(-1)?.path).toBe(path);
  });

  it("fails without throwing where nobody answers", async () => {
    const gone = await jsonServer(() => "silence");
    await gone.close();
    expect(await callJson(gone.origin)).toEqual({ kind: "failed", why: "unreached" });
  });
});
