import type { Surroundings } from "../../../../shared/domain/procedures/check/rule.ts";
import type { FeeRule } from "../../../../shared/domain/procedures/fee-rule.ts";
import type { ProcedureFile } from "../../../../shared/domain/procedures/procedure-file.ts";
import type { Step } from "../../../../shared/domain/procedures/procedure-version.ts";

type Draft<T> = T extends (infer Item)[]
  ? Draft<Item>[]
  : T extends object
    ? { -readonly [Name in keyof T]: Draft<T[Name]> }
    : T;

/** A procedure file whose route and form are written out, so that a test can spoil any part of it. */
export type CleanFile = Omit<Draft<ProcedureFile>, "procedure"> & {
  procedure: Omit<Draft<ProcedureFile>["procedure"], "steps" | "form"> & {
    steps: Step[];
    // biome-ignore lint/suspicious/noExplicitAny: tests write into it what no form may hold.
    form: any;
  };
};

const label = (title: string, en: string) => ({ title, "x-en": { title: en } });

const dated = (title: string, en: string) => ({
  type: "string",
  title,
  "x-hint": "ghi theo dạng năm-tháng-ngày, ví dụ 1996-03-08.",
  "x-en": { title: en, hint: "write year-month-day, for example 1996-03-08." },
  format: "date",
});

const fees = (due: FeeRule["due"]): FeeRule[] => [
  {
    id: "city-large",
    name: "Phí thẩm định ở thành phố, quán lớn",
    kind: "fee",
    amount: 6_000_000,
    due,
    alternative: "appraisal",
    when: [{ formField: "area", values: ["city"] }, { formField: "size", values: ["large"] }, { cases: ["new"] }],
  },
  {
    id: "city-small",
    name: "Phí thẩm định ở thành phố, quán nhỏ",
    kind: "fee",
    amount: 4_000_000,
    due,
    alternative: "appraisal",
    when: [{ formField: "area", values: ["city"] }, { formField: "size", values: ["small"] }, { cases: ["new"] }],
    discounts: [
      { from: "2021-02-01", to: "2021-12-31", percent: 50, legalBasis: "Thông tư thử" },
      { from: "2022-01-01", to: "2022-06-30", percent: 20, legalBasis: "Thông tư thử" },
    ],
  },
  {
    id: "elsewhere",
    name: "Phí thẩm định ở nơi khác",
    kind: "fee",
    amount: 2_000_000,
    due,
    alternative: "appraisal",
    when: [{ formField: "area", values: ["town", "village"] }, { cases: ["new"] }],
  },
  {
    id: "again",
    name: "Phí thẩm định khi cấp lại",
    kind: "fee",
    amount: 0,
    due,
    alternative: "appraisal",
    when: [{ cases: ["again"] }],
  },
  {
    id: "room",
    name: "Lệ phí theo phòng",
    kind: "charge",
    amount: 100_000,
    due,
    quantity: { formField: "rooms", cap: 1_000_000 },
  },
];

const channel = (name: "online" | "counter" | "post", due: FeeRule["due"]) => ({
  channel: name,
  timeLimit: { value: 5, unit: "working-day" as const },
  caseLimits: [{ case: "again", timeLimit: { value: 40, unit: "working-hour" as const } }],
  fees: fees(due),
});

