import { DeleteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FilesDependencies } from "../../../functions/dossiers/dependencies.ts";
import { getDossier } from "../../../functions/dossiers/get-dossier.ts";
import { lookUpDossier } from "../../../functions/dossiers/look-up-dossier.ts";
import { trackDossier } from "../../../functions/dossiers/track-dossier.ts";
import { deliverEmail } from "../../../functions/notifications/deliver-email.ts";
import type { ApplicantDependencies } from "../../../functions/notifications/deliver-to-applicant.ts";
import type { OfficeDependencies } from "../../../functions/office/dependencies.ts";
import { getOfficeDossier } from "../../../functions/office/get-office-dossier.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { hmacUnder, sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { codeStore } from "../../../shared/adapters/dynamodb/code-store.ts";
import { dossierStore } from "../../../shared/adapters/dynamodb/dossier-store.ts";
import { eventKey, personKey } from "../../../shared/adapters/dynamodb/keys.ts";
import { noticeStore, toldOf } from "../../../shared/adapters/dynamodb/notice-store.ts";
import { type ChangeSet, hashOfEvent } from "../../../shared/domain/dossiers/change-set.ts";
import { lookupSecretOf, trackingTokenOf, trackingUrlOf } from "../../../shared/domain/dossiers/dossier-secrets.ts";
import { createDraft } from "../../../shared/domain/dossiers/draft.ts";
import { makeMove } from "../../../shared/domain/dossiers/moves/make-move.ts";
import { admitSubmission, codeOf, submitDossier } from "../../../shared/domain/dossiers/submit-dossier.ts";
import type { Email } from "../../../shared/domain/notifications/render-email.ts";
import {
  act,
  calendar,
  expectDone,
  fullContent,
  LAN,
  MONDAY,
  officer,
  procedure,
  terms,
} from "../../builders/dossier.ts";
import { aNoticeWorld, poolOf } from "../../builders/notice-world.ts";
import { emulatedTable } from "../../contracts/emulated-table.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";
import { withLog } from "../boundary/captured-log.ts";

const REASON = "Thiếu bản sao căn cước của bà Lan";
const CODE = codeOf("H42.11", MONDAY, 1);
const version = await procedure("1.004650");
const hmac = hmacUnder("a key of the test");
const links = {
  of: async (dossier: { id: string; linkVersion: number }) => ({
    lookupSecret: lookupSecretOf(dossier, hmac),
    trackingToken: trackingTokenOf(dossier, hmac),
    trackingUrl: trackingUrlOf("http://localhost:3000", dossier, hmac),
  }),
};
const receiver = (() => {
  const found = organisationRegister.officer("officer-culture-receiver");
  if (!found) throw new Error("no receiver");
  return { ...found, kind: "officer" as const };
})();

let table: Awaited<ReturnType<typeof emulatedTable>>;
let refused: ChangeSet;
let dependencies: FilesDependencies & OfficeDependencies;
const sent: string[] = [];

const common = {
  query: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: MONDAY,
  correlationId: "test",
  command: undefined,
  ifMatch: undefined,
  body: undefined,
};

/** Everything that is asked about the dossier, as one text, with the state it tells. */
const asked = async () => {
  const id = refused.event.dossierId;
  const of = await links.of({ id, linkVersion: 1 });
  const citizen = { kind: "citizen" as const, sub: "citizen-lan", name: "Lan" };
  const body = { code: CODE, secret: of.lookupSecret };
  const path = { token: of.trackingToken };
  return {
    own: await getDossier({ ...common, identity: citizen, path: { id } }, dependencies),
    office: await getOfficeDossier({ ...common, identity: receiver, path: { id } }, dependencies),
    lookup: await lookUpDossier({ ...common, identity: undefined, path: undefined, body }, dependencies),
    tracking: await trackDossier({ ...common, identity: undefined, path, query: {} }, dependencies),
  };
};

