import { parseArgs } from "node:util";
import { bundle } from "../../infra/build.ts";
import { noticeStorm, PROVIDERS } from "./storm-of-notices.ts";

/**
 * Changes told by SMS over three threads of the function as it is deployed, which are ended again and again in the middle
 * of their work; every fifth delivery comes twice, and of every fiftieth call the provider's answer is lost. The queue is
 * this script, with what is hidden, put back and given up; the clock jumps to what is due next whenever nothing is to be
 * done. Once with a provider that honours references, eSMS, and once with one that does not, AWS. Exits 1 where a change is
 * lost, or told more often than its notice says it may have been. `--seed` repeats the order, not where a thread was ended.
 */
const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "2000" },
    kills: { type: "string", default: "40" },
    seed: { type: "string", default: String(Date.now() % 1e6) },
  },
});

await bundle({ only: ["notifications/deliver-sms"] });
console.log(`seed ${values.seed}`);
let broken = false;
for (const provider of PROVIDERS) {
  const { figures, holds } = await noticeStorm(provider, {
    changes: Number(values.changes),
    kills: Number(values.kills),
    seed: Number(values.seed),
  });
  console.log(`${provider}: ${JSON.stringify(figures)}`);
  for (const [what, held] of Object.entries(holds)) console.log(`${held ? "holds" : "BROKEN"}: ${what}`);
  broken ||= Object.values(holds).includes(false);
}
process.exit(broken ? 1 : 0);
