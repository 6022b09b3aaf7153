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
  say: ((line: string) => void) | undefined;
}): Promise<S3Gate> => {
  const { emulatorEndpoint, stateDir, putEvent, log, say } = world;
  const scanner = createScanner({ putEvent, readObject: emulatorReader(emulatorEndpoint) });
  const scanned = new Set(world.model.buckets.filter((bucket) => bucket.scanned).map(({ name }) => name));
  return startS3Gate({
    emulatorEndpoint,
    credentials: LOCAL_CREDENTIALS,
    stateDir,
    log,
    say,
    onObjectCreated: async (bucket, key, etag) => {
      if (scanned.has(bucket)) await scanner.scan({ bucket, key, etag });
    },
  });
};
