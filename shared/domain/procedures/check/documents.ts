import { KNOWN_TYPES } from "../../documents/inspect.ts";
import type { FormSchema } from "../form-schema.ts";
import { generalApplication } from "../general-application.ts";
import { papersOf } from "../papers.ts";
import { GENERAL_APPLICATION } from "../procedure-file.ts";
import { found, type Rule, repeated } from "./rule.ts";

export const DOCUMENT_RULES: readonly Rule[] = [
  {
    code: "document-twice",
    remedy: { vi: "Đặt mã khác, hoặc xóa giấy tờ lặp lại.", en: "Give it another id, or remove the second one." },
    find: ({ source: { documents } }) =>
      repeated(documents, ({ id }) => id).map(({ at, key }) =>
        found(`/documents/${at}/id`, `Mã giấy tờ “${key}” dùng hai lần.`, `The document id "${key}" is used twice.`),
      ),
  },
  {
    code: "document-form-unknown",
    remedy: {
      vi: `Dùng “${GENERAL_APPLICATION}” khi form là mẫu chung; khi có biểu mẫu riêng thì dùng một mã riêng, cho một giấy tờ.`,
      en: `Use "${GENERAL_APPLICATION}" where form is the general one; with a form of its own, one id of its own, for one document.`,
    },
    find: ({ source: { documents, form }, procedure }) => {
      // A draft made of a published version holds the general form in full.
      const fields = ({ properties }: FormSchema) => JSON.stringify(properties);
      const general =
        form === GENERAL_APPLICATION || fields(procedure.form) === fields(generalApplication(procedure.name));
      const first = documents.findIndex(({ formId }) => formId !== undefined);
      return documents.flatMap(({ formId }, at) =>
        formId === undefined || ((formId === GENERAL_APPLICATION) === general && at === first)
          ? []
          : [
              found(
                `/documents/${at}/formId`,
                `Không biểu mẫu nào của thủ tục ứng với “${formId}”.`,
                `No form of the procedure answers to "${formId}".`,
              ),
            ],
      );
    },
  },
  {
    code: "document-without-copies",
    remedy: {
      vi: "Ghi số bản chính, bản chứng thực hoặc bản sao phải nộp.",
      en: "Say how many originals, certified copies or copies are filed.",
    },
    find: ({ source: { documents } }) =>
      documents.flatMap(({ name, copies }, at) =>
        copies.original + copies.certified + copies.copy > 0
          ? []
          : [found(`/documents/${at}/copies`, `“${name}” không có bản nào.`, `"${name}" has no copy at all.`)],
      ),
  },
  {
    code: "document-type-unknown",
    remedy: { vi: `Chỉ dùng: ${KNOWN_TYPES.join(", ")}.`, en: `Use only: ${KNOWN_TYPES.join(", ")}.` },
    find: ({ source: { documents } }) =>
      documents.flatMap(({ accepts = [] }, at) =>
        accepts.flatMap((type, place) =>
          KNOWN_TYPES.includes(type)
            ? []
            : [
                found(
                  `/documents/${at}/accepts/${place}`,
                  `Tệp kiểu “${type}” không bao giờ qua được kiểm tra.`,
                  `No file of the type "${type}" ever passes the inspection.`,
                ),
              ],
        ),
      ),
  },
  {
    code: "documents-none-required",
    remedy: {
      vi: "Cho ít nhất một giấy tờ là bắt buộc; nếu chưa rõ thành phần hồ sơ thì ghi verified là false.",
      en: "Require at least one document; where the papers are not known yet, say verified: false.",
    },
    find: ({ procedure }) => {
      const { documents, cases, verified, audience, channels } = procedure;
      if (!verified) return [];
      const required = documents.filter((paper) => paper.required);
      const all = cases.length < 2 ? [null] : cases.map(({ id }) => id);
      const bare = (chosen: string | null): boolean =>
        channels.some(({ channel }) =>
          audience.some(
            (applicant) =>
              papersOf({ documents: required }, { channel, case: chosen, applicant, form: {} }).length === 0,
          ),
        );
      return all
        .filter(bare)
        .map((one) =>
          found(
            "/documents",
            one === null ? "Có hồ sơ không phải nộp giấy tờ nào." : `Trường hợp “${one}” không có giấy tờ bắt buộc.`,
            one === null ? "No document is required." : `The case "${one}" requires no document.`,
          ),
        );
    },
  },
];
