import type { IncomingMessage, ServerResponse } from "node:http";
import { readObject, sendJson, sendProblem } from "../answers.ts";
import type { Faults } from "./faults.ts";
import { changeableFields, type MerchantRecord, type ProviderName } from "./merchants.ts";
import { type StatementOf, sendStatement } from "./statement.ts";

/**
 * What every provider's stand-in has besides its protocol, under `/local/<provider>`: `GET|PUT merchant`,
 * `GET|PUT faults`, `GET statement?day=`. False where the request is for something else.
 */
export const createDesk = <Merchant>(provider: {
  name: ProviderName;
  merchant: MerchantRecord<Merchant>;
  faults: Faults;
  statement: Omit<StatementOf, "name">;
}) => {
  const base = `/local/${provider.name}`;
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    const route = `${request.method} ${url.pathname}`;
    if (route === `GET ${base}/merchant`) return sendJson(response, 200, provider.merchant.now());
    if (route === `PUT ${base}/merchant`) {
      const changed = provider.merchant.change(await readObject(request));
      return changed === undefined
        ? sendProblem(response, 400, "body-invalid", changeableFields(provider.name))
        : sendJson(response, 200, changed);
    }
    if (route === `GET ${base}/faults` || route === `PUT ${base}/faults`)
      return provider.faults.handle(request, response);
    if (route === `GET ${base}/statement`)
      return sendStatement(response, url.searchParams.get("day"), { name: provider.name, ...provider.statement });
    return false;
  };
};
