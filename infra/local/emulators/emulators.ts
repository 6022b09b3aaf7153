import { fork } from "node:child_process";
import { join } from "node:path";
import { StartRefused } from "../refusal.ts";
import type { HostAnswer, HostRequest } from "./emulator-host.ts";

export type Emulators = {
  dynamodb: string;
  /** SQS and S3. */
  aws: string;
  stop(): Promise<void>;
};

const REASONS: Readonly<Record<string, (detail: string) => StartRefused>> = {
  "no-dynamodb-binary": (platform) =>
    new StartRefused(
      `Chưa có dynoxide cho ${platform}: hãy đặt LOCAL_DYNAMODB_ENDPOINT`,
      `There is no dynoxide for ${platform}: set LOCAL_DYNAMODB_ENDPOINT`,
    ),
  "state-held": (folder) =>
    new StartRefused(`Thư mục ${folder} đang được dùng`, `The folder ${folder} is in use by another stack`),
};

/**
 * Starts DynamoDB, SQS and S3 in a process of their own that ends with this one; an endpoint given by
 * `LOCAL_DYNAMODB_ENDPOINT` or `LOCAL_AWS_ENDPOINT` is used instead.
 */
export const startEmulators = async (
  stateDir: string,
  region: string,
  onLost: (reason: string) => void,
): Promise<Emulators> => {
  const given = { dynamodb: process.env.LOCAL_DYNAMODB_ENDPOINT, aws: process.env.LOCAL_AWS_ENDPOINT };
  if (given.dynamodb && given.aws) return { dynamodb: given.dynamodb, aws: given.aws, stop: () => Promise.resolve() };
  const host = fork(join(import.meta.dirname, "emulator-host.ts"), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => {
    host.once("exit", () => resolve());
  });
  const answer = await new Promise<HostAnswer>((resolve) => {
    host.once("message", (message) => resolve(message as HostAnswer));
    host.once("exit", (code) => resolve({ failed: "error", detail: `emulators ended with ${code}` }));
    host.send({ stateDir, region, dynamodb: !given.dynamodb, aws: !given.aws } satisfies HostRequest);
  });
  if ("failed" in answer) {
    if (host.connected) host.disconnect();
    const { failed, detail } = answer;
    throw (
      REASONS[failed]?.(detail) ??
      new StartRefused(`Không khởi động được bộ mô phỏng: ${detail}`, `The emulators did not start: ${detail}`)
    );
  }
  let stopping = false;
  host.once("exit", () => {
    if (!stopping) onLost("the emulators ended");
  });
  return {
    dynamodb: given.dynamodb ?? answer.ready.dynamodb ?? "",
    aws: given.aws ?? answer.ready.aws ?? "",
    stop: async () => {
      stopping = true;
      if (host.connected) host.disconnect();
      await ended;
    },
  };
};
