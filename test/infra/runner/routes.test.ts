import { describe, expect, it } from "vitest";
import type { RouteModel } from "../../../infra/local/assembly/model-api.ts";
import { createRouter } from "../../../infra/local/gateway/routes.ts";

const route = (key: string): RouteModel => ({
  key,
  functionName: key,
  timeoutMs: 30_000,
  authorizer: undefined,
  scopes: [],
});
const choose = createRouter(
  [
    "ANY /{proxy+}",
    "GET /v1/dossiers/{id}",
    "GET /v1/dossiers/mine",
    "ANY /v1/dossiers/{id}",
    "GET /v1/dossiers/{id}/documents/{documentId}",
    "GET /v1/files/{path+}",
    "GET /v1/files/{name}",
    "$default",
  ].map(route),
);
const chosen = (method: string, path: string) => choose(method, path)?.route.key;

describe("the router", () => {
  it("prefers a literal segment to a variable, a variable to a greedy one", () => {
    expect(chosen("GET", "/v1/dossiers/mine")).toBe("GET /v1/dossiers/mine");
    expect(chosen("GET", "/v1/dossiers/7")).toBe("GET /v1/dossiers/{id}");
    expect(chosen("GET", "/v1/files/a")).toBe("GET /v1/files/{name}");
    expect(chosen("GET", "/v1/files/a/b")).toBe("GET /v1/files/{path+}");
    expect(chosen("GET", "/elsewhere")).toBe("ANY /{proxy+}");
  });

  it("prefers the named method to ANY on the same path", () => {
    expect(chosen("DELETE", "/v1/dossiers/7")).toBe("ANY /v1/dossiers/{id}");
  });

  it("takes $default where nothing else matches, and nothing without it", () => {
    expect(createRouter([route("GET /a"), route("$default")])("GET", "/b")?.route.key).toBe("$default");
    expect(createRouter([route("GET /a")])("GET", "/b")).toBeUndefined();
    expect(createRouter([route("GET /a"), route("$default")])("POST", "/a")?.route.key).toBe("$default");
  });

  it("hands on decoded path parameters, and none of an empty segment", () => {
    expect(choose("GET", "/v1/dossiers/a%20b/documents/%E1%BB%87")?.pathParameters).toEqual({
      id: "a b",
      documentId: "ệ",
    });
    expect(chosen("GET", "/v1/dossiers//documents/x")).toBe("ANY /{proxy+}");
    expect(choose("GET", "/v1/dossiers/%zz")?.pathParameters).toEqual({ id: "%zz" });
    expect(choose("GET", "/v1/files/a/b")?.pathParameters).toEqual({ path: "a/b" });
  });
});
