import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnnouncements, type ObjectCreated } from "./announcements.ts";
import { allowOrigin, answerPreflight } from "./cors.ts";
import { connectEmulator } from "./emulator.ts";
import { readIncoming } from "./incoming.ts";
import { createObjectRequests } from "./object-requests.ts";
import { answerRefusal, S3Refusal } from "./refusal.ts";
import { type Credentials, verifySignature } from "./signature.ts";

/** News that nobody took, be it that the runner was still starting, is told again this soon. */
const CATCH_UP_MS = 1_000;

export type S3Gate = { endpoint: string; stop(): Promise<void> };

/**
 * The only S3 address that clients and functions get: what a presigned URL or a function's client signed is enforced
 * here (signature, expiry, headers, length, checksums, conditions), since no emulator does it; only then the emulator
 * is asked. Nothing of a refused upload is ever readable. Objects only: multipart uploads, browser forms and
 * sub-resources are refused with NotImplemented.
 *
 * @param port 0 for any
 * @param stateDir where writes not told yet outlive a kill; without it they end with the process
 * @param onObjectCreated told after every stored PUT or copy, before the client is answered
 */
export const startS3Gate = async (world: {
  port: number;
  emulatorEndpoint: string;
  credentials: Credentials;
  stateDir?: string;
  onObjectCreated: ObjectCreated;
  log(line: string): void;
}): Promise<S3Gate> => {
  const folder = await mkdtemp(join(tmpdir(), "mot-cua-s3-"));
  const emulator = connectEmulator(world.emulatorEndpoint);
  const journal = join(world.stateDir ?? folder, "s3-writes.jsonl");
  const announcements = createAnnouncements(world.onObjectCreated, journal, world.log);
  const requests = createObjectRequests(emulator, folder, announcements);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // The SDK corrects its clock by this header, so it has to tell the moved one.
    response.setHeader("date", new Date().toUTCString());
    if (request.method === "OPTIONS") return answerPreflight(request, response);
    allowOrigin(request, response);
    const incoming = readIncoming(request);
    const { payload } = verifySignature(incoming.signed, world.credentials, Date.now());
    await requests.answer(request, response, incoming, payload);
  };

  const server = createServer((request, response) => {
    answer(request, response)
      .catch((error: unknown) => {
        // The client went away in the middle: nobody is left to tell, and nothing is wrong here.
        if (response.destroyed) return;
        const refusal =
          error instanceof S3Refusal ? error : new S3Refusal(500, "InternalError", "We encountered an internal error.");
        if (!(error instanceof S3Refusal)) world.log(`s3 gate: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else answerRefusal(response, refusal, (request.url ?? "/").split("?")[0] ?? "/", request.method === "HEAD");
      })
      // What a refused client still sends is read and dropped, so that it sees the answer and not a reset.
      .finally(() => request.resume());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(world.port, "127.0.0.1", resolve);
  });
  const catchUp = setInterval(() => void announcements.catchUp(emulator.head), CATCH_UP_MS);
  catchUp.unref();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      clearInterval(catchUp);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      emulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
