import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { createDraft } from "../../../shared/domain/dossiers/draft.ts";
import { admitSubmission, codeOf } from "../../../shared/domain/dossiers/submit-dossier.ts";
import { isRefusal, type Refusal } from "../../../shared/domain/foundation/refusal.ts";
import type { TextField } from "../../../shared/domain/procedures/form-schema.ts";
import {
  act,
  calendar,
  declared,
  draft,
  fullContent,
  LAN,
  MONDAY,
  procedure,
  submitted,
  terms,
} from "../../builders/dossier.ts";
import { withForm } from "../../builders/form.ts";

const card = await procedure("1.004623");
const notice = await procedure("1.004650");
const reissue = await procedure("1.004614");
const adjustment = await procedure("1.000963");
const karaoke = await procedure("1.001029");
const admit = (record: ReturnType<typeof draft>, version = card, arrived = new Set<string>()) =>
  admitSubmission(record, version, arrived, { calendar, terms }, MONDAY);
const pointers = (outcome: unknown) => (outcome as Refusal).faults?.map(({ pointer }) => pointer);

describe("a submission", () => {
  it("asks for the fee first where one is due before receipt", () => {
    const { dossier } = submitted(card);
    expect(dossier.state).toBe("payment-due");
    expect(dossier).toMatchObject({ demand: { amount: 650_000 }, step: { dueAt: null } });
    expect(dossier).not.toHaveProperty("submittedAt");
  });

  it("is received at once where nothing is due, to be accepted within 8 working hours", () => {
    const { dossier } = submitted(notice);
    expect(dossier).toMatchObject({ state: "submitted", submittedAt: MONDAY, acceptBy: "2026-11-24T01:30:00.000Z" });
  });

  it("is refused whole while a required paper is missing, each named", () => {
    const content = fullContent(card);
    const record = draft(card, { ...content, documents: (content.documents ?? []).slice(1) });
    const outcome = admit(record);
    expect(outcome).toMatchObject({ refused: "dossier-incomplete" });
    expect(pointers(outcome)).toEqual([`/documents/${card.documents[0]?.id}`]);
  });

  it("names every gap of the applicant, the form and the delivery together", () => {
    const { documents } = fullContent(card);
    const outcome = admit(draft(card, { ...(documents ? { documents } : {}) }));
    expect(pointers(outcome)).toEqual(
      expect.arrayContaining(["/applicant/fullName", "/applicant/phone", "/delivery/method"]),
    );
    expect(pointers(outcome)?.some((pointer) => pointer.startsWith("/form/"))).toBe(true);
  });

  it("asks an address of those who want the result by post", () => {
    const outcome = admit(draft(card, { ...fullContent(card), delivery: { method: "post" } }));
    expect(pointers(outcome)).toEqual(["/delivery/address"]);
  });

  it("does not take an organisation where the procedure is for individuals", () => {
    const content = fullContent(card);
    const applicant = { ...content.applicant, kind: "organisation" as const, taxCode: "0100109106" };
    expect(pointers(admit(draft(card, { ...content, applicant })))).toEqual(["/applicant/kind"]);
  });

  it("asks for a paper where an answer makes it one, and not elsewhere", () => {
    const content = fullContent(reissue);
    const documents = (content.documents ?? []).filter(({ requirement }) => requirement !== "change-evidence");
    const because = (reason: string) => {
      const form = { ...content.form, reason, cardNumber: "148160001", changes: "Họ và tên", lossCircumstances: "Rơi" };
      return pointers(admit(draft(reissue, { ...content, case: "on-site", form, documents }), reissue));
    };
    expect(because("information-changed")).toEqual(["/documents/change-evidence"]);
    expect(because("damaged")).toBeUndefined();
  });

  it("asks of the form what its case asks", () => {
    const content = fullContent(adjustment);
    const { adjustedRooms: _, formerOwner: __, ...form } = content.form ?? {};
    const lacks = (chosen: string) =>
      pointers(admit(draft(adjustment, { ...content, case: chosen, form }), adjustment));
    expect(lacks("rooms")).toEqual(["/form/adjustedRooms"]);
    expect(lacks("owner-changed")).toEqual(["/form/formerOwner"]);
  });

  it("asks of the form and of the papers what whom it is for and how it is filed ask", () => {
    const email = notice.form.properties.email as TextField;
    const asked = {
      ...notice,
      form: withForm(notice, {
        required: notice.form.required,
        allOf: notice.form.allOf,
        properties: { ...notice.form.properties, email: { ...email, "x-when": [{ applicants: ["individual"] }] } },
      }).form,
      documents: notice.documents.map((paper) =>
        paper.id === "event-document" ? { ...paper, required: true, when: [{ channels: ["online" as const] }] } : paper,
      ),
    };
    const { email: _, ...form } = fullContent(notice).form ?? {};
    const record = draft(notice, { ...fullContent(notice), form });
    expect(pointers(admit(record, asked))).toEqual(["/form/email", "/documents/event-document"]);
    const organisation = { ...record.person.applicant, kind: "organisation" as const, taxCode: "0100109106" };
    const company = { ...record, person: { ...record.person, applicant: organisation } };
    expect(pointers(admit(company, asked))).toEqual(["/documents/event-document"]);
    const taken = { ...company, dossier: { ...company.dossier, channel: "counter" as const } };
    expect(isRefusal(admit(taken, asked))).toBe(false);
  });

  it("asks the fee of the rooms that are listed", () => {
    const content = fullContent(karaoke);
    const room = (content.form?.rooms as unknown[] | undefined)?.[0];
    const fee = (many: number) => {
      const form = { ...content.form, area: "city", rooms: Array.from({ length: many }, () => room) };
      return admit(draft(karaoke, { ...content, form }), karaoke);
    };
    expect([3, 4, 6].map(fee)).toMatchObject(
      [4_000_000, 6_000_000, 12_000_000].map((amount) => ({ demand: { amount } })),
    );
  });

  it("waits for a verdict on a file that has arrived, and asks for one that has not", () => {
    const record = { ...draft(card), verdicts: [] };
    const all = new Set(record.documents.map(({ id }) => id));
    expect(admit(record, card, all)).toMatchObject({ refused: "documents-being-checked", retryAfterSeconds: 2 });
    expect(admit(record, card, new Set())).toMatchObject({ refused: "dossier-incomplete" });
  });

  it("says why a file was refused before it says that others are being checked", () => {
    const record = draft(card);
    const [first, ...others] = record.documents;
    const bad = { documentId: first?.id ?? "", state: "refused", reason: "malware", at: MONDAY } as const;
    const outcome = admit({ ...record, verdicts: [bad] }, card, new Set(others.map(({ id }) => id)));
    expect(outcome).toMatchObject({ refused: "document-refused", faults: [{ code: "malware" }] });
  });

  it("asks the calendar nothing where the fee comes first", () => {
    const beyond = "2031-01-06T01:30:00.000Z";
    expect(admitSubmission(draft(card), card, new Set(), { calendar, terms }, beyond)).toMatchObject({
      acceptBy: null,
    });
    const free = admitSubmission(draft(notice), notice, new Set(), { calendar, terms }, beyond);
    expect(free).toMatchObject({ refused: "calendar-year-missing" });
  });

  it("happens once: a filed dossier is not filed again", () => {
    expect(admit(submitted(notice), notice)).toMatchObject({ refused: "move-not-allowed" });
  });

  it("numbers the day with four digits and never cuts a fifth", () => {
    expect(codeOf("H42.12", MONDAY, 7)).toBe("H42.12-261123-0007");
    expect(codeOf("H42.12", MONDAY, 12_345)).toBe("H42.12-261123-12345");
    expect(codeOf("H42.12", "2026-11-22T17:30:00.000Z", 1)).toContain("-261123-");
  });
});

