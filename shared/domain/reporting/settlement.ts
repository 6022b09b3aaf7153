import * as z from "zod";
import { groupedBy, type Period, type ReportNames, rowsOn, type Stood } from "./standing-rows.ts";
import { Summary, summaryOf } from "./summary.ts";

const Count = z.number().int();

/**
 * The figures of a row; what each counts stands beside `Summary`. `toSettle` is what the form calls received in all:
 * carried over and received, and so settled, open, paused and ended. `notReceived` stands beside that.
 */
export const SettlementFigures = z.object({
  toSettle: Count,
  received: Summary.shape.received.omit({ onlineRate: true, byField: true }),
  settled: Summary.shape.settled.omit({ onTimeRate: true }),
  open: Summary.shape.open,
  paused: Count,
  ended: Summary.shape.ended,
  notReceived: Summary.shape.notReceived,
});
export type SettlementFigures = z.infer<typeof SettlementFigures>;

const UnitRow = z.object({ id: z.string(), name: z.string(), figures: SettlementFigures });
const ProcedureRow = z.object({
  code: z.string(),
  name: z.string(),
  figures: SettlementFigures,
  units: z.array(UnitRow),
});
const FieldRow = z.object({
  id: z.string(),
  name: z.string(),
  figures: SettlementFigures,
  procedures: z.array(ProcedureRow),
});

/**
 * Receipt and settlement of dossiers in a period by field, procedure and agency, after the forms II.06 of reports on the
 * control of procedures (Circular 02/2017/TT-VPCP, then 01/2020/TT-VPCP; the annex of the latter was not read again).
 * Dates are compared, not hours. Rows of nothing are left out.
 */
export const Settlement = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  fields: z.array(FieldRow),
  total: SettlementFigures,
  asOf: z.string(),
});
export type Settlement = z.infer<typeof Settlement>;

/** A row whose figures cannot be true together. It is not reported: the figures must be counted anew. */
export class SettlementUnbalanced extends Error {
  override name = "SettlementUnbalanced";
}

const countsIn = (value: object): number[] =>
  Object.values(value).flatMap((one) => (typeof one === "number" ? [one] : countsIn(one)));

/** Holds a row to what must be true of it, whatever happened. */
const held = (row: string, { from, to }: Period, figures: SettlementFigures): SettlementFigures => {
  const { toSettle, settled, open, paused, ended } = figures;
  const accountedFor = settled.total + open.total + paused + ended.withdrawn + ended.stopped;
  const where = `the settlement report from ${from} to ${to}, ${row}`;
  if (toSettle !== accountedFor)
    throw new SettlementUnbalanced(
      `${where}: carried over and received are ${toSettle}, settled, open, paused and ended ${accountedFor}`,
    );
  if (countsIn(figures).some((count) => count < 0))
    throw new SettlementUnbalanced(`${where}: less than nothing is counted: ${JSON.stringify(figures)}`);
  return figures;
};

const figuresOf = (row: string, period: Period, all: readonly Stood[]): SettlementFigures => {
  const { received, settled, open, paused, ended, notReceived } = summaryOf({
    period,
    scope: { units: null, field: null },
    procedures: [],
    before: rowsOn("before", all),
    atEnd: rowsOn("atEnd", all),
    now: rowsOn("now", all),
    fields: [],
    asOf: "",
  });
  const { onlineRate: _, byField: __, ...receivedIn } = received;
  const { onTimeRate: ___, ...settledIn } = settled;
  const toSettle = received.carriedOver + received.total;
  return held(row, period, { toSettle, received: receivedIn, settled: settledIn, open, paused, ended, notReceived });
};

const isSomething = ({ figures }: { figures: SettlementFigures }): boolean =>
  countsIn(figures).some((count) => count !== 0);

export type Settled = { period: Period; stood: readonly Stood[]; names: ReportNames; asOf: string };

/**
 * The settlement report of a period. Throws `SettlementUnbalanced` where the figures of a row cannot be true; the
 * smallest rows are held first, so that it names where the fault is.
 */
export const settlementOf = ({ period, stood, names, asOf }: Settled): Settlement => {
  const unitRow =
    (code: string) =>
    ([id, all]: [string, Stood[]]) => ({
      id,
      name: names.unit(id),
      figures: figuresOf(`procedure ${code} of unit ${id}`, period, all),
    });
  const procedureRow = ([code, all]: [string, Stood[]]) => {
    const units = groupedBy(all, "unit").map(unitRow(code)).filter(isSomething);
    return { code, name: names.procedure(code), figures: figuresOf(`procedure ${code}`, period, all), units };
  };
  const fieldRow = ([id, all]: [string, Stood[]]) => {
    const procedures = groupedBy(all, "procedure").map(procedureRow).filter(isSomething);
    return { id, name: names.field(id), figures: figuresOf(`field ${id}`, period, all), procedures };
  };
  const fields = groupedBy(stood, "field").map(fieldRow).filter(isSomething);
  return { period, fields, total: figuresOf("the total", period, stood), asOf };
};
