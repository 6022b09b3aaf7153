import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenAgain } from "../listen.ts";
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
 * @param stateDir where its port and writes not told yet outlive a kill; without it they end with the process
 * @param say told what the person who started it should know
 * @param onObjectCreated told after every stored PUT or copy, before the client is answered
 */
export const startS3Gate = async (world: {
  emulatorEndpoint: string;
  credentials: Credentials;
  stateDir?: string;
  onObjectCreated: ObjectCreated;
  log(line: string): void;
  say?: ((line: string) => void) | undefined;
}): Promise<S3Gate> => {
  const folder = await mkdtemp(join(tmpdir(), "mot-cua-s3-"));
  const emulator = connectEmulator(world.emulatorEndpoint);
  const stateDir = world.stateDir ?? folder;
  const journal = join(stateDir, "s3-writes.jsonl");
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
  const say = world.say ?? world.log;
  const port = await listenAgain(server, join(stateDir, "s3-port"), (lost) =>
    say(
      `Cổng ${lost} của S3 đã bị chiếm: địa chỉ tải tệp đã cấp trước đây không còn dùng được / ` +
        `Port ${lost} of S3 is taken: addresses for files handed out before no longer work`,
    ),
  );
  const catchUp = setInterval(() => void announcements.catchUp(emulator.head), CATCH_UP_MS);
  catchUp.unref();
  return {
    endpoint: `http://127.0.0.1:${port}`,
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
