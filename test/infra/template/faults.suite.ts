import { describe, expect, it } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import { log } from "../../../functions/boundary/log.ts";
import { applyCalendar } from "../../../functions/deadlines/apply-calendar.ts";
import type { CalendarDependencies } from "../../../functions/deadlines/dependencies.ts";
import type { PaymentsDependencies } from "../../../functions/payments/dependencies.ts";
import { receiveVnpayIpn, spec } from "../../../functions/payments/receive-vnpay-ipn.ts";
import { loadStage } from "../../../infra/stage.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { vnpayNoticeReader } from "../../../shared/adapters/vnpay/notice-reader.ts";
import { signedQuery } from "../../../shared/adapters/vnpay/signature.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { refuse } from "../../../shared/domain/foundation/refusal.ts";
import { act, calendar, expectDone, LAN, procedure, submitted } from "../../builders/dossier.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryPayments } from "../../fakes/payment-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";
import { withLog } from "../../functions/boundary/captured-log.ts";
import { matchesFilter } from "./filter-pattern.ts";
import { OPERATIONS } from "./operations.ts";
import { functionOf, ofType } from "./synthesised.ts";

const filters = ofType("AWS::Logs::MetricFilter").map(({ properties }) => ({
  group: String(properties.LogGroupName),
  pattern: String(properties.FilterPattern),
  metric: String(properties.MetricTransformations[0].MetricName),
}));
const alarmsOn = (metric: string) =>
  ofType("AWS::CloudWatch::Alarm").filter(({ properties }) => properties.MetricName === metric);

/** What lines in an operation's log are counted as. */
const countedAs = (operation: string, lines: readonly unknown[]): string[] => {
  const group = functionOf(operation).properties.LoggingConfig.LogGroup;
  const own = filters.filter((filter) => filter.group === group);
  return lines.flatMap((line) => own.filter(({ pattern }) => matchesFilter(pattern, line)).map(({ metric }) => metric));
};

const KEY = "KHOACUAVNPAY";
const card = await procedure("1.004623");

/** Our answer to a call of VNPAY's on an order that waits for its money, and what the log of it is counted as. */
const told = async (change: Record<string, string> = {}, key = KEY, store = new MemoryDossiers()) => {
  const record = submitted(card);
  const wanted = { provider: "vnpay", merchant: "M", expiryMinutes: 15 } as const;
  const { intent } = expectDone(startPayment(record, card, wanted, act(LAN), sha256));
  store.records.set(record.dossier.id, { ...record, intents: [intent] } as DossierRecord);
  const current = JSON.stringify({ tmnCode: "M", hashSecret: KEY });
  const secrets = { read: async () => ({ current }), readWithPending: async () => ({ current }) };
  const dependencies: PaymentsDependencies = {
    store,
    catalogue: shippedCatalogue,
    payments: new MemoryPayments(store),
    providers: {
      vnpay: {
        inquire: async () => ({ answer: "unknown" as const }),
        merchant: async () => "M",
        open: async () => ({ redirectUrl: "" }),
        read: ({ rawQuery }) => vnpayNoticeReader(secrets, "vnpay")(rawQuery),
      },
    },
    calendar: async () => calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: "http://localhost:3000",
  };
  const call = {
    vnp_Amount: String(intent.amount * 100),
    vnp_ResponseCode: "00",
    vnp_TmnCode: "M",
    vnp_TransactionNo: "14980726",
    vnp_TransactionStatus: "00",
    vnp_TxnRef: intent.reference,
    ...change,
  };
  const handler = http(spec, () => dependencies, receiveVnpayIpn);
  const event = httpEvent({ method: "GET", path: "/v1/payments/vnpay/ipn" });
  const { result, lines } = await withLog(() =>
    handler({ ...event, rawQueryString: signedQuery(call, key) }, NO_CONTEXT),
  );
  const { RspCode } = JSON.parse(String(result.body)) as { RspCode: string };
  return { RspCode, counted: countedAs("payments/receive-vnpay-ipn", lines) };
};

