import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type S3Gate, startS3Gate } from "../../../infra/local/s3-gate/gate.ts";
import { CREDENTIALS } from "./s3-world.ts";
import { newStateDir } from "./stub-world.ts";

const said: string[] = [];
const stops: (() => unknown)[] = [];
const open = async (stateDir: string): Promise<S3Gate> => {
  const gate = await startS3Gate({
    emulatorEndpoint: "http://127.0.0.1:9",
    credentials: CREDENTIALS,
    stateDir,
    onObjectCreated: () => undefined,
    log: () => undefined,
    say: (line) => said.push(line),
  });
  stops.push(gate.stop);
  return gate;
};
afterEach(async () => {
  said.length = 0;
  for (const stop of stops.splice(0)) await stop();
});

describe("the address of S3", () => {
  it("is the same after a restart, so that an upload begun before it can go on", async () => {
    const stateDir = newStateDir();
    const before = await open(stateDir);
    await before.stop();
    expect((await open(stateDir)).endpoint).toBe(before.endpoint);
    expect(said).toEqual([]);
  });

  it("is another where its port has been taken, which is said, and that one is kept", async () => {
    const stateDir = newStateDir();
    const before = await open(stateDir);
    await before.stop();
    const { port } = new URL(before.endpoint);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(port), "127.0.0.1", resolve));
    expect((other.address() as AddressInfo).port).toBe(Number(port));
    const moved = await open(stateDir);
    expect(moved.endpoint).not.toBe(before.endpoint);
    expect(said).toEqual([expect.stringMatching(new RegExp(`^Cổng ${port} .* / Port ${port} of S3 is taken`))]);
    await moved.stop();
    await new Promise((resolve) => other.close(resolve));
    expect((await open(stateDir)).endpoint).toBe(moved.endpoint);
  });

  it("is found anew where what is kept of it cannot be read", async () => {
    const stateDir = newStateDir();
    writeFileSync(`${stateDir}/s3-port`, "no port");
    expect((await open(stateDir)).endpoint).toMatch(/:\d+$/);
  });
});
