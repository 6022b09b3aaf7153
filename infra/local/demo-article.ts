import { periodReported } from "./demo/article/half-year.ts";
import { articlePlan } from "./demo/article/plan.ts";
import { progressOn } from "./demo/article/progress.ts";
import { tableOf } from "./demo/article/table.ts";
import { clientOf } from "./demo/client.ts";
import { openedStack } from "./demo/stack.ts";

const PERIOD = { from: "2021-01-01", to: "2021-06-30" };

/** As many as functions take part: each visit calls on nearly all of them. */
const WORKERS = "48";

const stack = await openedStack(process.env.BASE_URL, { LOCAL_WORKERS: WORKERS });
try {
  const report = await periodReported(clientOf(stack.origin), articlePlan, PERIOD, (total) =>
    progressOn(process.stderr, total, "việc"),
  );
  console.log(tableOf(report.summary));
  for (const difference of report.differences) console.error(difference);
  if (report.differences.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(`\nKhông xong / Failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stack.close();
}
