import { createHash } from "node:crypto";
import { readObject, sendAws, sendAwsError } from "./answers.ts";
import { openSigningKeys } from "./kms-keys.ts";
import type { CreateStub, TemplateKey } from "./stub.ts";

const KEY_SPEC = "ECC_NIST_P256";
const ALGORITHM = "ECDSA_SHA_256";
const DIGEST_BYTES = 32;
/** Longest message that KMS hashes itself. */
const LARGEST_MESSAGE = 4096;

/** Everything that a member of a request may be, of which a key of ours takes one algorithm and two message types. */
const VALUES = {
  signingAlgorithm: [
    "RSASSA_PSS_SHA_256",
    "RSASSA_PSS_SHA_384",
    "RSASSA_PSS_SHA_512",
    "RSASSA_PKCS1_V1_5_SHA_256",
    "RSASSA_PKCS1_V1_5_SHA_384",
    "RSASSA_PKCS1_V1_5_SHA_512",
    ALGORITHM,
    "ECDSA_SHA_384",
    "ECDSA_SHA_512",
    "SM2DSA",
    "ML_DSA_SHAKE_256",
    "ED25519_SHA_512",
    "ED25519_PH_SHA_512",
  ],
  messageType: ["RAW", "DIGEST", "EXTERNAL_MU"],
};

type Body = Record<string, unknown>;
type Fault = { code: string; message: string };

const invalid = (message: string): Fault => ({ code: "ValidationException", message });
/** `shown` is the value as KMS quotes it: a message is never quoted. */
const breach = (member: string, shown: string, constraint: string): Fault =>
  invalid(
    `1 validation error detected: Value ${shown}at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
const missing = (member: string): Fault => breach(member, "null ", "not be null");
const breachOfValues = (member: keyof typeof VALUES, value: unknown): Fault | undefined => {
  if (value === undefined) return missing(member);
  if (VALUES[member].includes(String(value))) return undefined;
  return breach(member, `'${value}' `, `satisfy enum value set: [${VALUES[member].join(", ")}]`);
};

const isAliasOf = ({ arn, aliases }: TemplateKey, id: string): boolean =>
  aliases.some((alias) => id === alias || id === arn.replace(/:key\/.*$/, `:${alias}`));

const unknownKey = (id: string): Fault => ({
  code: "NotFoundException",
  message: id.includes("alias/") ? `Alias ${id} is not found.` : `Key '${id}' does not exist`,
});

/** What the caller asks to be signed, as its digest. */
const digestOf = (body: Body): Uint8Array | Fault => {
  const { SigningAlgorithm: algorithm, MessageType: type = "RAW" } = body;
  if (type === "EXTERNAL_MU") return invalid(`Message type ${type} is incompatible with key spec ${KEY_SPEC}.`);
  const message = Buffer.from(String(body.Message), "base64");
  if (type === "RAW") return createHash("sha256").update(message).digest();
  return message.length === DIGEST_BYTES ? message : invalid(`Digest is invalid length for algorithm ${algorithm}.`);
};

const breachOfSign = ({ Message: message, SigningAlgorithm: algorithm, MessageType: type = "RAW" }: Body) => {
  const fault = breachOfValues("signingAlgorithm", algorithm) ?? breachOfValues("messageType", type);
  if (fault !== undefined) return fault;
  if (typeof message !== "string") return missing("message");
  const { length } = Buffer.from(message, "base64");
  if (length === 0) return breach("message", "", "have length greater than or equal to 1");
  if (length > LARGEST_MESSAGE) return breach("message", "", `have length less than or equal to ${LARGEST_MESSAGE}`);
  return undefined;
};

/**
 * AWS KMS: Sign and GetPublicKey over AWS JSON 1.1, for the keys of the template, by id, ARN, alias or the alias's
 * ARN. Policies and grants are not asked, as nowhere here.
 */
export const createKmsStub: CreateStub = async ({ keys, stateDir }) => {
  const pairs = await openSigningKeys(keys, stateDir);
  const find = (id: string): TemplateKey | undefined =>
    keys.find((key) => key.arn === id || key.keyId === id || isAliasOf(key, id));

  const sign = (key: TemplateKey, body: Body): object | Fault => {
    const { SigningAlgorithm: algorithm } = body;
    const pair = pairs.get(key.arn);
    if (pair === undefined)
      return {
        code: "InvalidKeyUsageException",
        message: `${key.arn} key usage is ${key.usage} which is not valid for Sign.`,
      };
    if (algorithm !== ALGORITHM)
      return {
        code: "InvalidKeyUsageException",
        message: `Algorithm ${algorithm} is incompatible with key spec ${KEY_SPEC}.`,
      };
    const digest = digestOf(body);
    if ("code" in digest) return digest;
    const Signature = Buffer.from(pair.signDigest(digest)).toString("base64");
    return { KeyId: key.arn, Signature, SigningAlgorithm: algorithm };
  };

  const getPublicKey = (key: TemplateKey): object | Fault => {
    const pair = pairs.get(key.arn);
    if (pair === undefined)
      return { code: "UnsupportedOperationException", message: `${key.arn} is a symmetric key and has no public key.` };
    return {
      KeyId: key.arn,
      PublicKey: pair.publicKey.toString("base64"),
      CustomerMasterKeySpec: KEY_SPEC,
      KeySpec: KEY_SPEC,
      KeyUsage: key.usage,
      SigningAlgorithms: [ALGORITHM],
    };
  };

  const answerTo = (operation: string, body: Body): object | Fault => {
    const { KeyId: id } = body;
    if (typeof id !== "string") return missing("keyId");
    const fault = operation === "Sign" ? breachOfSign(body) : undefined;
    if (fault !== undefined) return fault;
    const key = find(id);
    if (key === undefined) return unknownKey(id);
    return operation === "Sign" ? sign(key, body) : getPublicKey(key);
  };

  return {
    name: "kms",
    awsService: "kms",
    handle: async (request, response) => {
      const [, operation] = /^TrentService\.(Sign|GetPublicKey)$/.exec(String(request.headers["x-amz-target"])) ?? [];
      if (operation === undefined) return false;
      const body = await readObject(request);
      if (body === undefined)
        return sendAwsError(response, 400, "1.1", "SerializationException", "The body is not a JSON object.");
      const answer = answerTo(operation, body);
      return "code" in answer
        ? sendAwsError(response, 400, "1.1", String(answer.code), String((answer as Fault).message))
        : sendAws(response, "1.1", answer);
    },
  };
};