describe("a draft", () => {
  it("may be empty", () => {
    expect(isRefusal(draft(card, {}))).toBe(false);
  });

  it.each([
    ["a paper that the procedure does not list", { documents: [declared("nonsense")] }, "/documents/0/requirement"],
    [
      "a type that the paper does not accept",
      { documents: [{ ...declared(card.documents[0]?.id ?? ""), contentType: "text/html" }] },
      "/documents/0/contentType",
    ],
    [
      "a file larger than the paper may be",
      { documents: [{ ...declared(card.documents[0]?.id ?? ""), size: (card.documents[0]?.maxBytes ?? 0) + 1 }] },
      "/documents/0/size",
    ],
    [
      "the same file twice",
      { documents: [declared(card.documents[0]?.id ?? ""), declared(card.documents[0]?.id ?? "")] },
      "/documents/1",
    ],
    ["a case that the procedure does not have", { case: "nonsense" }, "/case"],
    ["a form field that does not exist", { form: { nonsense: 1 } }, "/form/nonsense"],
  ])("refuses %s, and nothing comes of it", (_, content, pointer) => {
    const submitter = { kind: "citizen", sub: "citizen-lan" } as const;
    const owner = "citizen:citizen-lan";
    const request = { version: card, channel: "online", submitter, owner, content, wordsKey: "" } as const;
    const outcome = createDraft(request, act(LAN), sha256);
    expect(outcome).toMatchObject({ refused: "draft-invalid" });
    expect(pointers(outcome)).toEqual([pointer]);
  });

  it("has the same id when the same command comes again", () => {
    const submitter = { kind: "citizen", sub: "citizen-lan" } as const;
    const request = { version: card, channel: "online", submitter, owner: "o", content: {}, wordsKey: "" } as const;
    const once = act(LAN);
    const [a, b] = [createDraft(request, once, sha256), createDraft(request, once, sha256)];
    expect(a).toEqual(b);
  });
});