describe("what VNPAY is answered", () => {
  it("is counted where the signature fails, and alarmed on from the sixth within 15 minutes", async () => {
    const forged = await told({}, "KHOACUAKEKHAC");
    expect(forged).toEqual({ RspCode: "97", counted: ["payment-notice-checksum-failed"] });
    expect(alarmsOn("payment-notice-checksum-failed").map(({ properties }) => properties)).toMatchObject([
      { Namespace: "MotCua/sample", Statistic: "Sum", Period: 900, Threshold: 5, TreatMissingData: "notBreaching" },
    ]);
  });

  it("is counted where the amount is another, and alarmed on from the first", async () => {
    const other = await told({ vnp_Amount: "100" });
    expect(other).toEqual({ RspCode: "04", counted: expect.arrayContaining(["payment-notice-amount-mismatch"]) });
    expect(alarmsOn("payment-notice-amount-mismatch").map(({ properties }) => properties)).toMatchObject([
      { Namespace: "MotCua/sample", Statistic: "Sum", Threshold: 0, TreatMissingData: "notBreaching" },
    ]);
  });

  it("is counted where what is said is suspicious, a held payment among it, and alarmed on from the first", async () => {
    for (const change of [{ vnp_ResponseCode: "07", vnp_TransactionStatus: "07" }, { vnp_Amount: "100" }])
      expect((await told(change)).counted).toContain("payment-notice-suspicious");
    expect(alarmsOn("payment-notice-suspicious").map(({ properties }) => properties)).toMatchObject([
      { Namespace: "MotCua/sample", Statistic: "Sum", Period: 300, Threshold: 0, TreatMissingData: "notBreaching" },
    ]);
  });

  it("is not counted where all is well or the order is not ours", async () => {
    expect(await told()).toEqual({ RspCode: "00", counted: [] });
    expect(await told({ vnp_TxnRef: "abcdefgh234567aab7k2q9" })).toEqual({ RspCode: "01", counted: [] });
  });

  it("is counted as a fault of payments where we fail, although the answer is HTTP 200", async () => {
    const store = new MemoryDossiers();
    store.commit = () => Promise.reject(new Error("down"));
    expect(await told({}, KEY, store)).toEqual({ RspCode: "99", counted: ["payments-faults"] });
  });
});

describe("a calendar soon to be needed", () => {
  /** What the job says of the shipped calendar in December 2026, or of one published complete. */
  const said = async (complete: boolean) => {
    const years = new Map([...calendar.years].map(([year]) => [year, complete] as const));
    const { lines } = await withLog(() =>
      applyCalendar(
        "2026-12-01T02:00:00.000Z",
        {
          calendars: { years: async () => [] },
          joined: () => ({ ...calendar, years }),
          aheadDays: 60,
        } as unknown as CalendarDependencies,
        () => 0,
      ),
    );
    return countedAs("deadlines/apply-calendar", lines);
  };

  it("is counted where it is not complete, and alarmed on from the first until it is", async () => {
    expect(await said(false)).toEqual(["calendar-unready", "calendar-unready"]);
    expect(await said(true)).toEqual([]);
    expect(alarmsOn("calendar-unready").map(({ properties }) => properties)).toMatchObject([
      { Namespace: "MotCua/sample", Statistic: "Sum", Period: 900, Threshold: 0, TreatMissingData: "notBreaching" },
    ]);
  });
});

describe("notices that are sent or fail", () => {
  const MAILS = ["deliver-sms", "deliver-email", "deliver-officer-email"].map((name) => `notifications/${name}`);
  const sent = () => log.info("notice-sent", { channel: "sms", provider: "esms", parts: 1, cost: 820 });
  const failed = () => log.error("notice-failed", { channel: "sms", provider: "esms", error: "TimeoutError" });
  const alarmProperties = (name: string) =>
    ofType("AWS::CloudWatch::Alarm")
      .map(({ properties }) => properties)
      .filter(({ AlarmDescription }) => String(AlarmDescription).endsWith(`[runbook: notices/sending/${name}]`));

  it.each(MAILS)("of %s are counted, the failed apart", async (operation) => {
    const ofSms = operation === "notifications/deliver-sms" ? ["sms-spend"] : [];
    const { lines: good } = await withLog(sent);
    expect(countedAs(operation, good).sort()).toEqual(["notices-attempted", ...ofSms]);
    const { lines: bad } = await withLog(failed);
    expect(countedAs(operation, bad).sort()).toEqual(["notices-attempted", "notices-failed"]);
    const { lines: other } = await withLog(() => log.info("notice-skipped", { channel: "sms", reason: "no-phone" }));
    expect(countedAs(operation, other)).toEqual([]);
  });

  it("wake somebody where more than 20 percent of at least 20 within 15 minutes failed", () => {
    const [alarm] = alarmProperties("failing");
    expect(alarm).toMatchObject({ Threshold: 20, ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1 });
    const metrics = alarm.Metrics as {
      Id: string;
      Expression?: string;
      MetricStat?: { Period: number; Stat: string };
    }[];
    expect(metrics.find(({ Expression }) => Expression)?.Expression).toBe(
      "IF(attempted >= 20, 100 * failed / attempted, 0)",
    );
    expect(metrics.filter(({ MetricStat }) => MetricStat).map(({ Id, MetricStat }) => [Id, MetricStat])).toMatchObject([
      ["attempted", { Period: 900, Stat: "Sum", Metric: { MetricName: "notices-attempted" } }],
      ["failed", { Period: 900, Stat: "Sum", Metric: { MetricName: "notices-failed" } }],
    ]);
  });

  it("wake somebody at 50, 80 and 100 percent of what SMS may cost a day, by the cost that the lines tell", async () => {
    const filter = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties.MetricTransformations[0])
      .filter(({ MetricName }) => MetricName === "sms-spend");
    expect(filter).toMatchObject([{ MetricValue: "$.cost" }]);
    expect((await withLog(sent)).lines).toMatchObject([{ cost: 820 }]);
    const { smsDailyVnd } = loadStage("sample").limits;
    for (const percent of [50, 80, 100])
      expect(alarmProperties(`spend-${percent}`)).toMatchObject([
        {
          MetricName: "sms-spend",
          Statistic: "Sum",
          Period: 86_400,
          Threshold: (smsDailyVnd * percent) / 100,
          ComparisonOperator: "GreaterThanOrEqualToThreshold",
          TreatMissingData: "notBreaching",
        },
      ]);
  });
});

