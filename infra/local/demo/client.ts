import { createHash, randomUUID } from "node:crypto";

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Something that the walk expected did not happen. */
export class DemoFailed extends Error {
  override name = "DemoFailed";
}

/** How often a call is repeated, under its own key, that found the service busy. */
const MOST_RETRIES = 5;

const isBusy = ({ status, body }: Answer): boolean =>
  status === 429 || status === 503 || String(body.type ?? "").endsWith("/request-in-flight");

/** A client of the public API as a browser or an office program would be: nothing but HTTP. */
export type Client = ReturnType<typeof clientOf>;

export const clientOf = (origin: string) => {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, origin), {
      method,
      redirect: "manual",
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : {} };
  };

  const must = async (
    expected: number,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    let answer = await send(method, path, body, headers);
    for (let again = 0; again < MOST_RETRIES && answer.status !== expected && isBusy(answer); again += 1) {
      const seconds = Number(answer.headers.get("retry-after") ?? 1);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      answer = await send(method, path, body, headers);
    }
    if (answer.status === expected) return answer;
    throw new DemoFailed(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };

  /** Somebody signed in at the local issuer: a persona, or whoever has these claims. */
  const signedIn = async (who: { persona: string } | { claims: Record<string, unknown> }) => {
    const { body } = await must(200, "POST", "/local/token", who);
    const authorization = `Bearer ${String(body.access_token)}`;
    const withKey = () => ({ authorization, "idempotency-key": randomUUID() });
    return {
      get: (path: string) => must(200, "GET", path, undefined, { authorization }),
      redirect: async (path: string) => {
        const answer = await must(302, "GET", path, undefined, { authorization });
        return answer.headers.get("location") ?? "";
      },
      post: (expected: number, path: string, content: unknown, headers: Record<string, string> = {}) =>
        must(expected, "POST", path, content, { ...withKey(), ...headers }),
    };
  };

  return { origin, send, must, signedIn, as: (persona: string) => signedIn({ persona }) };
};

export type Caller = Awaited<ReturnType<Client["signedIn"]>>;

/** A small file that is what it says: a one-page PDF, or the smallest PNG or JPEG, made distinct by its words. */
export const fileOf = (contentType: string, words: string): Buffer => {
  const starts: Record<string, Buffer> = {
    "application/pdf": Buffer.from("%PDF-1.4\n"),
    "image/png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    "image/jpeg": Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  };
  const start = starts[contentType];
  if (!start) throw new DemoFailed(`no sample of ${contentType}`);
  return Buffer.concat([start, Buffer.from(`% ${words}\n%%EOF\n`)]);
};

export const declarationOf = (fileName: string, contentType: string, bytes: Buffer) => ({
  fileName,
  contentType,
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

export const upload = async (
  target: { url: string; headers: Record<string, string> },
  bytes: Buffer,
): Promise<void> => {
  const response = await fetch(target.url, { method: "PUT", headers: target.headers, body: new Uint8Array(bytes) });
  if (response.status !== 200) throw new DemoFailed(`upload: ${response.status} ${await response.text()}`);
};

/** Asks again until it holds, for at most `seconds`. */
export const eventually = async <T>(what: string, ask: () => Promise<T | undefined>, seconds = 30): Promise<T> => {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new DemoFailed(`${what}: not within ${seconds} s`);
};
