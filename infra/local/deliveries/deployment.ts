import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DeployedModel } from "../assembly/model-deployed.ts";
import type { WorkerPool } from "../functions/worker-pool.ts";
import { listenOn } from "../listen.ts";
import { StartRefused } from "../refusal.ts";
import { closeServer } from "../stub-host.ts";

type Deployed = Record<string, Readonly<Record<string, unknown>>>;
type Answer = { Status: string; Reason?: string };

/** The answers of functions, as CloudFormation takes them at an address that only it and the function know. */
const openAnswers = async () => {
  const answers = new Map<string, (answer: Answer) => void>();
  const server = createServer(async (request, response) => {
    const waiting = answers.get(request.url?.slice(1) ?? "");
    const body = await text(request);
    response.writeHead(waiting && request.method === "PUT" ? 200 : 403).end();
    waiting?.(JSON.parse(body) as Answer);
  });
  const port = await listenOn(server, 0);
  return {
    expect: () => {
      const id = randomUUID();
      const given = new Promise<Answer>((resolve) => answers.set(id, resolve));
      return { url: `http://127.0.0.1:${port}/${id}`, given };
    },
    close: () => closeServer(server),
  };
};

/**
 * Calls the template's custom resources as CloudFormation would: those that are new here are created, those whose
 * properties have changed since the last start are updated, the others are left alone. A failure refuses the start.
 */
export const deployResources = async (
  deployed: readonly DeployedModel[],
  { pool, stateDir }: { pool: Pick<WorkerPool, "invoke">; stateDir: string },
): Promise<void> => {
  const file = join(stateDir, "deployed.json");
  const before: Deployed = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const after: Deployed = {};
  const answers = await openAnswers();
  try {
    for (const { stack, logicalId, type, functionName, properties } of deployed) {
      const id = `${stack}/${logicalId}`;
      after[id] = properties;
      const old = before[id];
      if (JSON.stringify(old) === JSON.stringify(properties)) continue;
      const { url, given } = answers.expect();
      const common = { StackId: stack, RequestId: randomUUID(), LogicalResourceId: logicalId, ResourceType: type };
      const changed = old
        ? { RequestType: "Update", PhysicalResourceId: logicalId, OldResourceProperties: old }
        : { RequestType: "Create" };
      const event = { ...common, ...changed, ResponseURL: url, ResourceProperties: properties };
      const outcome = await pool.invoke(functionName, event);
      const failed = outcome.ok ? await given : { Status: "FAILED", Reason: outcome.errorMessage };
      if (failed.Status === "SUCCESS") continue;
      throw new StartRefused(
        `Tài nguyên ${logicalId} không triển khai được: ${failed.Reason}`,
        `Resource ${logicalId} was not deployed: ${failed.Reason}`,
      );
    }
  } finally {
    await answers.close();
  }
  writeFileSync(file, JSON.stringify(after));
};
