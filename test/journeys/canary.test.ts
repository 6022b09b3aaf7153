import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, upload } from "../../infra/local/demo/client.ts";
import { completeDraft, type Filed, move, type Upload } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";

/** Values that stand for a person and their words; each is long and odd enough to be found wherever it went. */
const CANARIES = {
  fullName: "Trần Thị Hoàng Yến Canary",
  identityNumber: "036190777123",
  phone: "0987654123",
  email: "hoangyen.canary@example.com",
  address: "Ngõ Canary số 77",
  formText: "Noidung Canary trong don",
  fileName: "giay-khai-canary.pdf",
  officerNote: "Ghi chú canary của cán bộ",
  refusalReason: "Lý do canary từ chối",
};

let stack: JourneyStack;
/** Every address that the service gave out. */
const urls: string[] = [];

const urlsIn = (value: unknown): string[] => JSON.stringify(value ?? "").match(/https?:[^"\\]+/g) ?? [];

const called: JourneyStack["call"] = async (...given) => {
  const reply = await stack.call(...given);
  urls.push(...urlsIn(reply.json), reply.headers.get("location") ?? "");
  return reply;
};

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** As text, as a query writes it and as base64 may carry it: whole, since the offset within is unknown. */
const spellings = (canary: string): string[] => [
  canary,
  encodeURIComponent(canary),
  encodeURIComponent(canary).replaceAll("%20", "+"),
  JSON.stringify(canary)
    .slice(1, -1)
    .replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
  canary.normalize("NFD"),
];

const found = (text: string): string[] =>
  Object.entries(CANARIES).flatMap(([name, canary]) =>
    spellings(canary).some((one) => text.includes(one)) ? [name] : [],
  );

/** A dossier full of canaries, from the draft over faults of every kind to a refusal with an officer's words. */
const live = async (): Promise<Filed> => {
  const { fullName, identityNumber, phone, email, address, formText, fileName } = CANARIES;
  const { body, papers } = await completeDraft(stack, "1.004650");
  const form = Object.fromEntries(
    Object.entries(body.form as Record<string, unknown>).map(([name, value]) =>
      typeof value === "string" && /^\p{L}+ \p{L}+/u.test(value) ? [name, formText] : [name, value],
    ),
  );
  const personal = {
    ...body,
    applicant: { kind: "individual", fullName, identityNumber, phone, email, address },
    form,
    documents: body.documents.map((document) => ({ ...document, fileName })),
    delivery: { method: "post", address },
  };
  const faulty = { ...personal, applicant: { ...personal.applicant, phone: `${phone}99`, surprise: fullName } };
  await called("citizen-lan", "POST", "/v1/dossiers", { body: faulty });
  await called("citizen-lan", "POST", "/v1/dossiers", { raw: `{"applicant":{"fullName":"${fullName}"` });
  await called("citizen-lan", "GET", `/v1/dossiers/${encodeURIComponent(fullName)}`);
  await called(null, "GET", `/v1/tracking/${encodeURIComponent(identityNumber)}?name=${encodeURIComponent(fullName)}`);
  await called(null, "GET", `/v1/payments/vnpay/ipn?vnp_OrderInfo=${encodeURIComponent(fullName)}`);
  await called(null, "GET", `/v1/${encodeURIComponent(address)}`);
  const created = await called("citizen-lan", "POST", "/v1/dossiers", { body: personal });
  expect(created.status).toBe(201);
  const { id, uploads } = created.json as { id: string; uploads: Upload[] };
  await Promise.all(
    uploads.map(async (target) => {
      const paper = papers.find(({ declaration }) => declaration.requirement === target.requirement);
      if (paper) await upload(target, paper.bytes);
    }),
  );
  const filed = await eventually("the papers are checked", async () => {
    const reply = await called("citizen-lan", "POST", `/v1/dossiers/${id}/submission`, { body: {} });
    return codeOf(reply) === "documents-being-checked" ? undefined : (reply.json as Filed);
  });
  const receiver = "receiver-culture";
  const { officerNote, refusalReason } = CANARIES;
  await move(stack, receiver, id, filed.version, { move: "refuse", reason: "" });
  await move(stack, receiver, id, 1, { move: "accept", note: officerNote });
  const refused = await move(stack, receiver, id, filed.version, {
    move: "refuse",
    reason: refusalReason,
    legalBasis: officerNote,
  });
  expect(refused.status).toBe(200);
  await called("citizen-lan", "GET", `/v1/dossiers/${id}`);
  for (const { documentId } of uploads) {
    const download = await called("citizen-lan", "GET", `/v1/dossiers/${id}/documents/${documentId}`);
    expect(download.status).toBe(302);
  }
  await called(receiver, "GET", `/v1/office/dossiers/${id}`);
  return filed;
};

beforeAll(async () => {
  stack = await journeyStack();
  const { code } = await live();
  await eventually("the messages", async () => ((await stack.messages(code)).length >= 4 ? true : undefined));
}, 90_000);
afterAll(() => stack?.close());

describe.skipIf(process.env.JOURNEY_URL !== undefined)("what is personal", () => {
  const textsIn = (folder: string): [string, string][] =>
    filesUnder(join(stack.folder ?? "", folder)).map((file) => [file, readFileSync(file, "utf8")]);

  it("was told to the applicant, so that a search for it can find it", async () => {
    const messages = await stack.messages();
    expect(found(JSON.stringify(messages))).toEqual(expect.arrayContaining(["fullName", "email", "refusalReason"]));
    expect(found(encodeURIComponent(CANARIES.address))).toEqual(["address"]);
  });

  it("stands in no log", () => {
    const logs = textsIn("logs");
    expect(logs.length).toBeGreaterThan(10);
    expect(logs.some(([, text]) => text.includes("request-refused"))).toBe(true);
    for (const [file, text] of logs) expect([file, found(text)]).toEqual([file, []]);
  });

  it("stands in no queue, nor in what the relay keeps of the stream", () => {
    const queues = [...textsIn("sqs"), ...textsIn("streams")];
    expect(queues.some(([file]) => statSync(file).size > 0)).toBe(true);
    expect(queues.some(([, text]) => text.includes("outboxId"))).toBe(true);
    for (const [file, text] of queues) expect([file, found(text)]).toEqual([file, []]);
  });

  it("stands in no address that was given out", () => {
    expect(urls.filter((url) => url.includes("X-Amz-Signature")).length).toBeGreaterThan(0);
    expect(urls.filter((url) => found(url).length > 0)).toEqual([]);
  });
});
