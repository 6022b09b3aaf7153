import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartRefused } from "./refusal.ts";

/** Listens for this machine only; 0 takes any free port. Answers the port. */
export const listenOn = async (server: Server, port: number): Promise<number> => {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve());
    });
  } catch (error) {
    if ((error as { code?: string }).code !== "EADDRINUSE" && (error as { code?: string }).code !== "EACCES")
      throw error;
    throw new StartRefused(
      `Cổng ${port} đang được dùng: đặt PORT khác`,
      `Port ${port} is taken or not allowed: set another PORT`,
    );
  }
  return (server.address() as AddressInfo).port;
};

/**
 * Listens where the file says this was last done, so that addresses handed out before still lead here; on any port
 * the first time and, telling `onMoved` of the one it lost, where another program has taken it.
 */
export const listenAgain = async (server: Server, file: string, onMoved: (lost: number) => void): Promise<number> => {
  const kept = existsSync(file) ? Number(readFileSync(file, "utf8")) || 0 : 0;
  const port = await listenOn(server, kept).catch((error: unknown) => {
    if (!(error instanceof StartRefused)) throw error;
    onMoved(kept);
    return listenOn(server, 0);
  });
  writeFileSync(file, String(port));
  return port;
};
