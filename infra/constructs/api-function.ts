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
  /** People pass its address on: what looks only at its head (link previews, monitors) is answered too. */
  linked?: true;
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
    const integration = new HttpLambdaIntegration("integration", this.lambda);
    const serve = (id: string, key: HttpRouteKey) =>
      new HttpRoute(this, id, {
        httpApi: props.door.api,
        routeKey: key,
        integration,
        ...props.door.authorizerOf(props.identity),
      });
    serve("route", routeKey(props.route));
    // An HTTP API takes HEAD only where a route says so. The function answers as to GET, the gateway leaves the body out.
    if (props.linked) serve("head", routeKey(props.route.replace(/^GET /, "HEAD ")));
  }
}
