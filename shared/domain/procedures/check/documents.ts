import type { FormSchema } from "../form-schema.ts";
import { generalApplication } from "../general-application.ts";
import { GENERAL_APPLICATION } from "../procedure-file.ts";
import { found, listed, type Rule, repeated } from "./rule.ts";

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
    code: "document-case-unknown",
    remedy: {
      vi: "Dùng mã của một trường hợp trong cases; bỏ cases nếu giấy tờ dùng cho mọi trường hợp.",
      en: "Use the id of one of the cases; leave cases out where the document is for all.",
    },
    find: ({ source }) => {
      const known = source.cases.map(({ id }) => id);
      const names = listed(known);
      return source.documents.flatMap(({ cases = [] }, at) =>
        cases.flatMap((id, place) =>
          known.includes(id)
            ? []
            : [
                found(
                  `/documents/${at}/cases/${place}`,
                  `Không có trường hợp “${id}”; hiện có: ${names.vi}.`,
                  `There is no case "${id}"; there are: ${names.en}.`,
                ),
              ],
        ),
      );
    },
  },
  {
    code: "document-of-lone-case",
    remedy: {
      vi: "Bỏ cases của giấy tờ, hoặc thêm trường hợp thứ hai.",
      en: "Leave the document's cases out, or add a second case.",
    },
    find: ({ source }) =>
      source.cases.length !== 1
        ? []
        : source.documents.flatMap(({ cases }, at) =>
            cases
              ? [
                  found(
                    `/documents/${at}/cases`,
                    "Thủ tục chỉ có một trường hợp nên người nộp không phải chọn: giấy tờ này sẽ không được hỏi.",
                    "With one case nobody is asked to choose it: this document would not be asked for.",
                  ),
                ]
              : [],
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
    code: "documents-none-required",
    remedy: {
      vi: "Cho ít nhất một giấy tờ là bắt buộc; nếu chưa rõ thành phần hồ sơ thì ghi verified là false.",
      en: "Require at least one document; where the papers are not known yet, say verified: false.",
    },
    find: ({ source }) => {
      const { documents, cases, verified } = source;
      if (!verified) return [];
      const all = cases.length < 2 ? [null] : cases.map(({ id }) => id);
      return all
        .filter(
          (one) =>
            !documents.some((paper) => paper.required && (!paper.cases || (one !== null && paper.cases.includes(one)))),
        )
        .map((one) =>
          found(
            "/documents",
            one === null ? "Không giấy tờ nào bắt buộc." : `Trường hợp “${one}” không có giấy tờ bắt buộc.`,
            one === null ? "No document is required." : `The case "${one}" requires no document.`,
          ),
        );
    },
  },
];
