import * as z from "zod";

/** States of a dossier, in the order of its life. */
export const DossierState = z.enum([
  "draft",
  "payment-due",
  "submitted",
  "refused",
  "accepted",
  "processing",
  "awaiting-supplement",
  "withdrawn",
  "stopped",
  "resolved",
  "returned",
]);
export type DossierState = z.infer<typeof DossierState>;

/** Codes of the National Portal's field `TrangThaiHoSo` (list of ten, published on its sync page). */
export const NATIONAL_STATUS: Record<DossierState, number | null> = {
  draft: null,
  submitted: 1,
  accepted: 2,
  refused: 3,
  processing: 4,
  "awaiting-supplement": 5,
  "payment-due": 6,
  withdrawn: 7,
  stopped: 8,
  resolved: 9,
  returned: 10,
};