describe("the age of the outbox", () => {
  it("is what the sweeper says of what it found", async () => {
    const { lines } = await withLog(() => log.error("outbox-old", { count: 3, oldestSeconds: 300 }));
    expect(countedAs("notifications/sweep-outbox", lines)).toEqual(["outbox-age"]);
    expect(lines).toMatchObject([{ oldestSeconds: 300 }]);
  });
});

const BEHIND_ROUTES = OPERATIONS.filter(({ route }) => route !== undefined).map(({ operation }) => operation);
const areaOf = (operation: string): string => operation.split("/")[0] ?? "";

/** Lines as Lambda writes them with its JSON format, `platform.report` of its telemetry schema. */
const report = (status: string) => ({
  time: "2026-11-23T01:30:00.000Z",
  type: "platform.report",
  record: { requestId: "r", metrics: { durationMs: 10_000 }, status },
});

describe("the faults of an area", () => {
  it.each(BEHIND_ROUTES)(
    "count what %s could not answer and what Lambda ended, and nothing else",
    async (operation) => {
      const faults = `${areaOf(operation)}-faults`;
      const linesOf = async (run: () => never | ReturnType<typeof refuse>) =>
        (await withLog(() => http({ identity: "none" }, () => ({}), run)(httpEvent(), NO_CONTEXT))).lines;
      const fault = await linesOf(() => {
        throw new TypeError("x");
      });
      expect(fault).toHaveLength(1);
      expect(countedAs(operation, fault)).toEqual([faults]);
      for (const status of ["timeout", "error", "failure"])
        expect(countedAs(operation, [report(status)])).toEqual([faults]);
      const well = [
        ...(await linesOf(() => refuse("busy"))),
        report("success"),
        { type: "platform.start", record: {} },
      ];
      expect(countedAs(operation, well)).toEqual([]);
    },
  );

  it("wake somebody from the third within 15 minutes, one alarm an area", () => {
    const areas = new Set(BEHIND_ROUTES.map(areaOf));
    for (const area of areas)
      expect(alarmsOn(`${area}-faults`).map(({ properties }) => properties)).toMatchObject([
        { Namespace: "MotCua/sample", Statistic: "Sum", Period: 900, Threshold: 2, TreatMissingData: "notBreaching" },
      ]);
  });

  it("have no figure without an alarm and no alarm without a figure", () => {
    const figures = [...new Set(filters.map(({ metric }) => metric))].sort();
    const alarmed = ofType("AWS::CloudWatch::Alarm")
      .flatMap(({ properties }): { Namespace?: string; MetricName?: string }[] => [
        properties,
        ...(properties.Metrics ?? []).map((one: { MetricStat?: { Metric: object } }) => one.MetricStat?.Metric ?? {}),
      ])
      .filter(({ Namespace }) => Namespace === "MotCua/sample")
      .map(({ MetricName }) => MetricName);
    expect([...new Set(alarmed)].sort()).toEqual(figures);
    // Only what SMS costs wakes somebody more than once.
    expect(alarmed.filter((name) => name !== "sms-spend")).toHaveLength(figures.length - 1);
  });

  it("do not hold calls that were throttled, which have an alarm of their own over all functions", () => {
    expect(alarmsOn("Throttles").map(({ properties }) => properties)).toMatchObject([
      { Namespace: "AWS/Lambda", Statistic: "Sum", Threshold: 0 },
    ]);
    expect(alarmsOn("Throttles")[0]?.properties).not.toHaveProperty("Dimensions");
  });
});

describe("a filter pattern", () => {
  it.each([
    ['{ $.a = "x" }', { a: "x" }, true],
    ['{ $.a = "x" }', { b: "x" }, false],
    ['{ $.a != "x" }', {}, false],
    ['{ $.a.b != "x" }', { a: { b: "y" } }, true],
    ['{ ($.a = "x") && ($.b = "y") }', { a: "x", b: "z" }, false],
    ['{ $.a = "x" || $.a = "y" && $.b = "z" }', { a: "x" }, true],
    ['{ ($.a = "x" || $.a = "y") && $.b = "z" }', { a: "x" }, false],
  ] as const)("%s of %j: %s", (pattern, line, expected) => {
    expect(matchesFilter(pattern, line)).toBe(expected);
  });

  it("is refused where it cannot be read", () => {
    for (const pattern of ["ERROR", '{ $.a > "1" }', '{ ($.a = "x" }', '{ $.a = "x" $.b = "y" }', "{ $.a IS NULL }"])
      expect(() => matchesFilter(pattern, {})).toThrow(SyntaxError);
  });
});
