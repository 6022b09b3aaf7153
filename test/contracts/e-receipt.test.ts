import { afterEach, describe, expect, it } from "vitest";
import { eReceiptProvider } from "../../shared/adapters/e-receipt/provider.ts";
import type { ReceiptOrder } from "../../shared/domain/payments/e-receipt.ts";
import { type JsonReply, type JsonRequest, jsonServer } from "../fakes/json-server.ts";

const anOrder = (changes: Partial<ReceiptOrder> = {}): ReceiptOrder => ({
  number: "BL-2026/000001",
  dossierCode: "000.00.04.H40-261122-0001",
  agency: "Sở Văn hóa, Thể thao và Du lịch",
  items: [{ name: "Phí thẩm định", kind: "fee", amount: 650_000 }],
  amount: 650_000,
  payer: { fullName: "Trần Thị Lan", address: "Nam Định" },
  method: "vnpay",
  providerReference: "14980726",
  paidAt: "2026-11-22T01:05:00.000Z",
  ...changes,
});

const RECEIPT = {
  series: "01BLP0-001",
  number: "0000001",
  lookUpUrl: "https://bienlai.example/tra-cuu/abc",
  issuedAt: "2026-11-22T08:05:10+07:00",
};
const ISSUED = { answer: "issued", receipt: { ...RECEIPT, issuedAt: "2026-11-22T01:05:10.000Z" } };

const servers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const providerOf = async (reply: (request: JsonRequest) => JsonReply) => {
  const server = await jsonServer(reply);
  servers.push(server);
  const provider = eReceiptProvider({ baseUrl: `${server.origin}/v1`, token: async () => "a-token" });
  return { provider, requests: server.requests };
};

/** A provider that keeps its promise: a number is issued once; `repeats` is how it answers the second time. */
const aProvider = (repeats: "again" | "conflict") => {
  const receipts = new Map<string, object>();
  let last = 0;
  return providerOf(({ method, path, body }) => {
    if (method === "GET") {
      const found = receipts.get(decodeURIComponent(path.split("/").at(-1) ?? ""));
      return found ? { body: found } : { status: 404, body: {} };
    }
    const { reference, amount } = body as { reference: string; amount: number };
    const known = receipts.get(reference);
    if (known) return repeats === "again" ? { body: known } : { status: 409, body: {} };
    last += 1;
    const made = { ...RECEIPT, reference, amount, number: String(last).padStart(7, "0") };
    receipts.set(reference, made);
    return { status: 201, body: made };
  });
};

describe("an e-receipt", () => {
  it("is issued under our number, with what was paid for", async () => {
    const { provider, requests } = await aProvider("again");
    expect(await provider.issue(anOrder())).toEqual(ISSUED);
    const { number, ...rest } = anOrder();
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: "/v1/receipts",
      headers: { authorization: "Bearer a-token", "idempotency-key": number },
      body: { reference: number, currency: "VND", ...rest },
    });
  });

  it.each(["again", "conflict"] as const)("asked for twice is the same receipt (%s)", async (repeats) => {
    const { provider } = await aProvider(repeats);
    const first = await provider.issue(anOrder());
    expect(await provider.issue(anOrder())).toEqual(first);
    expect(await provider.issue(anOrder({ number: "BL-2026/000002" }))).toMatchObject({
      receipt: { number: "0000002" },
    });
  });

  it.each(["again", "conflict"] as const)("of another amount under a used number is refused (%s)", async (repeats) => {
    const { provider } = await aProvider(repeats);
    await provider.issue(anOrder());
    expect(await provider.issue(anOrder({ amount: 1 }))).toEqual({
      answer: "refused",
      code: "number-used",
      reason: "issued for 650000",
    });
  });

  it("is found by our number, or known not to be there", async () => {
    const { provider } = await aProvider("again");
    expect(await provider.find("BL-2026/000001")).toEqual({ answer: "unknown" });
    await provider.issue(anOrder());
    expect(await provider.find("BL-2026/000001")).toEqual(ISSUED);
  });

  it.each<[string, JsonReply, object]>([
    [
      "a reason",
      { status: 422, body: { code: "tax-code", reason: "Mã số thuế không tồn tại" } },
      { code: "tax-code", reason: "Mã số thuế không tồn tại" },
    ],
    ["none", { status: 400, body: {} }, { code: "status-400", reason: "" }],
  ])("may be refused with %s", async (_, reply, expected) => {
    const { provider } = await providerOf(() => reply);
    expect(await provider.issue(anOrder())).toEqual({ answer: "refused", ...expected });
  });

  const whole = { ...RECEIPT, reference: "BL-2026/000001", amount: 650_000 };
  it.each<[string, JsonReply, string]>([
    ["a fault", { status: 500, body: { code: "x", reason: "y" } }, "fault"],
    ["a key that is refused", { status: 401, body: {} }, "status-401"],
    ["no JSON", { text: "<html>" }, "not-json"],
    ["a redirect", { status: 302, headers: { location: "/elsewhere" }, body: {} }, "redirected"],
    ["a receipt without a number", { body: { ...whole, number: "" } }, "not-a-receipt"],
    ["an address that is not https", { body: { ...whole, lookUpUrl: "http://bienlai.example" } }, "not-a-receipt"],
    ["another's receipt", { body: { ...whole, reference: "BL-2026/000009" } }, "about-another"],
  ])("is neither issued nor refused, and none is known, by %s", async (_, reply, why) => {
    const { provider } = await providerOf(() => reply);
    expect(await provider.issue(anOrder())).toEqual({ answer: "unreachable", why });
    expect(await provider.find("BL-2026/000001")).toEqual({ answer: "unreachable", why });
  });

  it("is asked for again where its number is said to be used and is not found", async () => {
    const { provider } = await providerOf(({ method }) => ({ status: method === "GET" ? 404 : 409, body: {} }));
    expect(await provider.issue(anOrder())).toEqual({ answer: "unreachable", why: "number-used-and-unknown" });
  });
});
