import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";

/** A request that the gate does not let through, in S3's own words. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const xml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const answerRefusal = (response: ServerResponse, refusal: S3Refusal, path: string, bodyless: boolean): void => {
  const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${refusal.code}</Code><Message>${xml(refusal.message)}</Message>` +
    `<Resource>${xml(path)}</Resource><RequestId>${requestId}</RequestId></Error>`;
  response.writeHead(refusal.status, {
    "content-type": "application/xml",
    "x-amz-request-id": requestId,
    ...(bodyless ? {} : { "content-length": Buffer.byteLength(body) }),
  });
  response.end(bodyless ? undefined : body);
};
