import { send } from "../aws/signed-request.ts";
import type { FetchSecret } from "./secret.ts";

/** What Secrets Manager refused, by the name of its own error. */
class SecretRefused extends Error {
  constructor(name: string, status: number) {
    super(`Secrets Manager answered ${status}`);
    this.name = name;
  }
}

/** One call of `GetSecretValue`, AWS JSON 1.1. */
export const secretsManager: FetchSecret = async (id, stage) => {
  const { status, text } = await send({
    service: "secretsmanager",
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" },
    body: JSON.stringify({ SecretId: id, VersionStage: stage }),
  });
  const answer = JSON.parse(text) as { SecretString?: string; __type?: string };
  if (status !== 200)
    throw new SecretRefused(
      String(answer.__type ?? "unknown")
        .split("#")
        .at(-1) ?? "",
      status,
    );
  if (answer.SecretString === undefined) throw new Error("the secret holds no text");
  return answer.SecretString;
};
