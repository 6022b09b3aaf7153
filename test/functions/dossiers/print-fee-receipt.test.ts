import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import type { ReceiptDependencies } from "../../../functions/dossiers/dependencies.ts";
import * as own from "../../../functions/dossiers/print-fee-receipt.ts";
import * as office from "../../../functions/office/print-office-fee-receipt.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import type { Sheet } from "../../../shared/domain/slips/sheet.ts";
import { draft, procedure, submitted } from "../../builders/dossier.ts";
import { aPaidIntent, TRACKING_URL } from "../../builders/fee-receipt.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

const version = await procedure("1.004623");
const older = aPaidIntent({ id: "older", receipt: "1/BL1", paidAt: "2026-11-23T02:00:00.000Z" });
const newer = aPaidIntent({ id: "newer", receipt: "1/BL2", paidAt: "2026-11-24T02:00:00.000Z" });
const { receipt: _, ...unpaid } = aPaidIntent({ id: "unpaid" });
const waived = aPaidIntent({ id: "waived", provider: "waiver" });

const store = new MemoryDossiers();
const drawn: Sheet[] = [];
const wired = (): ReceiptDependencies => ({
  store,
  catalogue: shippedCatalogue,
  register: organisationRegister,
  links: { of: async () => ({ lookupSecret: "", trackingToken: "", trackingUrl: TRACKING_URL }) },
  printer: {
    pdf: async (sheet) => {
      drawn.push(sheet);
      return new TextEncoder().encode("%PDF-");
    },
  },
});

const LAN = { sub: "citizen-lan", name: "Lan" };
const MINH = { sub: "citizen-minh", name: "Minh" };
const officer = (sub: string, role: string) => ({ sub, name: "O", roles: `[${role}]` });
const doors = {
  "its owner": [http(own.spec, wired, own.printFeeReceipt), LAN],
  "a cashier of its unit": [
    http(office.spec, wired, office.printOfficeFeeReceipt),
    officer("officer-tourism-cashier", "cashier"),
  ],
} as const;
type Door = (typeof doors)[keyof typeof doors];

const ask = async ([handler]: Door, claims: Record<string, string>, id: string, query: Record<string, string> = {}) => {
  const event = httpEvent({ method: "GET", pathParameters: { id }, query, claims });
  const { statusCode, headers = {}, body = "" } = await handler(event, NO_CONTEXT);
  return { status: statusCode, headers, body };
};

const kept = (record: DossierRecord, intents: DossierRecord["intents"]): string => {
  store.records.set(record.dossier.id, { ...record, intents });
  return record.dossier.id;
};

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
beforeEach(() => {
  drawn.length = 0;
});

describe.each(Object.entries(doors))("a fee receipt, asked for by %s", (_name, door) => {
  const [, claims] = door;

  it("is a file to keep, of the payment made last, that nobody keeps on the way", async () => {
    const { status, headers, body } = await ask(door, claims, kept(submitted(version), [newer, unpaid, older]));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="fee-receipt-1_BL2.pdf"',
      "cache-control": "no-store",
    });
    expect(Buffer.from(body, "base64").toString()).toBe("%PDF-");
    const text = JSON.stringify(drawn);
    for (const words of ["Số: 1/BL2", "Nguyễn Thị Lan", TRACKING_URL]) expect(text).toContain(words);
  });

  it("is that of the payment which is named", async () => {
    expect((await ask(door, claims, kept(submitted(version), [newer, older]), { payment: "older" })).status).toBe(200);
    expect(drawn[0]?.title).toContain("1/BL1");
  });

  it.each([
    ["nothing is paid", [unpaid], {}],
    ["the fee was waived", [waived], {}],
    ["the payment named is not there", [newer], { payment: "none" }],
    ["the payment named is not paid", [newer, unpaid], { payment: "unpaid" }],
  ] as const)("is none where %s, and says what to do", async (_why, intents, query) => {
    const { status, body } = await ask(door, claims, kept(submitted(version), [...intents]), query);
    expect([status, JSON.parse(body).type]).toEqual([404, expect.stringMatching(/fee-receipt-not-found$/)]);
    expect(JSON.parse(body).detail).toContain("hãy chờ vài phút");
    expect(drawn).toEqual([]);
  });

  it("takes no other question", async () => {
    const { status } = await ask(door, claims, kept(submitted(version), [newer]), { intent: "older" });
    expect(status).toBe(400);
  });
});

describe("a fee receipt of others", () => {
  it.each([
    ["another citizen", doors["its owner"], MINH],
    ["an officer of another unit", doors["a cashier of its unit"], officer("officer-culture-cashier", "cashier")],
  ] as const)("is unknown to %s", async (_who, door, claims) => {
    const { status, body } = await ask(door, claims, kept(submitted(version), [newer]));
    expect([status, JSON.parse(body).type]).toEqual([404, expect.stringMatching(/dossier-not-found$/)]);
    expect(drawn).toEqual([]);
  });

  it("is refused to who is no officer by the register", async () => {
    const claims = officer("officer-nobody", "cashier");
    const door = doors["a cashier of its unit"];
    expect((await ask(door, claims, kept(submitted(version), [newer]))).status).toBe(403);
  });

  it("is none of a draft", async () => {
    const { body } = await ask(doors["its owner"], LAN, kept(draft(version), []));
    expect(JSON.parse(body).type).toMatch(/fee-receipt-not-found$/);
  });
});
