import * as z from "zod";

const text = (max: number) => z.string().trim().min(1).max(max);

/** Control, bidirectional and zero-width characters have no place in a name or an address. */
const plain = (max: number) => text(max).regex(/^[^\p{Cc}\p{Cf}]*$/u);

/** Mobile numbers of Viet Nam, with 0, 84 or +84 in front. */
const Phone = z.string().regex(/^(0|\+?84)(3|5|7|8|9)\d{8}$/);

const Email = z.email().max(254);

const IsoDate = z.iso.date();

/** The person or organisation the dossier is for (chủ hồ sơ). A draft may know little of it. */
export const Applicant = z.strictObject({
  kind: z.enum(["individual", "organisation"]),
  fullName: plain(200),
  /** Personal identity number: twelve digits, no check digit. */
  identityNumber: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** Tax code of an organisation: ten digits, or thirteen with its branch. */
  taxCode: z
    .string()
    .regex(/^\d{10}(-\d{3})?$/)
    .optional(),
  phone: Phone,
  email: Email.optional(),
  address: plain(500),
  dateOfBirth: IsoDate.optional(),
});
export type Applicant = z.infer<typeof Applicant>;

export const Delivery = z.strictObject({
  method: z.enum(["online", "counter", "post"]),
  address: plain(500).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

export const NotifyChoice = z.strictObject({ sms: z.boolean(), email: z.boolean() });

export const Language = z.enum(["vi", "en"]);

/** All that is personal in a dossier, in one place: erasing it erases the person. */
export type Person = {
  applicant: Partial<Applicant>;
  form: Record<string, unknown>;
  delivery: Partial<Delivery>;
  notify: z.infer<typeof NotifyChoice>;
  language: z.infer<typeof Language>;
  /** Opens what was written in the dossier's events. */
  wordsKey: string;
};
