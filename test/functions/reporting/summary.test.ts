import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countDossier } from "../../../functions/reporting/count-dossier.ts";
import type { LedgerDependencies } from "../../../functions/reporting/dependencies.ts";
import { getOfficeSummary } from "../../../functions/reporting/get-office-summary.ts";
import { getSummary } from "../../../functions/reporting/get-summary.ts";
import { fields } from "../../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { unitRegister } from "../../../shared/adapters/catalogue/unit-register.ts";
import type { DossierEvent } from "../../../shared/domain/dossiers/event.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { LedgerTooLong } from "../../../shared/domain/reporting/ledger.ts";
import type { Told } from "../../../shared/domain/reporting/recount.ts";
import { Summary } from "../../../shared/domain/reporting/summary.ts";
import { toldLives } from "../../builders/told-lives.ts";
import { statisticsStores } from "../../fakes/statistics-stores.ts";
import { withLog } from "../boundary/captured-log.ts";

const AT = "2021-07-01T01:00:00.000Z";
const FIELD = "van-hoa-co-so";
const PUBLISHED = [
  { level: 4, oneStop: true, field: FIELD, units: ["culture"] },
  { level: 4, oneStop: true, field: "du-lich", units: ["tourism"] },
  { level: 2, oneStop: true, field: "du-lich", units: ["tourism"] },
] as const;

/** Events as they come: the draft first, then what was told, of a procedure whose field the catalogue knows. */
const eventsOf = ({ events }: Told): DossierEvent[] => {
  const [first] = events;
  if (!first) return [];
  const { code: _, unit: __, ...draft } = first;
  const drafted = {
    what: "dossier-drafted",
    from: null,
    to: "draft",
    version: 1,
    commandId: "draft",
    facts: {},
  } as const;
  return [{ ...draft, ...drafted, changed: { procedure: "1.004650", procedureVersion: 1 } }, ...events];
};

const aProvince = async (told: readonly Told[]) => {
  const store = statisticsStores();
  for (const event of told.flatMap(eventsOf)) store.happen(event);
  const ids = new Set(told.flatMap(({ events }) => events.map(({ dossierId }) => dossierId)));
  const catalogue = { version: async () => ({ field: { id: FIELD } }) as never };
  const countAll = () =>
    withLog(async () => {
      for (const dossierId of ids) await countDossier({ dossierId }, { store: store.projection, catalogue });
    });
  await countAll();
  const dependencies: LedgerDependencies = {
    figures: store.figures,
    published: async () => PUBLISHED,
    fields,
    units: unitRegister,
    register: organisationRegister,
    ledger: { dossiers: async () => told.map((one) => ({ ...one, field: FIELD })) },
  };
  return { countAll, dependencies };
};

const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};
const common = {
  path: undefined,
  body: undefined,
  command: undefined,
  ifMatch: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: AT,
  correlationId: "test",
};
const HALF = { from: "2021-01-01", to: "2021-06-30" };
const publicly = { ...common, identity: undefined };
const audited = { ...common, identity: officerOf("culture-auditor") };

const bodyOf = (reply: unknown): Summary => {
  if (isRefusal(reply as never)) throw new Error(JSON.stringify(reply));
  return Summary.parse((reply as { body: unknown }).body);
};

const worlds = (seed: number): Told[] =>
  fc.sample(toldLives, { numRuns: 8, seed }).flatMap((told, world) =>
    told.map((one) => ({
      ...one,
      events: one.events.map((event) => ({ ...event, dossierId: `${world}${event.dossierId.slice(1)}` })),
    })),
  );

