import { StartRefused } from "../refusal.ts";
import type { TemplateKey } from "../stubs/stub.ts";
import type { TemplateReader } from "./template.ts";

/** The kinds of key that have a stand-in. */
const USAGES: Readonly<Record<string, TemplateKey["usage"]>> = {
  "SYMMETRIC_DEFAULT ENCRYPT_DECRYPT": "ENCRYPT_DECRYPT",
  "ECC_NIST_P256 SIGN_VERIFY": "SIGN_VERIFY",
};

/** Keys with the aliases that point at them, by id or by ARN. */
export const readKeys = (reader: TemplateReader): TemplateKey[] => {
  const aliases = reader.ofType("AWS::KMS::Alias").map((alias) => ({
    name: alias.physical.name,
    target: String(alias.property("TargetKeyId")),
  }));
  return reader.ofType("AWS::KMS::Key").map((key) => {
    const { ref: keyId, attributes } = key.physical;
    const arn = attributes.Arn ?? "";
    const kind = `${key.property("KeySpec") ?? "SYMMETRIC_DEFAULT"} ${key.property("KeyUsage") ?? "ENCRYPT_DECRYPT"}`;
    const usage = USAGES[kind];
    if (usage === undefined)
      throw new StartRefused(
        `Khóa ${key.logicalId}: chưa có dịch vụ thay thế cho ${kind}`,
        `Key ${key.logicalId}: ${kind} has no local stand-in`,
      );
    const pointing = aliases.filter(({ target }) => target === keyId || target === arn);
    return { arn, keyId, usage, aliases: pointing.map(({ name }) => name) };
  });
};
