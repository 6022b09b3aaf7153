import { describe, expect, it } from "vitest";
import { createScanner } from "../../../infra/local/stubs/scanner.ts";
import type { BusEvent } from "../../../infra/local/stubs/stub.ts";

const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

const verdictOn = async (chunks: string[] | Error): Promise<BusEvent> => {
  const events: BusEvent[] = [];
  const scanner = createScanner({
    putEvent: async (event) => {
      events.push(event);
    },
    readObject: async () => {
      if (chunks instanceof Error) throw chunks;
      return (async function* () {
        for (const chunk of chunks) yield Buffer.from(chunk, "latin1");
      })();
    },
  });
  await scanner.scan({ bucket: "quarantine", key: "incoming/1", etag: '"abc"' });
  expect(events).toHaveLength(1);
  return events[0] as BusEvent;
};

const resultOf = ({ detail }: BusEvent) =>
  detail as { scanStatus: string; scanResultDetails: { scanResultStatus: string; threats: unknown } };

describe("the scanner", () => {
  it("puts the event that GuardDuty puts", async () => {
    expect(await verdictOn(["%PDF-1.7 clean"])).toEqual({
      source: "aws.guardduty",
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      detail: {
        schemaVersion: "1.0",
        scanStatus: "COMPLETED",
        resourceType: "S3_OBJECT",
        s3ObjectDetails: { bucketName: "quarantine", objectKey: "incoming/1", eTag: "abc", s3Throttled: false },
        scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND", threats: null, statusReasons: null },
      },
    });
  });

  it("finds the test string wherever it stands and however it is cut", async () => {
    for (let cut = 0; cut <= EICAR.length; cut += 1) {
      const event = await verdictOn([`%PDF-1.7\n${EICAR.slice(0, cut)}`, `${EICAR.slice(cut)}\n%%EOF`]);
      expect(resultOf(event).scanResultDetails.scanResultStatus).toBe("THREATS_FOUND");
    }
    const letters = await verdictOn([...EICAR]);
    expect(resultOf(letters).scanResultDetails.threats).toEqual([{ name: "EICAR-Test-File (not a virus)" }]);
  });

  it("does not take a part of it for the whole", async () => {
    const event = await verdictOn([EICAR.slice(1), EICAR.slice(0, -1)]);
    expect(resultOf(event).scanResultDetails.scanResultStatus).toBe("NO_THREATS_FOUND");
  });

  it("calls what it cannot read FAILED, never clean", async () => {
    const event = await verdictOn(new Error("gone"));
    expect([resultOf(event).scanStatus, resultOf(event).scanResultDetails.scanResultStatus]).toEqual([
      "FAILED",
      "FAILED",
    ]);
  });
});