describe("GET /v1/reports/summary", () => {
  it.each([1, 2, 3, 4])("says by the counters what the ledger's recount says (province %i)", async (seed) => {
    const { dependencies } = await aProvince(worlds(seed));
    for (const part of [{}, { unit: "culture" }, { unit: "tourism" }, { field: FIELD }, { field: "du-lich" }])
      for (const period of [HALF, { from: "2021-01-10", to: "2021-01-20" }, { from: "2021-03-01", to: "2021-12-31" }]) {
        const query = { ...period, ...part };
        const counted = bodyOf(await getSummary({ ...publicly, query }, dependencies));
        const recounted = await getOfficeSummary({ ...audited, query: { ...query, source: "ledger" } }, dependencies);
        expect({ query, ...bodyOf(recounted) }).toEqual({ query, ...counted });
        const { received, settled, open, paused, ended } = counted;
        expect(received.carriedOver + received.total).toBe(
          settled.total + open.total + paused + ended.withdrawn + ended.stopped,
        );
      }
  });

  it("counts an event once, however often it is told", async () => {
    const { countAll, dependencies } = await aProvince(worlds(5));
    const once = bodyOf(await getSummary({ ...publicly, query: HALF }, dependencies));
    for (let copy = 0; copy < 3; copy += 1) await countAll();
    expect(bodyOf(await getSummary({ ...publicly, query: HALF }, dependencies))).toEqual(once);
  });

  it("counts procedures by level, those of a part alone where a part is asked for", async () => {
    const { dependencies } = await aProvince([]);
    const all = bodyOf(await getSummary({ ...publicly, query: HALF }, dependencies));
    expect(all.procedures).toEqual({
      total: 3,
      byLevel: { "1": 0, "2": 1, "3": 0, "4": 2 },
      level4Rate: 0.6667,
      oneStop: 3,
      oneStopRate: 1,
    });
    const part = bodyOf(await getSummary({ ...publicly, query: { ...HALF, field: "du-lich" } }, dependencies));
    expect(part.procedures).toMatchObject({ total: 2, level4Rate: 0.5 });
    expect(all.settled.onTimeRate).toBeNull();
    expect(all.satisfaction).toEqual({ responses: 0, responseRate: null, satisfied: 0, rate: null });
  });

  it("tells nobody what fewer than five people of one part said, and how many they were", async () => {
    const { dependencies } = await aProvince(worlds(6));
    let suppressed = 0;
    for (const unit of ["culture", "tourism", "sport"])
      for (const to of ["2021-01-15", "2021-01-31", "2021-06-30"]) {
        const query = { from: "2021-01-01", to };
        const whole = bodyOf(await getSummary({ ...publicly, query }, dependencies)).satisfaction;
        const part = bodyOf(await getSummary({ ...publicly, query: { ...query, unit } }, dependencies)).satisfaction;
        const rest = whole.responses - part.responses;
        // Whoever knows the whole knows the rest of it as well.
        const isHidden = rest > 0 && [part.responses, rest].some((responses) => responses > 0 && responses < 5);
        if (isHidden) suppressed += 1;
        expect(part.satisfied === null).toBe(isHidden);
        if (isHidden) expect(part.rate).toBeNull();
        expect(whole.satisfied).not.toBeNull();
      }
    expect(suppressed).toBeGreaterThan(0);
  });

  it("names what is wrong with a question", async () => {
    const { dependencies } = await aProvince([]);
    const query = { from: "2021-06-30", to: "2021-01-01", unit: "nobody", field: "nothing" };
    const refusal = await getSummary({ ...publicly, query }, dependencies);
    expect(refusal).toMatchObject({
      refused: "query-invalid",
      faults: [{ pointer: "/to" }, { pointer: "/unit" }, { pointer: "/field" }],
    });
  });
});

describe("GET /v1/office/reports/summary", () => {
  it("is the auditors' alone", async () => {
    const { dependencies } = await aProvince([]);
    for (const name of ["culture-receiver", "culture-leader", "culture-admin"])
      expect(
        await getOfficeSummary(
          { ...common, identity: officerOf(name), query: { ...HALF, source: "counters" } },
          dependencies,
        ),
      ).toMatchObject({ refused: "role-missing" });
  });

  it("says so where there is more than can be recounted while one waits", async () => {
    const { dependencies } = await aProvince([]);
    const dossiers = async () => {
      throw new LedgerTooLong();
    };
    expect(
      await getOfficeSummary(
        { ...audited, query: { ...HALF, source: "ledger" } },
        { ...dependencies, ledger: { dossiers } },
      ),
    ).toMatchObject({ refused: "ledger-too-long" });
  });
});
