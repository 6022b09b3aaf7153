import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createIdentityStub } from "../../../infra/local/stubs/identity.ts";
import { startStubWorld } from "./stub-world.ts";

const HOUR = 3_600_000;
const open = (stateDir?: string) =>
  startStubWorld(async (context) => [
    await createIdentityStub(stateDir === undefined ? context : { ...context, stateDir }),
  ]);

let world: Awaited<ReturnType<typeof open>>;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

const tokenFor = async (body: unknown): Promise<string> => {
  const response = await world.send("POST", "/local/token", body);
  expect(response.status).toBe(200);
  const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
  expect(expires_in).toBe(8 * 3600);
  return access_token;
};

const verify = async (issuer: string, token: string, currentDate = new Date()) => {
  const discovery = (await (await world.get(`/local/issuers/${issuer}/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  expect(discovery.issuer).toBe(`${world.origin}/local/issuers/${issuer}`);
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
  return (await jwtVerify(token, keys, { issuer: discovery.issuer, audience: `mot-cua-${issuer}`, currentDate }))
    .payload;
};

describe("the local issuers", () => {
  it("give a citizen a token of the citizen issuer with the claims of the contract", async () => {
    world = await open();
    const claims = await verify("citizen", await tokenFor({ persona: "citizen-lan" }));
    expect(claims).toMatchObject({
      sub: "citizen-lan",
      name: "Nguyễn Thị Lan",
      identity_number: "036195004821",
      phone_number: "0912345678",
    });
    expect(claims).not.toHaveProperty("roles");
  });

  it("give an officer a token that the citizen issuer's keys do not verify", async () => {
    world = await open();
    const token = await tokenFor({ persona: "leader-culture" });
    expect((await verify("officer", token)).roles).toEqual(["leader"]);
    await expect(verify("citizen", token)).rejects.toThrow();
  });

  it("choose the issuer of free claims by roles, kind or iss", async () => {
    world = await open();
    expect((await verify("officer", await tokenFor({ claims: { sub: "x", roles: ["admin"] } }))).sub).toBe("x");
    expect((await verify("citizen", await tokenFor({ claims: { sub: "y", tax_code: "0600987652" } }))).sub).toBe("y");
    const claims = { sub: "z", kind: "citizen", roles: ["leader"] };
    expect(await verify("citizen", await tokenFor({ claims }))).toMatchObject({ sub: "z", roles: ["leader"] });
    const iss = `${world.origin}/local/issuers/officer`;
    expect((await verify("officer", await tokenFor({ claims: { sub: "w", iss } }))).sub).toBe("w");
  });

  it("sign an expired token where the caller asks for one", async () => {
    world = await open();
    await expect(verify("citizen", await tokenFor({ claims: { sub: "x", exp: 1 } }))).rejects.toThrow(/exp/);
  });

  it("make tokens good for eight hours of the machine's clock and of the moved one", async () => {
    world = await open();
    const machine = Date.now();
    for (const moved of [Date.parse("2021-01-04T01:00:00Z"), machine + 400 * 24 * HOUR]) {
      vi.useFakeTimers({ toFake: ["Date"], now: moved });
      const token = await tokenFor({ persona: "citizen-minh" });
      vi.useRealTimers();
      for (const clock of [machine, moved]) {
        await verify("citizen", token, new Date(clock + 1000));
        await verify("citizen", token, new Date(clock + 8 * HOUR - 2000));
      }
    }
  });

  it("end a token after eight hours of the clock that stands still", async () => {
    world = await open();
    const token = await tokenFor({ persona: "citizen-minh" });
    await expect(verify("citizen", token, new Date(Date.now() + 8 * HOUR + 5000))).rejects.toThrow(/exp/);
  });

  it("keep their keys over a restart", async () => {
    world = await open();
    const first = await tokenFor({ persona: "citizen-lan" });
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(decodeProtectedHeader(await tokenFor({ persona: "citizen-lan" })).kid).toBe(
      decodeProtectedHeader(first).kid,
    );
  });

  it("answer 404 for an unknown persona and 400 for a body without one", async () => {
    world = await open();
    const unknown = await world.send("POST", "/local/token", { persona: "nobody" });
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get("content-type")).toContain("application/problem+json");
    expect((await world.send("POST", "/local/token", {})).status).toBe(400);
    expect((await world.send("POST", "/local/token", [])).status).toBe(400);
  });

  it("list the personas with what a caller needs to choose one", async () => {
    world = await open();
    const list = (await (await world.get("/local/personas")).json()) as { persona: string }[];
    expect(list.find(({ persona }) => persona === "specialist-tourism-2")).toEqual({
      persona: "specialist-tourism-2",
      kind: "officer",
      name: "Đỗ Thùy Dương",
      sub: "officer-tourism-specialist-2",
      unit: "tourism",
      roles: ["specialist"],
    });
    expect(Object.keys(list[0] ?? {})).toEqual(["persona", "kind", "name", "sub"]);
  });
});
