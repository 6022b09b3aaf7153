import type { BusEvent } from "./stub.ts";

/**
 * The EICAR test string (eicar.org), in two pieces: whole, it would make virus scanners remove this file.
 */
const EICAR = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EIC", "AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
  "latin1",
);

type ScannedObject = { bucket: string; key: string; etag: string; versionId?: string };

export type Scanner = {
  /** Reads the object and puts its verdict on the bus; an object gone or unreadable gets the verdict FAILED. */
  scan(object: ScannedObject): Promise<void>;
};

/** True where the bytes hold the test string anywhere, also across the border of two chunks. */
const holdsEicar = async (bytes: AsyncIterable<Uint8Array>): Promise<boolean> => {
  let tail = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const window = Buffer.concat([tail, chunk]);
    if (window.includes(EICAR)) return true;
    tail = window.subarray(Math.max(0, window.length - EICAR.length + 1));
  }
  return false;
};

type Verdict = { status: "NO_THREATS_FOUND" | "THREATS_FOUND" | "FAILED"; threats: { name: string }[] | null };

/** Reads objects from the emulator itself, behind the gate, as a service of the cloud reads them beside the public door. */
export const emulatorReader =
  (emulatorEndpoint: string) =>
  async (bucket: string, key: string): Promise<AsyncIterable<Uint8Array>> => {
    const path = key.split("/").map(encodeURIComponent).join("/");
    const response = await fetch(`${emulatorEndpoint}/${bucket}/${path}`);
    if (response.status !== 200 || response.body === null) throw new Error(`object not readable: ${response.status}`);
    return response.body;
  };

/**
 * Amazon GuardDuty Malware Protection for S3: its event, member for member
 * (docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html), found by a scanner that knows one virus.
 */
export const createScanner = (world: {
  putEvent(event: BusEvent): Promise<void>;
  readObject(bucket: string, key: string): Promise<AsyncIterable<Uint8Array>>;
}): Scanner => {
  const judge = async ({ bucket, key }: ScannedObject): Promise<Verdict> => {
    try {
      return (await holdsEicar(await world.readObject(bucket, key)))
        ? { status: "THREATS_FOUND", threats: [{ name: "EICAR-Test-File (not a virus)" }] }
        : { status: "NO_THREATS_FOUND", threats: null };
    } catch {
      return { status: "FAILED", threats: null };
    }
  };
  return {
    scan: async (object) => {
      const { status, threats } = await judge(object);
      await world.putEvent({
        source: "aws.guardduty",
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        detail: {
          schemaVersion: "1.0",
          scanStatus: status === "FAILED" ? "FAILED" : "COMPLETED",
          resourceType: "S3_OBJECT",
          s3ObjectDetails: {
            bucketName: object.bucket,
            objectKey: object.key,
            eTag: object.etag.replaceAll('"', ""),
            ...(object.versionId === undefined ? {} : { versionId: object.versionId }),
            s3Throttled: false,
          },
          scanResultDetails: { scanResultStatus: status, threats, statusReasons: null },
        },
      });
    },
  };
};
