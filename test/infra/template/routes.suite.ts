import { describe, expect, it } from "vitest";
import { OPERATIONS } from "./operations.ts";
import { functionOf, ofType } from "./synthesised.ts";

const routes = ofType("AWS::ApiGatewayV2::Route");
const withRoute = OPERATIONS.filter(({ route }) => route !== undefined);

const headOf = (route: string): string => route.replace(/^GET /, "HEAD ");
const routeOf = (key: string) => {
  const found = routes.find(({ properties }) => properties.RouteKey === key);
  if (!found) throw new Error(`no route ${key}`);
  return found.properties;
};

describe("the HTTP API", () => {
  it("has the routes of the table and no other", () => {
    expect(routes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
      withRoute.flatMap(({ route = "", linked }) => (linked ? [route, headOf(route)] : [route])).sort(),
    );
  });

  it("answers for the head of an address that is passed on with the function that answers for the whole", () => {
    const heads = withRoute.filter(({ linked }) => linked).map(({ route = "" }) => route);
    expect(heads.length).toBeGreaterThan(10);
    for (const route of heads) {
      const { Target, AuthorizationType } = routeOf(headOf(route));
      expect([Target, AuthorizationType]).toEqual([routeOf(route).Target, "NONE"]);
    }
  });

  it.each(withRoute)("asks at $route for a token of: $identity", ({ route, identity }) => {
    const { AuthorizationType, AuthorizerId } = routeOf(route ?? "");
    expect({ AuthorizationType, AuthorizerId }).toEqual(
      identity === "none"
        ? { AuthorizationType: "NONE", AuthorizerId: undefined }
        : { AuthorizationType: "JWT", AuthorizerId: `door${identity}` },
    );
  });

  it.each(withRoute)("leads $route to $operation", ({ route, operation, linked }) => {
    const integration = ofType("AWS::ApiGatewayV2::Integration").find(
      ({ id }) => `integrations/${id}` === routeOf(route ?? "").Target,
    );
    const lambda = functionOf(operation);
    expect(integration?.properties).toMatchObject({
      IntegrationType: "AWS_PROXY",
      IntegrationUri: lambda.id,
      PayloadFormatVersion: "2.0",
    });
    expect(lambda.properties.Timeout).toBeLessThan(29);
    const permissions = ofType("AWS::Lambda::Permission").filter(
      ({ properties }) => properties.FunctionName === lambda.id,
    );
    const source = `arn:aws:execute-api:ap-southeast-1:111122223333:doorapi/*/*${(route ?? "").split(" ")[1] ?? ""}`;
    // One for each of its routes.
    expect(permissions.map(({ properties }) => [properties.Principal, properties.SourceArn])).toEqual(
      Array.from({ length: linked ? 2 : 1 }, () => ["apigateway.amazonaws.com", source]),
    );
  });

  it("believes citizens and officers by different issuers", () => {
    const authorizers = ofType("AWS::ApiGatewayV2::Authorizer").map(({ properties }) => properties);
    expect(
      authorizers.map(({ Name, AuthorizerType, JwtConfiguration }) => [Name, AuthorizerType, JwtConfiguration]),
    ).toEqual([
      ["citizen", "JWT", { Audience: ["mot-cua-citizen"], Issuer: "https://dinhdanh.example.vn/congdan" }],
      ["officer", "JWT", { Audience: ["mot-cua-officer"], Issuer: "https://dinhdanh.example.vn/canbo" }],
    ]);
  });

  it("is one API with one stage, throttled as the stage file says", () => {
    expect(ofType("AWS::ApiGatewayV2::Api")).toHaveLength(1);
    const stages = ofType("AWS::ApiGatewayV2::Stage");
    expect(stages.map(({ properties }) => properties)).toMatchObject([
      { StageName: "$default", DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 } },
    ]);
  });

  it("logs the route key of a request, never its path, query, address or claims", () => {
    const settings = ofType("AWS::ApiGatewayV2::Stage")[0]?.properties.AccessLogSettings;
    const fields = Object.values(JSON.parse(settings.Format));
    expect(fields).toContain("$context.routeKey");
    for (const field of fields) {
      expect(field).not.toMatch(/path|query|identity|claims|domainName|header/i);
    }
    const group = ofType("AWS::Logs::LogGroup").find(({ id }) => id === settings.DestinationArn);
    expect(group?.properties).toMatchObject({ RetentionInDays: 400, KmsKeyId: "key" });
  });
});
