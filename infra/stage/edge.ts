import * as z from "zod";
import { count, text } from "./values.ts";

/** Where CloudFront, its web ACL, its certificate and its metrics live, wherever the service itself is. */
export const EDGE_REGION = "us-east-1";

/** The value of the origin secret that is there from the first deployment on; later ones get names of their own. */
export const FIRST_ORIGIN_KEY = "v1";

const certificate = (where: string) =>
  text("the ARN of a certificate of ACM").regex(/^arn:aws:acm:[a-z]{2}-[a-z]+-\d:\d{12}:certificate\/[0-9a-f-]{36}$/, {
    error: `must be the ARN of a certificate of ACM in ${where}: arn:aws:acm:<region>:<account>:certificate/<id>`,
  });

const perAddress = (what: string) => count(10, 1_000_000, `${what} that one address may send in 5 minutes`);

/** CloudFront and the web ACL in front of the API. */
export const Edge = z.strictObject({
  /** Where CloudFront finds the API: a domain of its own, that citizens never see. */
  originDomain: text("the API's own domain").regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
    {
      error: 'must be a domain without scheme and path, such as "api-origin.motcua.example.vn"',
    },
  ),
  /** ARNs of certificates of ACM. Names, not secrets. */
  certificates: z.strictObject({
    /** Covers the domain of `publicOrigin`; CloudFront takes it from us-east-1 only. */
    public: certificate(EDGE_REGION),
    /** Covers `originDomain`, in the stage's own region. */
    origin: certificate("the stage's region"),
  }),
  /** Requests of one address in 5 minutes; many phones of one carrier share an address. */
  requestsPerAddress: z.strictObject({
    all: perAddress("requests of any kind"),
    /** Lookups by code and tracking links. */
    lookups: perAddress("lookups"),
    /** Calls of payment providers, which come from few addresses. */
    webhooks: perAddress("calls to the payments' paths"),
  }),
  /** Which value of the origin secret CloudFront sends. Naming another one is the second step of its rotation. */
  originKey: text("the name of a value of the origin secret")
    .regex(/^[a-z][a-z0-9]{0,15}$/, { error: 'must be at most 16 lower-case letters and digits, such as "v2"' })
    .default(FIRST_ORIGIN_KEY),
});
export type Edge = z.infer<typeof Edge>;

type WithEdge = { publicOrigin: string; region: string; account?: string | undefined; edge?: Edge | undefined };

/** The members of a stage that `edgeFaults` compares. */
export const COMPARED: ReadonlySet<string> = new Set(["publicOrigin", "region", "account", "edge"]);

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";
const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

/** What of an edge does not fit the rest of its stage, each with its path and what to do. */
export const edgeFaults = ({
  publicOrigin,
  region,
  account,
  edge,
}: WithEdge): { path: string[]; message: string }[] => {
  if (!edge) return [];
  const { certificates, originDomain, requestsPerAddress } = edge;
  const faults: { path: string[]; message: string }[] = [];
  const fault = (wrong: boolean, path: string, message: string) => {
    if (wrong) faults.push({ path: path.split("/"), message });
  };
  const address = URL.parse(publicOrigin);
  fault(
    address?.protocol !== "https:" || address.port !== "",
    "publicOrigin",
    "must be https://<domain> without a port where the stage has an edge: CloudFront answers on 443 only",
  );
  fault(
    address?.hostname === originDomain,
    "edge/originDomain",
    "is the domain that citizens open: give the API another one, CloudFront would call itself",
  );
  fault(
    regionOf(certificates.public) !== EDGE_REGION,
    "edge/certificates/public",
    `is of another region: CloudFront takes certificates from ${EDGE_REGION} only`,
  );
  fault(
    regionOf(certificates.origin) !== region,
    "edge/certificates/origin",
    `is of another region: the API takes certificates of its own region, ${region}`,
  );
  for (const [name, arn] of Object.entries(certificates)) {
    const foreign = account !== undefined && accountOf(arn) !== account;
    fault(foreign, `edge/certificates/${name}`, `is of another account: the stage's is ${account}`);
  }
  fault(
    requestsPerAddress.lookups >= requestsPerAddress.all,
    "edge/requestsPerAddress/lookups",
    "must be lower than /edge/requestsPerAddress/all, or it limits nothing",
  );
  return faults;
};
