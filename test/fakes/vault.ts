import { type FetchSecret, secretReader } from "../../shared/adapters/secrets/secret.ts";

export class ResourceNotFoundException extends Error {
  override name = "ResourceNotFoundException";
}

/** Secrets Manager as far as a reader sees it, with a clock to move. */
export const aVault = (versions: { AWSCURRENT?: string; AWSPENDING?: string }) => {
  const calls: string[] = [];
  const clock = { now: 1_000_000 };
  const faults: Error[] = [];
  const fetch: FetchSecret = async (_, stage) => {
    calls.push(stage);
    const fault = faults.shift();
    if (fault) throw fault;
    const text = versions[stage];
    if (text === undefined) throw new ResourceNotFoundException();
    return text;
  };
  return { versions, calls, clock, faults, secrets: secretReader({ ttlMs: 300_000, fetch, now: () => clock.now }) };
};
