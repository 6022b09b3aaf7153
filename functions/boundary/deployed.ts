import middy from "@middy/core";
import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";
import { errorName, log } from "./log.ts";

/** Answers CloudFormation at the address it gave (AWS CloudFormation User Guide, custom resource response objects). */
const answer = async (event: CloudFormationCustomResourceEvent, failed: string | null): Promise<void> => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const body = JSON.stringify({
    Status: failed === null ? "SUCCESS" : "FAILED",
    ...(failed === null ? {} : { Reason: failed }),
    PhysicalResourceId: "PhysicalResourceId" in event ? event.PhysicalResourceId : LogicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  const response = await fetch(ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
  if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
};

/**
 * Work of a deployment, as the custom resource of a stack. A failure fails the deployment, which then rolls back. When
 * the resource is removed, nothing is undone.
 */
export const deployed = <D>(
  wiring: () => Promise<D> | D,
  work: (dependencies: D) => Promise<Record<string, number>>,
) => {
  const run = async (event: CloudFormationCustomResourceEvent, _context: Context): Promise<void> => {
    let failed: string | null = null;
    try {
      if (event.RequestType !== "Delete") log.info("deployment-done", await work(await wiring()));
    } catch (error) {
      log.error("deployment-failed", { error: errorName(error) });
      failed = `${errorName(error)}: see the function's log`;
    }
    await answer(event, failed);
  };
  return middy<CloudFormationCustomResourceEvent, void, Error, Context>().handler(run);
};
