import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { refusedLife, wholeLife } from "../../infra/local/demo/life.ts";
import { filed, settledParameters } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());

const quiet = (): void => undefined;

/** Messages of a code once as many as expected are there and no more come. */
const told = async (code: string, count: number) => {
  await eventually("the messages", async () => ((await stack.messages(code)).length >= count ? true : undefined));
  return stack.messages(code);
};

describe("the life of a dossier", { timeout: 60_000 }, () => {
  it("with a fee: filed, paid, received, appraised, decided, returned, and told of each change once", async () => {
    const life = await wholeLife(stack.client, "1.004623", quiet);
    const messages = await told(life.code, 12);
    expect(messages.filter(({ channel }) => channel === "sms")).toHaveLength(6);
    expect(messages.filter(({ channel }) => channel === "email")).toHaveLength(6);
    expect(new Set(messages.map(({ channel, reference }) => `${channel} ${reference}`)).size).toBe(12);
    const view = (await stack.call(null, "GET", life.trackingUrl)).json as Record<string, unknown>;
    expect(view).toMatchObject({ state: "returned", nationalStatus: 10, blocker: { who: "none" } });
    expect((view.history as { what: string }[]).map(({ what }) => what)).toEqual([
      "dossier-submitted",
      "payment-started",
      "payment-confirmed",
      "dossier-accepted",
      "step-completed",
      "step-completed",
      "dossier-decided",
      "result-returned",
    ]);
  });

  it("without a fee: received at once, and told five times by each way", async () => {
    const life = await wholeLife(stack.client, "1.004650", quiet);
    expect(await told(life.code, 10)).toHaveLength(10);
    const payments = await stack.call("citizen-lan", "POST", `/v1/dossiers/${life.id}/payments`, {
      body: { provider: "vnpay" },
    });
    expect(payments.status).toBe(409);
  });

  it("that ends in a refusal, with its reason", async () => {
    const life = await refusedLife(stack.client, "1.004650", quiet);
    const view = (await stack.call("citizen-lan", "GET", `/v1/dossiers/${life.id}`)).json;
    expect(view).toMatchObject({ state: "refused", refusal: { reason: "Ma-két chưa có chữ ký" } });
    expect(await told(life.code, 4)).toHaveLength(4);
  });
});

describe("what the citizen is told", { timeout: 60_000 }, () => {
  it("is one SMS part without diacritics, and never a name or a number of identity", async () => {
    const { code } = await filed(stack, "1.004650");
    const messages = await told(code, 2);
    for (const { channel, body } of messages) {
      expect(body).not.toContain("036190001234");
      if (channel !== "sms") continue;
      expect(body).toMatch(/^[\x20-\x7e\n]{1,160}$/);
      expect(body).not.toContain("Lan");
    }
  });
});

