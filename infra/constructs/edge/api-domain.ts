import { CfnOutput } from "aws-cdk-lib";
import {
  ApiMapping,
  DomainName,
  EndpointType,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Construct } from "constructs";
import type { Edge } from "../../stage/edge.ts";

/** The API's own domain, at which CloudFront finds it. */
export class ApiDomain extends Construct {
  constructor(scope: Construct, id: string, { edge, api, served }: { edge: Edge; api: HttpApi; served: HttpStage }) {
    super(scope, id);
    const domainName = new DomainName(this, "name", {
      domainName: edge.originDomain,
      certificate: Certificate.fromCertificateArn(this, "certificate", edge.certificates.origin),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, "mapping", { api, domainName, stage: served });
    new CfnOutput(this, "OriginTarget", {
      description: `Where the DNS of ${edge.originDomain} must lead (CNAME or alias)`,
      value: domainName.regionalDomainName,
    });
  }
}
