import { type Caller, type Client, DemoFailed, declarationOf, eventually, fileOf, upload } from "./client.ts";
import type { Tell } from "./filing.ts";

export type Step = { id: string; unit: string; role: string };
export type View = { id: string; version: number; state: string; step: Step; dueAt: string | null };

/** Whom a step may belong to, as `GET /local/personas` lists them. */
export type Officer = { unit?: string; roles?: string[] };

export const officersOf = async (client: Client) =>
  (await client.must(200, "GET", "/local/personas")).body as unknown as (Officer & { persona: string })[];

/** The officer of the unit and the role that hold the step. */
export const holderOf = <O extends Officer>(officers: readonly O[], { unit, role }: Omit<Step, "id">): O => {
  const found = officers.find((officer) => officer.unit === unit && officer.roles?.includes(role));
  if (!found) throw new DemoFailed(`nobody is ${role} in ${unit}`);
  return found;
};

export const seenBy = async (officer: Caller, id: string): Promise<View> =>
  (await officer.get(`/v1/office/dossiers/${id}`)).body as unknown as View;

/** The id of an uploaded result, which a decision may name. */
export const uploadedResult = async (officer: Caller, id: string): Promise<string> => {
  const bytes = fileOf("application/pdf", `result of ${id}`);
  const declaration = declarationOf("ket-qua.pdf", "application/pdf", bytes);
  const { body } = await officer.post(201, `/v1/office/dossiers/${id}/documents`, {
    purpose: "result",
    ...declaration,
  });
  await upload(body as { url: string; headers: Record<string, string> }, bytes);
  return String(body.documentId);
};

/** A move made on what the officer last saw; a decision waits until its result is checked. */
export const moved = async (
  officer: Caller,
  view: Pick<View, "id" | "version">,
  request: Record<string, unknown>,
  tell: Tell = () => undefined,
): Promise<View> => {
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
