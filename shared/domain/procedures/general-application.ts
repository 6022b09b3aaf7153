import type { FormSchema } from "./form-schema.ts";

/** The name as it stands in a sentence: "Thủ tục cấp …" without its first word. */
const subject = (name: string): string => {
  const rest = name.replace(/^Thủ tục (hành chính )?/u, "");
  return rest.charAt(0).toLowerCase() + rest.slice(1);
};

/**
 * The form of a procedure for which none is worked out: who applies, what for in their own words, and the papers they
 * add. Filed as such it is an application that an officer reads, not a formality.
 */
export const generalApplication = (name: string): FormSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  title: `Đơn đề nghị ${subject(name)}`,
  description: "Mẫu chung, dùng khi thủ tục chưa có mẫu đơn điện tử riêng.",
  "x-en": { title: "General application" },
  additionalProperties: false,
  required: ["fullName", "address", "phone", "request", "declaration"],
  properties: {
    fullName: {
      type: "string",
      title: "Họ và tên hoặc tên tổ chức",
      "x-en": { title: "Name of the person or organisation" },
      "x-prefill": "fullName",
      minLength: 1,
      maxLength: 200,
      pattern: "\\S",
    },
    representative: {
      type: "string",
      title: "Người đại diện và chức vụ (đối với tổ chức)",
      "x-en": { title: "Representative and position, of an organisation" },
      minLength: 1,
      maxLength: 200,
      pattern: "\\S",
    },
    address: {
      type: "string",
      title: "Địa chỉ",
      "x-en": { title: "Address" },
      "x-prefill": "address",
      minLength: 1,
      maxLength: 300,
      pattern: "\\S",
    },
    phone: {
      type: "string",
      title: "Số điện thoại",
      "x-hint": "số di động Việt Nam gồm 10 chữ số, ví dụ 0912345678.",
      "x-en": {
        title: "Telephone",
        hint: "a Vietnamese mobile number of 10 digits, for example 0912345678.",
      },
      "x-prefill": "phone",
      minLength: 1,
      maxLength: 12,
      pattern: "^(0|\\+?84)(3|5|7|8|9)\\d{8}$",
    },
    email: {
      type: "string",
      title: "Thư điện tử",
      "x-hint": "ví dụ ten@example.com.",
      "x-en": { title: "Email", hint: "for example name@example.com." },
      "x-prefill": "email",
      minLength: 1,
      maxLength: 254,
      format: "email",
    },
    request: {
      type: "string",
      title: "Nội dung đề nghị",
      description: "Ghi rõ việc đề nghị giải quyết, thời gian, địa điểm và lý do.",
      "x-en": { title: "What is applied for" },
      minLength: 1,
      maxLength: 5000,
      pattern: "\\S",
    },
    enclosures: {
      type: "array",
      title: "Giấy tờ kèm theo",
      "x-en": { title: "Papers enclosed" },
      maxItems: 30,
      items: {
        type: "string",
        title: "Tên giấy tờ",
        "x-en": { title: "Name of the paper" },
        minLength: 1,
        maxLength: 200,
        pattern: "\\S",
      },
    },
    declaration: {
      type: "boolean",
      title: "Tôi cam đoan nội dung đơn và giấy tờ kèm theo là đúng sự thật",
      "x-en": { title: "I declare that this application and its documents are true" },
      const: true,
    },
  },
  examples: [
    {
      fullName: "Nguyễn Thị Lan",
      address: "Số 12 đường Trần Hưng Đạo, phường Nam Định",
      phone: "0912345678",
      email: "lan.nguyen@example.com",
      request: `Đề nghị ${subject(name)}.`,
      enclosures: ["Bản sao giấy tờ liên quan"],
      declaration: true,
    },
  ],
});
