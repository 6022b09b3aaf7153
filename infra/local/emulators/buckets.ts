import type { Model } from "../assembly/model.ts";
import { LOCAL_CREDENTIALS } from "../overlay.ts";
import { type S3Gate, startS3Gate } from "../s3-gate/gate.ts";
import { createScanner, emulatorReader } from "../stubs/scanner.ts";
import type { BusEvent } from "../stubs/stub.ts";

/** Opens S3 for functions and clients; what lands in a bucket that the template has protected is scanned. */
export const openBuckets = (world: {
  model: Model;
  emulatorEndpoint: string;
  stateDir: string;
  putEvent(event: BusEvent): Promise<void>;
  log(line: string): void;
}): Promise<S3Gate> => {
  const { emulatorEndpoint, stateDir, putEvent, log } = world;
  const scanner = createScanner({ putEvent, readObject: emulatorReader(emulatorEndpoint) });
  const scanned = new Set(world.model.buckets.filter((bucket) => bucket.scanned).map(({ name }) => name));
  return startS3Gate({
    port: 0,
    emulatorEndpoint,
    credentials: LOCAL_CREDENTIALS,
    stateDir,
    log,
    onObjectCreated: async (bucket, key, etag) => {
      if (scanned.has(bucket)) await scanner.scan({ bucket, key, etag });
    },
  });
};
