import * as z from "zod";

export const PortalEnvironment = z.object({ STAGE: z.string().min(1), RELEASE: z.string().min(1) });
export type PortalEnvironment = z.infer<typeof PortalEnvironment>;
