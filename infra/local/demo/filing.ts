import { type Caller, type Client, DemoFailed, declarationOf, eventually, fileOf, upload } from "./client.ts";
import type { Step } from "./office.ts";

/** Tells what has just happened; the caller prints it or keeps it. */
export type Tell = (line: string) => void;

type Requirement = { id: string; required: boolean; accepts: string[]; when?: unknown };
export type Procedure = {
  code: string;
  name: string;
  field: { id: string; name: string };
  cases: { id: string }[];
  documents: Requirement[];
  form: { examples: unknown[] };
  steps: Step[];
};

/** What its applicant decides, beside the procedure's own example of a form. */
export type Request = {
  applicant: Record<string, unknown>;
  delivery: { method: string; address?: string };
  notify: { sms: boolean; email: boolean };
};

/** `lookupSecret` and `trackingUrl` are told once, at the submission. */
export type Filed = {
  id: string;
  code: string;
  lookupSecret: string;
  trackingUrl: string;
  state: string;
  version: number;
};

/** How each sandbox is told to settle, and to call us. */
const PROVIDERS = { vnpay: "ipn", payos: "webhook", momo: "ipn" } as const;
export type Provider = keyof typeof PROVIDERS;

const PICTURE_OR_PDF = ["application/pdf", "image/jpeg", "image/png"];

export const publishedAs = async (client: Client, code: string): Promise<Procedure> =>
  (await client.must(200, "GET", `/v1/procedures/${code}`)).body as unknown as Procedure;

/** A draft with every paper that is always required, uploaded. */
export const drafted = async (
  citizen: Caller,
  procedure: Procedure,
  request: Request,
  tell: Tell = () => undefined,
): Promise<string> => {
  const papers = procedure.documents
    .filter(({ required, when }) => required && when === undefined)
    .map(({ id, accepts }) => {
      const contentType = PICTURE_OR_PDF.find((type) => accepts.includes(type)) ?? "";
      const bytes = fileOf(contentType, `${procedure.code} ${id}`);
      return {
        bytes,
        declaration: { requirement: id, ...declarationOf(`${id}.${contentType.split("/")[1]}`, contentType, bytes) },
      };
    });
  const [chosen] = procedure.cases;
  const { body } = await citizen.post(201, "/v1/dossiers", {
    procedure: procedure.code,
    ...(chosen === undefined ? {} : { case: chosen.id }),
    ...request,
    form: procedure.form.examples[0],
    documents: papers.map(({ declaration }) => declaration),
  });
  tell(`Tạo hồ sơ nháp ${String(body.id)}: ${papers.length} giấy tờ`);
  const uploads = body.uploads as { requirement: string; url: string; headers: Record<string, string> }[];
  await Promise.all(
    uploads.map(async (target) => {
      const paper = papers.find(({ declaration }) => declaration.requirement === target.requirement);
      if (paper) await upload(target, paper.bytes);
    }),
  );
  tell(`Tải lên ${uploads.length} tệp, chờ quét và đối chiếu`);
  return String(body.id);
};

/** Filed once every file has been found clean. */
export const submitted = (citizen: Caller, id: string): Promise<Filed> =>
  eventually(`the papers of ${id} are checked`, async () => {
    try {
      return (await citizen.post(200, `/v1/dossiers/${id}/submission`, {})).body as unknown as Filed;
    } catch (error) {
      if (error instanceof DemoFailed && error.message.includes("documents-being-checked")) return undefined;
      throw error;
    }
  });

/** Pays what is due on the provider's own page, whose call is then ours to believe. */
export const paid = async (
  client: Client,
  citizen: Caller,
  id: string,
  provider: Provider,
  tell: Tell = () => undefined,
): Promise<void> => {
  const { body } = await citizen.post(201, `/v1/dossiers/${id}/payments`, { provider });
  const amount = Number(body.amount).toLocaleString("vi-VN");
  tell(`Thanh toán ${provider} ${String(body.reference)}: ${amount} đồng`);
  const page = await fetch(String(body.redirectUrl));
  if (page.status !== 200) throw new DemoFailed(`the pay page: ${page.status}`);
  const settled = await client.must(200, "POST", `/local/${provider}/settle`, {
    reference: body.reference,
    outcome: "success",
    [PROVIDERS[provider]]: true,
    copies: 2,
  });
  tell(`${provider} báo kết quả: ${JSON.stringify(settled.body[PROVIDERS[provider]])}`);
  const payments = await citizen.get(`/v1/dossiers/${id}/payments`);
  const [newest] = payments.body as unknown as { state: string }[];
  if (newest?.state !== "paid") throw new DemoFailed(`the payment is ${newest?.state}`);
};
