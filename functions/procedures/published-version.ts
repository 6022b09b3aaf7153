import * as z from "zod";
import { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";

/** A version as the public sees it. A published form is a schema itself: it was checked at publication. */
export const PublishedVersion = ProcedureVersion.omit({ id: true }).extend({
  form: z
    .record(z.string(), z.unknown())
    .describe(
      "JSON Schema 2020-12; examples[0] là một đơn điền đúng. Mục có x-when là bắt buộc khi mọi điều kiện của x-when đều đúng (viết như when của phí và giấy tờ, hỏi cả trường hợp, đối tượng và kênh nộp); bộ kiểm JSON Schema thông thường bỏ qua x-when. / JSON Schema 2020-12 whose examples[0] is a valid filling. A field with x-when is required where all of its tests hold (written as the when of fees and documents, of the case, the applicant and the channel too); a plain JSON Schema validator passes over x-when.",
    ),
});

export const publishedVersion = ({ id: _, ...shown }: ProcedureVersion) => shown;
