import { HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { Operation, type OperationProps } from "./operation.ts";
import type { Identity, PublicDoor } from "./public-door.ts";

export type ApiFunctionProps<Schema> = OperationProps<Schema> & {
  door: PublicDoor;
  /** `<METHOD> <path>`, or `$default` for what no other route takes. */
  route: `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}` | "$default";
  /** Whose token the gateway asks for before the function runs. */
  identity: Identity;
};

const routeKey = (route: string): HttpRouteKey => {
  const [method, path] = route.split(" ");
  return path ? HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]) : HttpRouteKey.DEFAULT;
};

/** One operation behind one route of the HTTP API. */
export class ApiFunction<Schema> extends Operation<Schema> {
  constructor(scope: Construct, id: string, props: ApiFunctionProps<Schema>) {
    super(scope, id, {
      ...props,
      environment: { ...props.environment, ...props.door.environment },
      may: [...(props.may ?? []), ...props.door.may],
    });
    props.door.watch(this as Operation<never>);
    new HttpRoute(this, "route", {
      httpApi: props.door.api,
      routeKey: routeKey(props.route),
      integration: new HttpLambdaIntegration("integration", this.lambda),
      ...props.door.authorizerOf(props.identity),
    });
  }
}
