import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GenerateSecretString, SecretModel } from "../assembly/model-data.ts";
import type { TemplateSecret } from "../stubs/stub.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/** What Secrets Manager makes where the template does not say. */
const LENGTH = 32;

const generate = ({ SecretStringTemplate, GenerateStringKey, PasswordLength }: GenerateSecretString): string => {
  const random = Array.from({ length: PasswordLength ?? LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  if (GenerateStringKey === undefined) return random;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate ?? "{}"), [GenerateStringKey]: random });
};

/** The template's secrets, each with the value that was generated for it once and is kept in the state folder. */
export const secretValues = (secrets: readonly SecretModel[], stateDir: string): TemplateSecret[] => {
  const file = join(stateDir, "generated-secrets.json");
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const values = secrets.map(({ arn, name, generate: wanted }) => {
    const value = wanted === undefined ? undefined : (kept[name] ?? generate(wanted));
    return { arn, name, value };
  });
  const known = Object.fromEntries(
    values.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
  );
  writeFileSync(file, JSON.stringify({ ...kept, ...known }), { mode: 0o600 });
  return values;
};
