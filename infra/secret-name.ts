/** What a secret of a stage is called in Secrets Manager. */
export const secretName = (
  stage: { name: string },
  id: "dossier-keys" | "vnpay" | "payos" | "momo" | "esms" | "origin",
): string => `${stage.name}/${id}`;
