import { declarationOf, eventually, fileOf, upload } from "../../infra/local/demo/client.ts";
import { holds, type When } from "../../shared/domain/procedures/when.ts";
import { codeOf, type JourneyStack } from "./stack.ts";

const APPLICANT = {
  kind: "individual" as const,
  fullName: "Nguyễn Thị Lan",
  identityNumber: "036190001234",
  phone: "0912345678",
  email: "lan@example.com",
  address: "12 Trần Hưng Đạo, Nam Định",
};

const COMPANY = {
  kind: "organisation" as const,
  fullName: "Công ty TNHH Du lịch Thành Nam",
  taxCode: "0600987652",
  phone: "0912345678",
  email: "vanphong@example.com",
  address: "45 Hùng Vương, Nam Định",
};

/** Where its applicant is told, where that is not by the usual number and address. */
type Reached = { phone?: string; email?: string };

type Paper = { id: string; required: boolean; accepts: string[]; when?: When };
type Published = {
  audience: string[];
  cases: { id: string }[];
  documents: Paper[];
  form: { examples: unknown[] };
  returns: string[];
};
export type Upload = { documentId: string; requirement: string; url: string; headers: Record<string, string> };
export type Filed = {
  id: string;
  code: string;
  lookupSecret: string;
  trackingUrl: string;
  state: string;
  version: number;
};

/** The body of a complete draft and the bytes of its papers. */
export const completeDraft = async ({ call }: JourneyStack, procedure: string, reachedAt: Reached = {}) => {
  const published = (await call(null, "GET", `/v1/procedures/${procedure}`)).json as Published;
  const chosen = published.cases[0]?.id;
  const applicant = { ...(published.audience.includes("individual") ? APPLICANT : COMPANY), ...reachedAt };
  const form = published.form.examples[0] as Record<string, unknown>;
  const filing = { channel: "online" as const, case: chosen ?? null, applicant: applicant.kind, form };
  const papers = published.documents
    .filter(({ required, when }) => required && holds(when, filing))
    .map(({ id, accepts }) => {
      const contentType = ["application/pdf", "image/png", "image/jpeg"].find((type) => accepts.includes(type)) ?? "";
      const bytes = fileOf(contentType, `${procedure} ${id} ${Math.random()}`);
      return { bytes, declaration: { requirement: id, ...declarationOf(`${id}.bin`, contentType, bytes) } };
    });
  const body = {
    procedure,
    ...(chosen === undefined ? {} : { case: chosen }),
    applicant,
    form,
    documents: papers.map(({ declaration }) => declaration),
    delivery: { method: published.returns[0] },
    notify: { sms: true, email: true },
  };
  return { body, papers };
};

/** A draft with all its papers uploaded. */
export const drafted = async (
  stack: JourneyStack,
  procedure: string,
  persona = "citizen-lan",
  reachedAt: Reached = {},
): Promise<string> => {
  const { body, papers } = await completeDraft(stack, procedure, reachedAt);
  const created = await stack.call(persona, "POST", "/v1/dossiers", { body });
  if (created.status !== 201) throw new Error(JSON.stringify(created.json));
  const { id, uploads } = created.json as { id: string; uploads: Upload[] };
  await Promise.all(
    uploads.map(async (target) => {
      const paper = papers.find(({ declaration }) => declaration.requirement === target.requirement);
      if (paper) await upload(target, paper.bytes);
    }),
  );
  return id;
};

/** Submitted as soon as every paper has its verdict. */
const submitted = async (stack: JourneyStack, id: string, persona = "citizen-lan"): Promise<Filed> =>
  eventually("the papers are checked", async () => {
    const reply = await stack.call(persona, "POST", `/v1/dossiers/${id}/submission`, { body: {} });
    if (reply.status === 409 && codeOf(reply) === "documents-being-checked") return undefined;
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.json));
    return reply.json as Filed;
  });

export const filed = async (
  stack: JourneyStack,
  procedure: string,
  persona = "citizen-lan",
  reachedAt: Reached = {},
): Promise<Filed> => submitted(stack, await drafted(stack, procedure, persona, reachedAt), persona);

export const move = async (
  stack: JourneyStack,
  persona: string,
  id: string,
  version: number,
  body: Record<string, unknown>,
) => stack.call(persona, "POST", `/v1/office/dossiers/${id}/moves`, { body, headers: { "if-match": `"${version}"` } });

/** VNPAY's own parameters for a settled order, before they are signed. */
export const settledParameters = async (
  stack: JourneyStack,
  reference: string,
  over: Record<string, string> = {},
): Promise<Record<string, string>> => ({
  vnp_Amount: "65000000",
  vnp_BankCode: "NCB",
  vnp_BankTranNo: "VNP14000001",
  vnp_CardType: "ATM",
  vnp_OrderInfo: "Nop-phi-ho-so",
  vnp_PayDate: "20261122093000",
  vnp_ResponseCode: "00",
  vnp_TmnCode: (await stack.merchant()).tmnCode,
  vnp_TransactionNo: String(14_000_000 + Math.floor(Math.random() * 900_000)),
  vnp_TransactionStatus: "00",
  vnp_TxnRef: reference,
  ...over,
});
