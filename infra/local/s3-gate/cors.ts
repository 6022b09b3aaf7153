import type { IncomingMessage, ServerResponse } from "node:http";

const METHODS = ["GET", "HEAD", "PUT"];
const HEADERS = /^(content-type|if-none-match|range|x-amz-[a-z0-9-]+)$/;
const EXPOSED = "ETag, Content-Disposition, x-amz-checksum-sha256, x-amz-request-id";

/** Lets a browser's page read the answer; the signature, not the page's origin, decides what it may do. */
export const allowOrigin = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.headers.origin === undefined) return;
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", EXPOSED);
};

/** Answers a preflight as a bucket with CORS rules does; one without an origin, or asking for more, is refused. */
export const answerPreflight = (request: IncomingMessage, response: ServerResponse): void => {
  const method = request.headers["access-control-request-method"];
  const asked = (request.headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const allowed =
    request.headers.origin !== undefined && METHODS.includes(method ?? "") && asked.every((name) => HEADERS.test(name));
  if (!allowed) {
    response.writeHead(403, { "content-type": "application/xml" });
    response.end(
      "<Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed.</Message></Error>",
    );
    return;
  }
  response.writeHead(200, {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": METHODS.join(", "),
    ...(asked.length === 0 ? {} : { "access-control-allow-headers": asked.join(", ") }),
    "access-control-max-age": "3000",
    "content-length": "0",
  });
  response.end();
};
