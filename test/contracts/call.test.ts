import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { call } from "../../shared/adapters/http/call.ts";
import { aServer, type Behaviour } from "../fakes/http-server.ts";

describe("a call of a provider", () => {
  let server: Awaited<ReturnType<typeof aServer>>;
  beforeAll(async () => {
    server = await aServer();
  });
  beforeEach(() => void server.asked.splice(0));
  afterAll(() => server.close());

  const when = (behaviour: Behaviour, patienceMs = 5_000) => {
    server.host.behave = () => behaviour;
    return call(`${server.url}/pay`, { body: { name: "Nộp phí" }, patienceMs });
  };

  it("sends JSON and brings back the bytes as they came", async () => {
    const body = '{ "amount": 1e5, "message": "Thành công" }';
    expect(await when({ status: 200, body })).toEqual({ kind: "answered", status: 200, bytes: Buffer.from(body) });
    expect(server.asked).toMatchObject([
      { method: "POST", path: "/pay", body: '{"name":"Nộp phí"}', headers: { "content-type": "application/json" } },
    ]);
  });

  it("may only ask, with headers of its own", async () => {
    server.host.behave = () => ({ body: "{}" });
    await call(`${server.url}/pay`, { method: "GET", headers: { "x-api-key": "k" } });
    expect(server.asked).toMatchObject([{ method: "GET", body: "", headers: { "x-api-key": "k" } }]);
  });

  it("is answered also where the provider refuses", async () => {
    expect(await when({ status: 422, body: '{"resultCode":7000}' })).toMatchObject({ kind: "answered", status: 422 });
  });

  it.each<[string, Behaviour, string]>([
    ["has a fault", { status: 500, body: '{"resultCode":0}' }, "fault"],
    ["is silent behind a gateway", { status: 504, body: "<html>" }, "gateway"],
    ["is unavailable", { status: 503, body: "<html>" }, "fault"],
    ["cuts the connection", "cut", "network"],
    ["says nothing", "silent", "timeout"],
    ["stops in the middle of its answer", "stuck", "timeout"],
    ["never ends its answer", "endless", "too-large"],
    ["answers with more than it should", { body: " ".repeat(256 * 1024 + 1) }, "too-large"],
  ])("has failed where the provider %s", async (_, behaviour, why) => {
    expect(await when(behaviour, why === "timeout" ? 200 : 5_000)).toEqual({ kind: "failed", why });
    expect(server.asked).toHaveLength(1);
  });

  it("never goes where it is sent on to", async () => {
    const sentOn = await when({ status: 307, body: "", headers: { location: `${server.url}/elsewhere` } });
    expect(sentOn).toEqual({ kind: "failed", why: "redirected" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/pay"]);
  });

  it("has failed where nobody is there", async () => {
    const gone = await aServer();
    await gone.close();
    expect(await call(gone.url)).toEqual({ kind: "failed", why: "unreached" });
  });
});
