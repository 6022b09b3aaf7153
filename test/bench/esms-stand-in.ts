import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { esmsAccount } from "../../infra/local/stubs/esms/account.ts";
import { createEsmsStub } from "../../infra/local/stubs/esms/esms.ts";
import { messageSinkOf } from "../../infra/local/stubs/message-sink.ts";
import type { StubContext } from "../../infra/local/stubs/stub.ts";
import { hosting, PROVIDER_TAKES_MS, type StandIn } from "./stand-ins.ts";
import { SENDER } from "./told-changes.ts";

export type EsmsStandIn = StandIn & {
  account: object;
  /** Our references of the messages that it took. */
  taken: () => string[];
  /** How often it was asked what it knows, and how often it was sent what it knew. */
  asked: () => number;
  repeated: () => number;
};

/** eSMS as the local stack has it, which is slow to answer, or never does (`isLost`), and reports nothing. */
export const esmsOf = async (isLost: () => boolean): Promise<EsmsStandIn> => {
  const stateDir = mkdtempSync(join(tmpdir(), "mot-cua-esms-"));
  const context: StubContext = {
    origin: "http://localhost:3000",
    stateDir,
    emulatorEndpoint: "",
    secrets: [],
    keys: [],
    putEvent: async () => {},
    environmentOf: () => ({ SMS_SENDER: SENDER }),
    log: () => {},
  };
  const account = esmsAccount(stateDir);
  const sink = messageSinkOf(context);
  sink.setReceipts({ channel: "sms", mode: "none", rate: 1 });
  const stub = await createEsmsStub(context);
  let asked = 0;
  let repeated = 0;

  const slowed = (response: ServerResponse): void => {
    const end = response.end.bind(response) as (text?: unknown) => ServerResponse;
    response.end = ((text?: unknown) => {
      if (String(text).includes('"CodeResult":"124"')) repeated += 1;
      setTimeout(() => (isLost() ? response.destroy() : end(text)), PROVIDER_TAKES_MS);
      return response;
    }) as typeof response.end;
  };
  const host = await hosting((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname.endsWith("GetSmsSentData_V2")) asked += 1;
    else slowed(response);
    void stub.handle(request, response, url);
  });
  return {
    ...host,
    url: `${host.url}/local/esms`,
    account,
    taken: () => sink.messages().map(({ reference }) => String(reference)),
    asked: () => asked,
    repeated: () => repeated,
    close: () => {
      host.close();
      void stub.stop?.();
      rmSync(stateDir, { recursive: true });
    },
  };
};
