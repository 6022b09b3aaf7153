import type { Assembly } from "./assembly.ts";
import { readApi } from "./model-api.ts";
import { readBuckets, readQueues, readSecrets, readTables } from "./model-data.ts";
import { readDeployed } from "./model-deployed.ts";
import { readRules, readSchedules } from "./model-events.ts";
import { readFunctions, readMappings } from "./model-functions.ts";
import { readKeys } from "./model-keys.ts";
import { readTemplates } from "./template.ts";

/** What the template asks for, as far as this machine runs it. */
export const readModel = (assembly: Assembly, queueUrl: (name: string) => string) => {
  const reader = readTemplates(assembly, queueUrl);
  const functions = readFunctions(reader, assembly);
  return {
    region: assembly.stacks[0]?.region ?? "",
    account: assembly.stacks[0]?.account ?? "",
    functions,
    tables: readTables(reader),
    queues: readQueues(reader),
    buckets: readBuckets(reader),
    secrets: readSecrets(reader),
    keys: readKeys(reader),
    mappings: readMappings(reader),
    rules: readRules(reader),
    schedules: readSchedules(reader),
    deployed: readDeployed(reader),
    api: readApi(reader),
  };
};

export type Model = ReturnType<typeof readModel>;
