import { type Caller, type Client, DemoFailed, declarationOf, eventually, fileOf, upload } from "./client.ts";

type Requirement = { id: string; name: string; required: boolean; accepts: string[] };
type Procedure = { code: string; name: string; documents: Requirement[]; form: { examples: unknown[] } };
type Step = { id: string; unit: string; role: string };
type View = { id: string; version: number; state: string; step: Step; moves: string[] };

/** Tells what has just happened; the caller prints it or keeps it. */
export type Tell = (line: string) => void;

export type Life = { id: string; code: string; lookupSecret: string; trackingUrl: string };

const PICTURE_OR_PDF = ["application/pdf", "image/jpeg", "image/png"];

/** A draft with every required paper, uploaded. */
const draft = async (citizen: Caller, procedure: Procedure, tell: Tell): Promise<string> => {
  const papers = procedure.documents
    .filter(({ required }) => required)
    .map(({ id, accepts }) => {
      const contentType = PICTURE_OR_PDF.find((type) => accepts.includes(type)) ?? "";
      const bytes = fileOf(contentType, `${procedure.code} ${id}`);
      return {
        bytes,
        declaration: { requirement: id, ...declarationOf(`${id}.${contentType.split("/")[1]}`, contentType, bytes) },
      };
    });
  const { body } = await citizen.post(201, "/v1/dossiers", {
    procedure: procedure.code,
    applicant: {
      kind: "individual",
      fullName: "Nguyễn Thị Lan",
      identityNumber: "036190001234",
      phone: "0912345678",
      email: "lan@example.com",
      address: "12 Trần Hưng Đạo, phường Nam Định",
    },
    form: procedure.form.examples[0],
    documents: papers.map(({ declaration }) => declaration),
    delivery: { method: "online" },
    notify: { sms: true, email: true },
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
const submit = (citizen: Caller, id: string) =>
  eventually("the papers are checked", async () => {
    try {
      return (await citizen.post(200, `/v1/dossiers/${id}/submission`, {})).body;
    } catch (error) {
      if (error instanceof DemoFailed && error.message.includes("documents-being-checked")) return undefined;
      throw error;
    }
  });

const pay = async (client: Client, citizen: Caller, id: string, tell: Tell): Promise<void> => {
  const { body } = await citizen.post(201, `/v1/dossiers/${id}/payments`, { provider: "vnpay" });
  tell(`Thanh toán VNPAY ${String(body.reference)}: ${Number(body.amount).toLocaleString("vi-VN")} đồng`);
  const page = await fetch(String(body.redirectUrl));
  if (page.status !== 200) throw new DemoFailed(`the pay page: ${page.status}`);
  const settled = await client.must(200, "POST", "/local/vnpay/settle", {
    reference: body.reference,
    outcome: "success",
    ipn: true,
    copies: 2,
  });
  tell(`VNPAY báo kết quả: ${JSON.stringify(settled.body.ipn)}`);
  const payments = await citizen.get(`/v1/dossiers/${id}/payments`);
  const [newest] = payments.body as unknown as { state: string }[];
  if (newest?.state !== "paid") throw new DemoFailed(`the payment is ${newest?.state}`);
};

/** The officer of the unit and the role that hold the step. */
const holder = async (client: Client, { unit, role }: Step): Promise<Caller> => {
  const { body } = await client.must(200, "GET", "/local/personas");
  const personas = body as unknown as { persona: string; unit?: string; roles?: string[] }[];
  const found = personas.find((persona) => persona.unit === unit && persona.roles?.includes(role));
  if (!found) throw new DemoFailed(`nobody is ${role} in ${unit}`);
  return client.as(found.persona);
};

const uploadResult = async (officer: Caller, id: string): Promise<string> => {
  const bytes = fileOf("application/pdf", `result of ${id}`);
  const declaration = declarationOf("ket-qua.pdf", "application/pdf", bytes);
  const { body } = await officer.post(201, `/v1/office/dossiers/${id}/documents`, {
    purpose: "result",
    ...declaration,
  });
  await upload(body as { url: string; headers: Record<string, string> }, bytes);
  return String(body.documentId);
};

const move = async (officer: Caller, view: View, request: Record<string, unknown>, tell: Tell): Promise<View> => {
  const headers = { "if-match": `"${view.version}"` };
  const next = await eventually(`the move ${String(request.move)}`, async () => {
    try {
      const { body } = await officer.post(200, `/v1/office/dossiers/${view.id}/moves`, request, headers);
      return body as unknown as View;
    } catch (error) {
      if (error instanceof DemoFailed && error.message.includes("documents-being-checked")) return undefined;
      throw error;
    }
  });
  tell(`${String(request.move)} → ${next.state} (bước ${next.step.id}, phiên bản ${next.version})`);
  return next;
};

const seenBy = async (officer: Caller, id: string): Promise<View> =>
  (await officer.get(`/v1/office/dossiers/${id}`)).body as unknown as View;

/** Through the office: each step by whom it belongs to, until the result is returned. */
const work = async (client: Client, id: string, first: Step, tell: Tell): Promise<void> => {
  const receiver = await holder(client, first);
  let view = await move(receiver, await seenBy(receiver, id), { move: "accept" }, tell);
  view = await move(receiver, view, { move: "complete-step", note: "Hồ sơ đủ thành phần" }, tell);
  while (view.step.role !== "leader") {
    view = await move(await holder(client, view.step), view, { move: "complete-step", note: "Đủ điều kiện" }, tell);
  }
  const leader = await holder(client, view.step);
  const resultDocument = await uploadResult(leader, id);
  view = await move(leader, view, { move: "decide", outcome: "granted", number: "01/2026", resultDocument }, tell);
  await move(await holder(client, view.step), view, { move: "return-result", method: "online" }, tell);
};

const filed = async (client: Client, citizen: Caller, code: string, tell: Tell) => {
  const { body } = await client.must(200, "GET", `/v1/procedures/${code}`);
  const procedure = body as unknown as Procedure & { steps: Step[] };
  tell(`Thủ tục ${procedure.code}: ${procedure.name}`);
  const id = await draft(citizen, procedure, tell);
  const life = (await submit(citizen, id)) as unknown as Life & { state: string };
  tell(`Nộp hồ sơ: mã ${life.code}, trạng thái ${life.state}`);
  const [first] = procedure.steps;
  if (!first) throw new DemoFailed("the procedure has no step");
  return { life, first };
};

/** One dossier's whole life, as its citizen and its officers live it. */
export const wholeLife = async (client: Client, code: string, tell: Tell): Promise<Life> => {
  const citizen = await client.as("citizen-lan");
  const { life, first } = await filed(client, citizen, code, tell);
  if (life.state === "payment-due") await pay(client, citizen, life.id, tell);
  await work(client, life.id, first, tell);
  const location = await citizen.redirect(`/v1/dossiers/${life.id}/result`);
  const result = await fetch(location);
  if (result.status !== 200) throw new DemoFailed(`the result: ${result.status}`);
  tell(`Tải kết quả: ${(await result.arrayBuffer()).byteLength} byte`);
  return life;
};

/** A dossier that the one-stop centre does not receive. */
export const refusedLife = async (client: Client, code: string, tell: Tell): Promise<Life> => {
  const citizen = await client.as("citizen-lan");
  const { life, first } = await filed(client, citizen, code, tell);
  if (life.state === "payment-due") await pay(client, citizen, life.id, tell);
  const receiver = await holder(client, first);
  const reason = "Ma-két chưa có chữ ký";
  await move(receiver, await seenBy(receiver, life.id), { move: "refuse", reason }, tell);
  return life;
};
