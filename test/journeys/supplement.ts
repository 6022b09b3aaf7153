import { declarationOf, eventually, fileOf, upload } from "../../infra/local/demo/client.ts";
import type { Filed, Upload } from "./filing.ts";
import { codeOf, type JourneyStack } from "./stack.ts";

/** Sends a new file for a requirement, by the path of whoever may. */
export const supplement = async (
  stack: JourneyStack,
  persona: string,
  path: string,
  requirement: string,
  accepts: string[],
): Promise<void> => {
  const contentType = ["application/pdf", "image/png", "image/jpeg"].find((type) => accepts.includes(type)) ?? "";
  const bytes = fileOf(contentType, `supplement ${Math.random()}`);
  const document = { requirement, ...declarationOf("moi.bin", contentType, bytes) };
  const changed = await stack.call(persona, "PATCH", path, { body: { documents: [document] } });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.json));
  for (const target of (changed.json as { uploads: Upload[] }).uploads) await upload(target, bytes);
};

/** Submits what was asked for, as soon as it is checked. */
export const answered = (stack: JourneyStack, persona: string, path: string): Promise<Filed> =>
  eventually("the supplement is checked", async () => {
    const reply = await stack.call(persona, "POST", `${path}/submission`, { body: {} });
    if (codeOf(reply) === "documents-being-checked") return undefined;
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.json));
    return reply.json as Filed;
  });
