import { describe, expect, it } from "vitest";
import { listNotices } from "../../../functions/dossiers/list-notices.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import type { Notice } from "../../../shared/domain/notifications/notice.ts";
import { aDossier, DOSSIER_ID } from "../../builders/notice.ts";

const NOTICE: Notice = {
  outboxId: `${DOSSIER_ID}:3`,
  channel: "sms",
  state: "delivered",
  attempt: 1,
  at: "2026-11-22T01:30:00.000Z",
  doubts: 0,
  what: "dossier-accepted",
};

/** The reply to a caller about a dossier with these notices, of this owner. */
const asked = (identity: object, owner: string, notices = [NOTICE], id = DOSSIER_ID) => {
  const record = { dossier: aDossier({ owner }) } as DossierRecord;
  return listNotices({ identity, path: { id } } as never, {
    store: { read: async (dossierId: string) => (dossierId === DOSSIER_ID ? record : undefined) } as never,
    told: async () => ({ notices, reminders: [] }),
  });
};
const LAN = { kind: "citizen", sub: "citizen-lan", name: "Lan" };
const FIRM = { kind: "organisation", sub: "citizen-lan", name: "Lan", taxCode: "0600987652" };
const UNKNOWN = { refused: "dossier-not-found" };

describe("the notices of a dossier", () => {
  it("are shown to whoever filed it, and to whoever signs in for the organisation that did", async () => {
    const body = [{ what: "dossier-accepted", channel: "sms", state: "delivered", at: "2026-11-22T08:30:00+07:00" }];
    expect(await asked(LAN, "citizen:citizen-lan")).toEqual({ status: 200, body });
    expect(await asked(FIRM, "organisation:0600987652")).toEqual({ status: 200, body });
    expect(await asked(LAN, "citizen:citizen-lan", [])).toEqual({ status: 200, body: [] });
  });

  it("are as unknown to anybody else as those of a dossier that there is not", async () => {
    expect(await asked(LAN, "citizen:citizen-minh")).toEqual(UNKNOWN);
    expect(await asked(FIRM, "citizen:citizen-lan")).toEqual(UNKNOWN);
    expect(await asked(LAN, "organisation:0600987652")).toEqual(UNKNOWN);
    expect(await asked(LAN, "citizen:citizen-lan", [NOTICE], "zzzzzzzzzzzzzzzz")).toEqual(UNKNOWN);
  });
});
