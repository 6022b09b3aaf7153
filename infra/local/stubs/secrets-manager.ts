import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { readObject, sendAws, sendAwsError, sendJson, sendProblem } from "./answers.ts";
import { esmsAccount } from "./esms/account.ts";
import { openJournal } from "./journal.ts";
import { openMerchant, PROVIDERS } from "./payments/merchants.ts";
import type { CreateStub, TemplateSecret } from "./stub.ts";

type Stage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";
type Version = { secret: string; versionId: string; value: string; stage: Stage; at: number };
type Stages = Partial<Record<Stage, Version>>;

/** A value moves to a stage; what was current becomes previous, what was pending and is promoted leaves pending. */
const place = (stages: Stages, version: Version): void => {
  if (version.stage === "AWSCURRENT") {
    if (stages.AWSCURRENT !== undefined) stages.AWSPREVIOUS = { ...stages.AWSCURRENT, stage: "AWSPREVIOUS" };
    if (stages.AWSPENDING?.value === version.value) delete stages.AWSPENDING;
  }
  stages[version.stage] = version;
};

/** What the deployer writes where the template has a provider's secret, known by its name's end. */
const providerData = (secret: TemplateSecret, stateDir: string): string | undefined => {
  if (secret.name.endsWith("/esms")) return JSON.stringify(esmsAccount(stateDir));
  const provider = PROVIDERS.find((name) => secret.name.endsWith(`/${name}`));
  return provider === undefined ? undefined : JSON.stringify(openMerchant(stateDir, provider).now());
};

/**
 * AWS Secrets Manager: GetSecretValue and PutSecretValue over AWS JSON 1.1, by name or ARN.
 * `PUT /local/secrets/<name>` `{pending: "…"}` or `{current: "…"}` or `{promote: true}` plays the deployer's rotation.
 */
export const createSecretsManagerStub: CreateStub = async (context) => {
  const journal = openJournal<Version>(join(context.stateDir, "secrets.jsonl"));
  const secrets = new Map<string, Stages>();
  const stagesOf = (arn: string): Stages => {
    const known = secrets.get(arn);
    if (known !== undefined) return known;
    const stages: Stages = {};
    secrets.set(arn, stages);
    return stages;
  };
  for (const version of journal.entries) place(stagesOf(version.secret), version);

  const put = (secret: TemplateSecret, value: string, stage: Stage, versionId: string = randomUUID()): Version => {
    const version = { secret: secret.arn, versionId, value, stage, at: Date.now() };
    journal.append(version);
    place(stagesOf(secret.arn), version);
    return version;
  };

  for (const secret of context.secrets) {
    const value = providerData(secret, context.stateDir) ?? secret.value;
    if (stagesOf(secret.arn).AWSCURRENT === undefined && value !== undefined) put(secret, value, "AWSCURRENT");
  }

  const find = (id: unknown): TemplateSecret | undefined =>
    context.secrets.find((secret) => secret.arn === id || secret.name === id);

  const describe = (secret: TemplateSecret, version: Version) => ({
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.versionId,
    VersionStages: [version.stage],
  });

  const answer = (response: ServerResponse, target: string, body: Record<string, unknown>): true => {
    const refuse = (code: string, message: string) => sendAwsError(response, 400, "1.1", code, message);
    const secret = find(body.SecretId);
    if (secret === undefined) {
      return refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    const stages = stagesOf(secret.arn);
    if (target === "secretsmanager.GetSecretValue") {
      const stage = (body.VersionStage ?? "AWSCURRENT") as Stage;
      const version =
        typeof body.VersionId === "string"
          ? Object.values(stages).find(({ versionId }) => versionId === body.VersionId)
          : stages[stage];
      if (version === undefined) {
        return refuse(
          "ResourceNotFoundException",
          `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
        );
      }
      return sendAws(response, "1.1", {
        ...describe(secret, version),
        SecretString: version.value,
        CreatedDate: version.at / 1000,
      });
    }
    if (target === "secretsmanager.PutSecretValue" && typeof body.SecretString === "string") {
      const wanted = Array.isArray(body.VersionStages) ? body.VersionStages : ["AWSCURRENT"];
      const stage: Stage = wanted.includes("AWSPENDING") ? "AWSPENDING" : "AWSCURRENT";
      const token = typeof body.ClientRequestToken === "string" ? body.ClientRequestToken : undefined;
      return sendAws(response, "1.1", describe(secret, put(secret, body.SecretString, stage, token)));
    }
    return refuse("InvalidRequestException", `This stand-in does not do ${target}.`);
  };

  return {
    name: "secrets-manager",
    prefixes: ["/local/secrets"],
    awsService: "secretsmanager",
    handle: async (request, response, url) => {
      const target = request.headers["x-amz-target"];
      if (typeof target === "string" && request.method === "POST") {
        const body = await readObject(request);
        return body === undefined
          ? sendAwsError(response, 400, "1.1", "SerializationException", "The body is not a JSON object.")
          : answer(response, target, body);
      }
      if (request.method !== "PUT" || !url.pathname.startsWith("/local/secrets/")) return false;
      const secret = find(decodeURIComponent(url.pathname.slice("/local/secrets/".length)));
      if (secret === undefined)
        return sendProblem(response, 404, "secret-not-found", "The template has no such secret.");
      const body = await readObject(request);
      const stages = stagesOf(secret.arn);
      if (typeof body?.pending === "string") put(secret, body.pending, "AWSPENDING");
      else if (typeof body?.current === "string") put(secret, body.current, "AWSCURRENT");
      else if (body?.promote === true && stages.AWSPENDING !== undefined) {
        put(secret, stages.AWSPENDING.value, "AWSCURRENT", stages.AWSPENDING.versionId);
      } else return sendProblem(response, 400, "body-invalid", 'One of {"pending"}, {"current"} or {"promote":true}.');
      return sendJson(response, 200, { name: secret.name, stages: Object.keys(stages) });
    },
  };
};
