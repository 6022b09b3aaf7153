import { type Caller, type Client, DemoFailed } from "./client.ts";
import { drafted, type Filed, paid, publishedAs, submitted, type Tell } from "./filing.ts";
import { holderOf, moved, officersOf, type Step, seenBy, uploadedResult } from "./office.ts";

export type Life = Filed;

const REQUEST = {
  applicant: {
    kind: "individual",
    fullName: "Nguyễn Thị Lan",
    identityNumber: "036190001234",
    phone: "0912345678",
    email: "lan@example.com",
    address: "12 Trần Hưng Đạo, phường Nam Định",
  },
  delivery: { method: "online" },
  notify: { sms: true, email: true },
};

const holder = async (client: Client, step: Step): Promise<Caller> =>
  client.as(holderOf(await officersOf(client), step).persona);

/** Through the office: each step by whom it belongs to, until the result is returned. */
const work = async (client: Client, id: string, first: Step, tell: Tell): Promise<void> => {
  const receiver = await holder(client, first);
  let view = await moved(receiver, await seenBy(receiver, id), { move: "accept" }, tell);
  view = await moved(receiver, view, { move: "complete-step", note: "Hồ sơ đủ thành phần" }, tell);
  while (view.step.role !== "leader") {
    view = await moved(await holder(client, view.step), view, { move: "complete-step", note: "Đủ điều kiện" }, tell);
  }
  const leader = await holder(client, view.step);
  const resultDocument = await uploadedResult(leader, id);
  view = await moved(leader, view, { move: "decide", outcome: "granted", number: "01/2026", resultDocument }, tell);
  await moved(await holder(client, view.step), view, { move: "return-result", method: "online" }, tell);
};

const filed = async (client: Client, citizen: Caller, code: string, tell: Tell) => {
  const procedure = await publishedAs(client, code);
  tell(`Thủ tục ${procedure.code}: ${procedure.name}`);
  const life = await submitted(citizen, await drafted(citizen, procedure, REQUEST, tell));
  tell(`Nộp hồ sơ: mã ${life.code}, trạng thái ${life.state}`);
  const [first] = procedure.steps;
  if (!first) throw new DemoFailed("the procedure has no step");
  if (life.state === "payment-due") await paid(client, citizen, life.id, "vnpay", tell);
  return { life, first };
};

/** One dossier's whole life, as its citizen and its officers live it. */
export const wholeLife = async (client: Client, code: string, tell: Tell): Promise<Life> => {
  const citizen = await client.as("citizen-lan");
  const { life, first } = await filed(client, citizen, code, tell);
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
  const receiver = await holder(client, first);
  await moved(receiver, await seenBy(receiver, life.id), { move: "refuse", reason: "Ma-két chưa có chữ ký" }, tell);
  return life;
};
