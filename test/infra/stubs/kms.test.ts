import { createHash, createPublicKey, verify } from "node:crypto";
import {
  EncryptCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  type SignCommandInput,
  SigningAlgorithmSpec,
} from "@aws-sdk/client-kms";
import { afterEach, describe, expect, it } from "vitest";
import { createKmsStub } from "../../../infra/local/stubs/kms.ts";
import { startStubWorld } from "./stub-world.ts";

const ARN = "arn:aws:kms:ap-southeast-1:000000000000";
const SEAL = {
  arn: `${ARN}:key/seal`,
  keyId: "seal",
  usage: "SIGN_VERIFY" as const,
  aliases: ["alias/one", "alias/two"],
};
const OTHER = { arn: `${ARN}:key/other`, keyId: "other", usage: "SIGN_VERIFY" as const, aliases: [] };
const DATA = { arn: `${ARN}:key/data`, keyId: "data", usage: "ENCRYPT_DECRYPT" as const, aliases: ["alias/data"] };

const open = async (stateDir?: string) => {
  const world = await startStubWorld(async (context) => [await createKmsStub(context)], {
    context: { keys: [SEAL, OTHER, DATA], ...(stateDir === undefined ? {} : { stateDir }) },
  });
  const client = new KMSClient({
    endpoint: world.origin,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const publicKeyOf = async (KeyId: string) => {
    const { PublicKey = new Uint8Array(), ...rest } = await client.send(new GetPublicKeyCommand({ KeyId }));
    return { ...rest, key: createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" }) };
  };
  const sign = (given: Partial<SignCommandInput> = {}) =>
    client.send(new SignCommand({ KeyId: SEAL.keyId, SigningAlgorithm: "ECDSA_SHA_256", Message, ...given }));
  return { ...world, client, publicKeyOf, sign };
};

const Message = Buffer.from("Giấy phép tổ chức biểu diễn số 12/GP");
const digest = createHash("sha256").update(Message).digest();

let world: Awaited<ReturnType<typeof open>>;
afterEach(() => world.stop());

describe("the stand-in of KMS", () => {
  it("signs a message so that anyone with the public key can verify it, and with no other", async () => {
    world = await open();
    const { key, $metadata, ...described } = await world.publicKeyOf(SEAL.keyId);
    expect(described).toEqual({
      KeyId: SEAL.arn,
      CustomerMasterKeySpec: "ECC_NIST_P256",
      KeySpec: "ECC_NIST_P256",
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: ["ECDSA_SHA_256"],
    });
    expect(key.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    const { KeyId, Signature = new Uint8Array(), SigningAlgorithm } = await world.sign();
    expect({ KeyId, SigningAlgorithm }).toEqual({ KeyId: SEAL.arn, SigningAlgorithm: "ECDSA_SHA_256" });
    expect(verify("sha256", Message, key, Signature)).toBe(true);
    expect(verify("sha256", Buffer.from("forged"), key, Signature)).toBe(false);
    expect(verify("sha256", Message, (await world.publicKeyOf(OTHER.keyId)).key, Signature)).toBe(false);
  });

  it("takes the digest in place of the message", async () => {
    world = await open();
    const { Signature = new Uint8Array() } = await world.sign({ Message: digest, MessageType: "DIGEST" });
    const { key } = await world.publicKeyOf(SEAL.keyId);
    expect(verify("sha256", Message, key, Signature)).toBe(true);
    const raw = await world.sign({ Message: digest, MessageType: "RAW" });
    expect(verify("sha256", Message, key, raw.Signature ?? new Uint8Array())).toBe(false);
    expect(verify("sha256", digest, key, raw.Signature ?? new Uint8Array())).toBe(true);
  });

  it("knows a key by its id, its ARN, its aliases and their ARNs", async () => {
    world = await open();
    for (const id of [SEAL.keyId, SEAL.arn, "alias/one", "alias/two", `${ARN}:alias/two`])
      expect(await world.publicKeyOf(id)).toMatchObject({ KeyId: SEAL.arn });
  });

  it("keeps a key over a restart, and makes another in another folder", async () => {
    world = await open();
    const { stateDir } = world.context;
    const { Signature = new Uint8Array() } = await world.sign();
    await world.stop();
    world = await open(stateDir);
    expect(verify("sha256", Message, (await world.publicKeyOf("alias/one")).key, Signature)).toBe(true);
    await world.stop();
    world = await open();
    expect(verify("sha256", Message, (await world.publicKeyOf("alias/one")).key, Signature)).toBe(false);
  });

  it("refuses a key that is not there and one that does not sign", async () => {
    world = await open();
    await expect(world.sign({ KeyId: `${ARN}:key/none` })).rejects.toMatchObject({
      name: "NotFoundException",
      message: `Key '${ARN}:key/none' does not exist`,
    });
    await expect(world.publicKeyOf("alias/none")).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Alias alias/none is not found.",
    });
    await expect(world.sign({ KeyId: "alias/data" })).rejects.toMatchObject({
      name: "InvalidKeyUsageException",
      message: `${DATA.arn} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
    });
    await expect(world.publicKeyOf("alias/data")).rejects.toMatchObject({ name: "UnsupportedOperationException" });
  });

  it("refuses an algorithm of other keys as such and one that nobody has as invalid", async () => {
    world = await open();
    for (const SigningAlgorithm of Object.values(SigningAlgorithmSpec).filter((one) => one !== "ECDSA_SHA_256"))
      await expect(world.sign({ SigningAlgorithm })).rejects.toMatchObject({
        name: "InvalidKeyUsageException",
        message: `Algorithm ${SigningAlgorithm} is incompatible with key spec ECC_NIST_P256.`,
      });
    await expect(world.sign({ SigningAlgorithm: "ROT13" as "SM2DSA" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(/Value 'ROT13' at 'signingAlgorithm' .*enum value set: \[.*ECDSA_SHA_256.*\]$/),
    });
    await expect(world.sign({ SigningAlgorithm: undefined })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Value null at 'signingAlgorithm'"),
    });
  });

  it("refuses what is no digest, no message, or more than KMS hashes", async () => {
    world = await open();
    const invalid = (message: string) => ({ name: "ValidationException", message: expect.stringContaining(message) });
    const digestLength = "Digest is invalid length for algorithm ECDSA_SHA_256.";
    for (const [given, message] of [
      [{ Message: digest.subarray(1), MessageType: "DIGEST" }, digestLength],
      [{ Message: Buffer.alloc(33), MessageType: "DIGEST" }, digestLength],
      [{ MessageType: "EXTERNAL_MU" }, "Message type EXTERNAL_MU is incompatible with key spec ECC_NIST_P256."],
      [{ MessageType: "HASH" as "RAW" }, "Value 'HASH' at 'messageType'"],
      [{ Message: undefined }, "Value null at 'message'"],
      [{ Message: Buffer.alloc(0) }, "at 'message'"],
      [{ Message: Buffer.alloc(4097) }, "less than or equal to 4096"],
    ] satisfies [Partial<SignCommandInput>, string][])
      await expect(world.sign(given)).rejects.toMatchObject(invalid(message));
    await expect(world.sign({ Message: Buffer.alloc(4096) })).resolves.toMatchObject({ KeyId: SEAL.arn });
  });

  it("leaves what it does not do to the runner, which says so", async () => {
    world = await open();
    const encrypt = new EncryptCommand({ KeyId: DATA.keyId, Plaintext: Message });
    await expect(world.client.send(encrypt)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});
