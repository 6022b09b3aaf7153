import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { claimText } from "../../../infra/local/gateway/authorizer.ts";
import { httpEvent } from "../../../infra/local/gateway/http-event.ts";
import { replyOf } from "../../../infra/local/gateway/http-reply.ts";

const eventOf = (path: string, body = "", rawHeaders: string[] = []) => {
  const cookie = rawHeaders[rawHeaders.indexOf("Cookie") + 1];
  const request = {
    method: "POST",
    httpVersion: "1.1",
    rawHeaders: ["Host", "localhost:3000", ...rawHeaders],
    headers: rawHeaders.includes("Cookie") ? { cookie } : {},
    socket: { remoteAddress: "::ffff:127.0.0.1" },
  } as unknown as IncomingMessage;
  const route = { key: "POST /v1/{id}", functionName: "f", timeoutMs: 1, authorizer: undefined, scopes: [] };
  return httpEvent({
    request,
    url: new URL(path, "http://localhost:3000"),
    body: Buffer.from(body, "latin1"),
    chosen: { route, pathParameters: { id: "a b" } },
    jwt: { claims: { sub: "citizen-lan" }, scopes: null },
    requestId: "r-1",
    api: { id: "api", account: "000000000000" },
  }) as Record<string, unknown> & { requestContext: Record<string, unknown>; headers: Record<string, string> };
};

describe("the event of payload format 2.0", () => {
  it("joins headers and query values of one name and sets cookies apart", () => {
    const event = eventOf("/v1/a%20b?x=1&x=2&y=%C3%A9", "", ["X-One", "1", "x-one", "2", "Cookie", "a=1; b=2"]);
    expect(event.headers["x-one"]).toBe("1,2");
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "POST /v1/{id}",
      rawQueryString: "x=1&x=2&y=%C3%A9",
      queryStringParameters: { x: "1,2", y: "é" },
      pathParameters: { id: "a b" },
      cookies: ["a=1", "b=2"],
      requestContext: {
        requestId: "r-1",
        stage: "$default",
        authorizer: { jwt: { claims: { sub: "citizen-lan" }, scopes: null } },
        http: { method: "POST", sourceIp: "127.0.0.1" },
      },
    });
  });

  it("joins an Idempotency-Key that was sent twice by a comma, as AWS does", () => {
    const { headers } = eventOf("/v1/x", "", ["Idempotency-Key", "k-1", "idempotency-key", "k-1"]);
    expect(headers["idempotency-key"]).toBe("k-1,k-1");
  });

  it("leaves out query and body where there are none", () => {
    const event = eventOf("/v1/x");
    expect(event).not.toHaveProperty("queryStringParameters");
    expect(event).not.toHaveProperty("body");
  });

  it("carries text as text and everything else in base64", () => {
    expect(eventOf("/v1/x", "{}", ["content-type", "application/json; charset=utf-8"])).toMatchObject({
      body: "{}",
      isBase64Encoded: false,
    });
    expect(eventOf("/v1/x", "\u0000\u00ff", ["content-type", "application/pdf"])).toMatchObject({
      body: "AP8=",
      isBase64Encoded: true,
    });
  });
});

describe("claims", () => {
  it("are text in the event: numbers, and arrays in brackets", () => {
    expect(claimText(1612061676)).toBe("1612061676");
    expect(claimText(true)).toBe("true");
    expect(claimText(["receiver", "leader"])).toBe("[receiver leader]");
    expect(claimText({ b: 1, a: "x" })).toBe("map[a:x b:1]");
  });
});

describe("a function's answer", () => {
  const reply = (value: unknown) => replyOf(JSON.stringify(value));

  it("sets status, headers, cookies and body", () => {
    const { status, headers, body } = reply({
      statusCode: 201,
      headers: { "Content-Type": "application/json", ETag: 7 },
      cookies: ["a=1", "b=2"],
      body: "{}",
    });
    expect(status).toBe(201);
    expect(headers).toEqual({ "content-type": "application/json", etag: "7", "set-cookie": ["a=1", "b=2"] });
    expect(body.toString()).toBe("{}");
  });

  it("is decoded where it says so", () => {
    expect(reply({ statusCode: 200, body: "AP8=", isBase64Encoded: true }).body).toEqual(Buffer.from([0, 255]));
  });

  it("is the body of a 200 where it has no status", () => {
    expect(reply({ a: 1 })).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    expect(reply({ a: 1 }).body.toString()).toBe('{"a":1}');
    expect(reply("text").body.toString()).toBe("text");
  });

  it("is a fault of the server where it cannot be read", () => {
    for (const value of [{ statusCode: "x" }, { statusCode: 200, body: {} }, { statusCode: 99 }]) {
      expect(reply(value).status).toBe(500);
      expect(reply(value).body.toString()).toBe('{"message":"Internal Server Error"}');
    }
  });
});