describe("following a dossier", { timeout: 60_000 }, () => {
  it("by code and secret, and by the link: who has it, since when, what it waits for; nothing of the applicant", async () => {
    const life = await filed(stack, "1.004623");
    const lookup = await stack.call(null, "POST", "/v1/lookups", {
      body: { code: life.code, secret: life.lookupSecret },
    });
    const tracking = await stack.call(null, "GET", life.trackingUrl);
    expect(lookup.status).toBe(200);
    expect(lookup.json).toEqual(tracking.json);
    expect(lookup.json).toMatchObject({
      state: "payment-due",
      nationalStatus: 6,
      submittedAt: null,
      acceptBy: null,
      unit: { id: "tourism" },
      blocker: { who: "payment" },
    });
    for (const personal of ["Lan", "036190001234", "0912345678", "Trần Hưng Đạo"]) {
      expect(JSON.stringify(lookup.json)).not.toContain(personal);
    }
  });

  it("answers a wrong secret and an unknown code with the same bytes, and the sixth wrong guess with 429", async () => {
    const { code, lookupSecret } = await filed(stack, "1.004650");
    const guess = (guessed: string, secret: string) =>
      stack.call(null, "POST", "/v1/lookups", { body: { code: guessed, secret } });
    const wrong = await guess(code, "WRONGWRONG");
    const unknown = await guess("H42.12-000101-0001", "WRONGWRONG");
    expect((await guess("\ufdfa".repeat(60), "x")).status).toBe(404);
    expect((await guess(" ", "x")).status).toBe(404);
    const bytes = ({ json }: { json: unknown }) => JSON.stringify({ ...(json as object), instance: "" });
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    expect(bytes(wrong)).toBe(bytes(unknown));
    for (const guessed of [code, "H42.12-000101-0001"]) {
      for (let more = 2; more <= 5; more += 1) expect((await guess(guessed, "WRONGWRONG")).status).toBe(404);
      const sixth = await guess(guessed, "WRONGWRONG");
      expect(sixth.status).toBe(429);
      expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect((await guess(code, lookupSecret)).status).toBe(429);
  });
});

describe("a payment by VNPAY", { timeout: 60_000 }, () => {
  const started = async () => {
    const life = await filed(stack, "1.004623");
    const { json } = await stack.call("citizen-lan", "POST", `/v1/dossiers/${life.id}/payments`, {
      body: { provider: "vnpay" },
    });
    return { life, reference: (json as { reference: string }).reference };
  };
  const stateOf = async (id: string) =>
    ((await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as { state: string }).state;

  it("shows its page to the citizen", async () => {
    const life = await filed(stack, "1.004623");
    const { json } = await stack.call("citizen-lan", "POST", `/v1/dossiers/${life.id}/payments`, {
      body: { provider: "vnpay" },
    });
    const { redirectUrl, amount } = json as { redirectUrl: string; amount: number };
    const page = await fetch(redirectUrl);
    expect([page.status, amount]).toEqual([200, 650_000]);
    expect(await page.text()).toContain("650.000");
  });

  it("is open once, whoever asks again", async () => {
    const { life, reference } = await started();
    const second = await stack.call("citizen-lan", "POST", `/v1/dossiers/${life.id}/payments`, {
      body: { provider: "vnpay" },
    });
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ payment: { reference, state: "pending" } });
    const { redirectUrl } = (second.json as { payment: { redirectUrl: string } }).payment;
    expect((await fetch(redirectUrl)).status).toBe(200);
  });

  it("is believed from the signed IPN alone: not from the return, nor a forged, altered or wrong notice", async () => {
    const { life, reference } = await started();
    const good = await settledParameters(stack, reference);
    const query = await stack.signed(good);
    const answer = async (text: string) => (await stack.ipn(text)).RspCode;
    const flipped = query.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(await answer(flipped)).toBe("97");
    expect(await answer(query.replace("vnp_Amount=65000000", "vnp_Amount=65000001"))).toBe("97");
    expect(await answer(`${query}&vnp_Extra=1`)).toBe("97");
    expect(await answer(`${query}&vnp_Amount=65000000`)).toBe("97");
    expect(await answer(query.replace(/&vnp_SecureHash=.*/, ""))).toBe("97");
    expect(await answer(await stack.signed({ ...good, vnp_Amount: "100" }))).toBe("04");
    expect(await answer(await stack.signed({ ...good, vnp_TxnRef: `${"a".repeat(22)}` }))).toBe("01");
    expect((await stack.call(null, "GET", `/v1/payments/vnpay/return?${query}`)).json).toMatchObject({
      state: "pending",
    });
    expect(await stateOf(life.id)).toBe("payment-due");

    const copies = await Promise.all(Array.from({ length: 5 }, () => answer(query)));
    expect(copies.sort()).toEqual(["00", "02", "02", "02", "02"]);
    expect(await answer(`${query}&utm_source=x`)).toBe("02");
    expect(await stateOf(life.id)).toBe("submitted");
    expect(await told(life.code, 4)).toHaveLength(4);
  });

  it("that failed first and succeeded later is applied; one that is suspect waits for a person", async () => {
    const { life, reference } = await started();
    const failed = { vnp_ResponseCode: "24", vnp_TransactionStatus: "02", vnp_TransactionNo: "0" };
    expect((await stack.ipn(await stack.signed(await settledParameters(stack, reference, failed)))).RspCode).toBe("00");
    expect(await stateOf(life.id)).toBe("payment-due");
    expect((await stack.ipn(await stack.signed(await settledParameters(stack, reference)))).RspCode).toBe("00");
    expect(await stateOf(life.id)).toBe("submitted");

    const other = await started();
    const suspect = { vnp_ResponseCode: "07", vnp_TransactionStatus: "07" };
    expect(
      (await stack.ipn(await stack.signed(await settledParameters(stack, other.reference, suspect)))).RspCode,
    ).toBe("00");
    expect(await stateOf(other.life.id)).toBe("payment-due");
    const payments = (await stack.call("citizen-lan", "GET", `/v1/dossiers/${other.life.id}/payments`)).json as {
      state: string;
    }[];
    expect(payments[0]?.state).toBe("held");
    const again = await stack.call("citizen-lan", "POST", `/v1/dossiers/${other.life.id}/payments`, {
      body: { provider: "vnpay" },
    });
    expect(again.json).toMatchObject({ status: 409, payment: { state: "held" } });
    expect((again.json as { payment: object }).payment).not.toHaveProperty("redirectUrl");
  });
});
