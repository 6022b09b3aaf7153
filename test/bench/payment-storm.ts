/**
 * 2,000 payments, ten shuffled copies of each notice, the receiving function killed ten times and the keys rotated in
 * the middle: one effect each, every confirmation has its row, the provider's sum is the ledger's; and 200 demands paid twice,
 * each with one task to give the second back. `SEED=` repeats a
 * run. Exits 1 where one of these does not hold.
 */
import { tmpdir } from "node:os";
import { setup } from "../journeys/assembly.ts";
import { begunPayments, doublePayments, paymentStorm, stackWithTable } from "../journeys/payment-storm.ts";

const PAYMENTS = Number(process.env.PAYMENTS ?? 2_000);
const DOUBLES = Math.ceil(PAYMENTS / 10);
const COPIES = 10;
const KILLS = 10;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

const away = setup();
console.log(`seed ${seed}; state in ${tmpdir()}`);
const world = await stackWithTable();
let failed = true;
try {
  const intents = await begunPayments(world, PAYMENTS);
  console.log(`${intents.length} payments begun`);
  const figures = await paymentStorm(world, { intents, copies: COPIES, kills: KILLS, rotate: true, seed });
  console.log(JSON.stringify(figures, null, 2));
  const whole = {
    refusedGenuine: figures.refusedGenuine === 0,
    killed: figures.kills >= KILLS - 1,
    missing: figures.missing === 0,
    sums: figures.providerSum === figures.ledgerSum,
    rows: figures.rows === PAYMENTS,
    states: figures.states["paid submitted"] === PAYMENTS,
    confirmations: figures.confirmations === PAYMENTS,
  };
  console.log(JSON.stringify(whole));
  const doubles = await doublePayments(world, DOUBLES);
  console.log(JSON.stringify(doubles));
  const single = doubles["duplicate-paid paid submitted"] === DOUBLES && doubles.tasks === DOUBLES;
  failed = !single || Object.values(whole).includes(false);
} finally {
  await world.close();
  away();
}
process.exitCode = failed ? 1 : 0;