const told = async () => {
  const { dossierId, version: number, commandId } = refused.event;
  const notices = noticeStore(table);
  const message = { outboxId: `${dossierId}:${number}`, dossierId, commandId };
  const { email } = aNoticeWorld().workers;
  const desk = {
    ...email,
    notices,
    trackingUrl: async () => "",
    now: () => MONDAY,
    pool: poolOf("ses", async (mail) => void sent.push(JSON.stringify(mail))),
  };
  await withLog(() => deliverEmail(message, desk as ApplicantDependencies<Email>, { queueArn: "" }));
  return (await toldOf(table)(dossierId)).notices;
};

beforeAll(async () => {
  table = await emulatedTable();
});
afterAll(() => table?.stop());

/** A dossier that was filed and refused, with a reason. */
beforeAll(async () => {
  const store = dossierStore(table);
  const wordsKey = sealing.newKey();
  const submitter = { kind: "citizen", sub: "citizen-lan" } as const;
  const content = fullContent(version);
  const owner = "citizen:citizen-lan";
  const filing = { version, channel: "online", submitter, owner, content, wordsKey } as const;
  const draft = expectDone(createDraft(filing, act(LAN), sha256));
  const verdicts = draft.documents.map(({ id }) => ({ documentId: id, state: "clean" as const, at: MONDAY }));
  const rest = { person: draft.person, documents: draft.documents, files: [], verdicts, intents: [], refunds: [] };
  const record = { dossier: draft.after, ...rest };
  const admission = expectDone(admitSubmission(record, version, new Set(), { calendar, terms }, MONDAY));
  const filed = submitDossier(admission, CODE, act(LAN), sha256);
  if (!filed.after) throw new Error("nothing was filed");
  refused = expectDone(
    makeMove(
      { move: "refuse", reason: REASON },
      {
        record: { dossier: filed.after, ...rest },
        version,
        calendar,
        terms,
        officer: { sub: receiver.sub, unit: receiver.unit, roles: new Set(receiver.roles) },
        colleague: organisationRegister.officer,
        act: act(officer(receiver.sub)),
        digest: sha256,
        sealing,
      },
    ),
  );
  for (const change of [draft, filed, refused]) expect(await store.commit(change)).toBe("committed");
  dependencies = {
    store,
    codes: codeStore(table),
    told: toldOf(table),
    links,
    catalogue: shippedCatalogue,
    register: organisationRegister,
    calendar: async () => calendar,
    terms,
    digest: sha256,
    sealing,
    storage: { arrived: async () => new Set() },
  } as never;
});

describe("the words of an officer", () => {
  it("are read by the applicant and the unit, and erased with the person; lookup, tracking and chain stay", async () => {
    const before = await asked();
    expect(before.own).toMatchObject({ body: { refusal: { reason: REASON } } });
    expect(JSON.stringify(before.office)).toContain(REASON);
    expect(JSON.stringify([before.lookup, before.tracking])).not.toContain("Lan");

    const { dossierId, commandId } = refused.event;
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: personKey(dossierId) }));
    const after = await asked();
    expect([after.lookup, after.tracking]).toEqual([before.lookup, before.tracking]);
    expect([after.own, after.office]).toEqual([
      expect.objectContaining({ refused: "dossier-not-found" }),
      expect.objectContaining({ refused: "dossier-not-found" }),
    ]);
    expect(await told()).toMatchObject([{ state: "skipped", reason: "person-erased" }]);
    expect(sent).toEqual([]);

    let head = "";
    for (const { hash, ...unhashed } of await dossierStore(table).readEvents(dossierId)) {
      expect(unhashed.previousHash).toBe(head);
      expect(hashOfEvent(unhashed, sha256)).toBe(hash);
      head = hash;
    }
    const Key = eventKey(dossierId, commandId);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    expect(Item?.sealed).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(Item?.sealed).includes("Lan")).toBe(false);
  });
});
