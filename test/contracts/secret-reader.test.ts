import { describe, expect, it } from "vitest";
import { vnpayNoticeReader } from "../../shared/adapters/vnpay/notice-reader.ts";
import { signedQuery } from "../../shared/adapters/vnpay/signature.ts";
import { aVault, ResourceNotFoundException } from "../fakes/vault.ts";

describe("the reader of secrets", () => {
  it("keeps what it read for five minutes of the clock", async () => {
    const { secrets, calls, clock, versions } = aVault({ AWSCURRENT: "one" });
    expect(await secrets.read("vnpay")).toEqual({ current: "one" });
    versions.AWSCURRENT = "two";
    clock.now += 299_999;
    expect(await secrets.read("vnpay")).toEqual({ current: "one" });
    clock.now += 1;
    expect(await secrets.read("vnpay")).toEqual({ current: "two" });
    expect(calls).toHaveLength(2);
  });

  it("reads again when the clock was set back", async () => {
    const { secrets, calls, clock } = aVault({ AWSCURRENT: "one" });
    await secrets.read("vnpay");
    clock.now -= 1;
    await secrets.read("vnpay");
    expect(calls).toHaveLength(2);
  });

  it("shares one call among reads at the same time", async () => {
    const { secrets, calls } = aVault({ AWSCURRENT: "one" });
    await Promise.all(Array.from({ length: 20 }, () => secrets.read("vnpay")));
    expect(calls).toEqual(["AWSCURRENT"]);
  });

  it("does not keep a failed read", async () => {
    const { secrets, faults } = aVault({ AWSCURRENT: "one" });
    faults.push(new Error("busy"));
    await expect(secrets.read("vnpay")).rejects.toThrow("busy");
    expect(await secrets.read("vnpay")).toEqual({ current: "one" });
  });

  it("keeps what it had where a fresher copy could not be had", async () => {
    const { secrets, faults, calls, clock } = aVault({ AWSCURRENT: "one" });
    await secrets.read("origin");
    clock.now += 60_000;
    faults.push(new Error("busy"));
    await expect(secrets.read("origin", 0)).rejects.toThrow("busy");
    expect(await secrets.read("origin")).toEqual({ current: "one" });
    expect(calls).toHaveLength(2);
    clock.now += 240_000;
    await secrets.read("origin");
    expect(calls).toHaveLength(3);
  });

  it("keeps secrets apart", async () => {
    const { secrets, calls } = aVault({ AWSCURRENT: "one" });
    await secrets.read("vnpay");
    await secrets.read("dossier-keys");
    expect(calls).toHaveLength(2);
  });

  it("asks for the pending version only when it is wanted", async () => {
    const { secrets, calls } = aVault({ AWSCURRENT: "one", AWSPENDING: "two" });
    expect(await secrets.read("vnpay")).toEqual({ current: "one" });
    expect(calls).toEqual(["AWSCURRENT"]);
    expect(await secrets.readWithPending("vnpay")).toEqual({ current: "one", pending: "two" });
  });

  it("finds it normal that there is no pending version, and remembers that too", async () => {
    const { secrets, calls } = aVault({ AWSCURRENT: "one" });
    expect(await secrets.readWithPending("vnpay")).toEqual({ current: "one" });
    expect(await secrets.readWithPending("vnpay")).toEqual({ current: "one" });
    expect(calls).toEqual(["AWSCURRENT", "AWSPENDING"]);
  });

  it("fails for a secret that does not exist", async () => {
    const { secrets } = aVault({});
    await expect(secrets.readWithPending("vnpay")).rejects.toThrow(ResourceNotFoundException);
  });
});

describe("VNPAY's calls while its key is rotated", () => {
  const secretOf = (hashSecret: string) => JSON.stringify({ tmnCode: "MOTCUA01", hashSecret });
  const call = (key: string) => signedQuery({ vnp_TxnRef: "abcdefgh234567aab7k2q9", vnp_Amount: "100" }, key);

  it("are believed under the old and the new key", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old"), AWSPENDING: secretOf("new") });
    const read = vnpayNoticeReader(vault.secrets, "vnpay");
    expect([(await read(call("old"))).valid, (await read(call("new"))).valid]).toEqual([true, true]);
  });

  it("are believed under a key that was staged after the last read", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old") });
    const read = vnpayNoticeReader(vault.secrets, "vnpay");
    expect((await read(call("old"))).valid).toBe(true);
    vault.versions.AWSPENDING = secretOf("new");
    vault.clock.now += 15_000;
    expect((await read(call("new"))).valid).toBe(true);
  });

  it("are believed while the pending version is still empty", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old"), AWSPENDING: "" });
    expect((await vnpayNoticeReader(vault.secrets, "vnpay")(call("old"))).valid).toBe(true);
  });

  it("cost a flood of forgeries no more than a read of the secret every fifteen seconds", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old") });
    const read = vnpayNoticeReader(vault.secrets, "vnpay");
    for (let forged = 0; forged < 100; forged += 1) {
      vault.clock.now += 100;
      expect((await read(call("forged"))).valid).toBe(false);
    }
    expect(vault.calls.length).toBeLessThanOrEqual(4);
  });
});