const FILE: CleanFile = {
  procedure: {
    id: "TTHC-001",
    code: "1.000001",
    name: "Cấp giấy phép kinh doanh dịch vụ hát cho nhau nghe",
    field: { id: "van-hoa", name: "Văn hóa" },
    version: 1,
    validFrom: "2021-01-01",
    onlineMode: "full",
    units: ["culture"],
    audience: ["individual", "organisation"],
    cases: [
      { id: "new", name: "Cấp mới" },
      { id: "again", name: "Cấp lại" },
    ],
    channels: [channel("online", "submission"), channel("post", "acceptance")],
    payable: ["online", "counter"],
    returns: ["online", "post"],
    documents: [
      {
        id: "application",
        name: "Đơn đề nghị",
        copies: { original: 1, certified: 0, copy: 0 },
        required: true,
        formId: "singing-place-application",
      },
      {
        id: "old-permit",
        name: "Giấy phép đã cấp",
        copies: { original: 1, certified: 0, copy: 0 },
        required: true,
        when: [{ cases: ["again"] }],
      },
      {
        id: "licence-of-songs",
        name: "Giấy phép sử dụng bài hát",
        copies: { original: 0, certified: 0, copy: 1 },
        required: true,
        when: [{ formField: "songs", count: { min: 1 } }, { applicants: ["organisation"] }],
      },
    ],
    form: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      ...label("Đơn đề nghị cấp giấy phép", "Application for a permit"),
      additionalProperties: false,
      required: ["fullName", "area", "rooms", "from", "to", "manager"],
      properties: {
        fullName: {
          type: "string",
          ...label("Họ và tên", "Full name"),
          maxLength: 120,
          pattern: "\\S",
          "x-prefill": "fullName",
        },
        phone: {
          type: "string",
          title: "Số điện thoại",
          "x-hint": "10 chữ số, ví dụ 0912345678.",
          "x-en": { title: "Telephone", hint: "10 digits, for example 0912345678." },
          maxLength: 10,
          pattern: "^\\d{10}$",
        },
        area: {
          type: "string",
          ...label("Khu vực", "Area"),
          enum: ["city", "town", "village"],
          "x-labels": {
            city: { vi: "Thành phố", en: "City" },
            town: { vi: "Thị xã", en: "Town" },
            village: { vi: "Nơi khác", en: "Elsewhere" },
          },
        },
        size: {
          type: "string",
          ...label("Quy mô", "Size"),
          enum: ["large", "small"],
          "x-labels": { large: { vi: "Lớn", en: "Large" }, small: { vi: "Nhỏ", en: "Small" } },
        },
        permitNumber: {
          type: "string",
          ...label("Số giấy phép đã cấp", "Number of the former permit"),
          "x-when": [{ cases: ["again"] }],
          maxLength: 40,
        },
        rooms: { type: "integer", ...label("Số phòng", "Rooms"), minimum: 1, maximum: 100 },
        from: dated("Ngày bắt đầu", "First day"),
        to: { ...dated("Ngày kết thúc", "Last day"), "x-not-before": "from" },
        manager: {
          type: "object",
          ...label("Người quản lý", "Manager"),
          additionalProperties: false,
          required: ["name"],
          properties: {
            name: { type: "string", ...label("Họ và tên người quản lý", "Name of the manager"), maxLength: 120 },
            email: { type: "string", ...label("Email", "Email"), maxLength: 254 },
          },
        },
        songs: {
          type: "array",
          ...label("Bài hát", "Songs"),
          maxItems: 10,
          items: { type: "string", ...label("Tên bài hát", "Title of the song"), maxLength: 200 },
        },
      },
      allOf: [
        {
          if: { properties: { area: { enum: ["city"] } }, required: ["area"] },
          // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
          then: { required: ["size"] },
        },
      ],
      examples: [
        {
          fullName: "Nguyễn Thị Lan",
          area: "city",
          size: "small",
          permitNumber: "12/GP",
          rooms: 2,
          from: "2027-01-10",
          to: "2027-02-10",
          manager: { name: "Trần Văn Hòa" },
        },
      ],
    },
    steps: [
      { id: "receive", name: "Tiếp nhận", role: "receiver", unit: "culture", workingHours: 4 },
      { id: "appraise", name: "Thẩm định", role: "specialist", unit: "culture", workingHours: 24 },
      { id: "approve", name: "Phê duyệt", role: "leader", unit: "culture", workingHours: 8 },
      { id: "return", name: "Trả kết quả", role: "receiver", unit: "culture", workingHours: 4 },
    ],
    result: {
      name: "Giấy phép",
      validity: { kind: "term", value: 2, unit: "year" },
      template:
        "Số {{decision.number}}: cho phép {{form.fullName}}{{#form.phone}}, điện thoại {{form.phone}}{{/form.phone}}, quản lý {{form.manager.name}}, đến {{result.validUntil}}.",
    },
    legalBases: ["Nghị định 54/2019/NĐ-CP"],
    conditions: ["Có phòng đủ diện tích."],
    oneStop: true,
    routing: "provincial",
    verified: false,
    unverified: ["Mức phí là số thử."],
    decision: { number: "01/QĐ-UBND", date: "2020-12-31" },
    guideVideoUrl: null,
    nationalUrl: "https://dichvucong.gov.vn/1.000001",
  },
  provenance: {
    era: "later",
    confidence: "assumed",
    source: "phép thử",
    evidence: {
      timeLimit: "assumed",
      fee: "assumed",
      documents: "assumed",
      legalBases: "sourced",
      conditions: "sourced",
      result: "sourced",
      level: "assumed",
      form: "assumed",
      steps: "assumed",
    },
    note: null,
  },
};

export const CLEAN_NAME = "1.000001-v1.json";

/** A file in which nothing is wrong, new each time. */
export const cleanFile = (): CleanFile => structuredClone(FILE);

const unit = (id: string, from: string | null, to: string | null, agencyCode: string | null) => ({
  id,
  kind: "division" as const,
  versions: [
    {
      name: id,
      parent: null,
      agencyCode,
      agencyCodeConfidence: null,
      validFrom: from,
      validTo: to,
      confidence: "assumed" as const,
      source: "phép thử",
      note: null,
    },
  ],
});

export const AROUND: Surroundings = {
  units: [
    unit("culture", null, null, "000.00.01.H40"),
    unit("dissolved", null, "2025-06-30", "000.00.02.H40"),
    unit("founded-later", "2022-01-01", null, "000.00.03.H40"),
    unit("nameless", null, null, null),
  ],
  fields: [{ id: "van-hoa", name: "Văn hóa", unit: "culture", unitConfidence: "assumed" }],
};
