import type { Instant } from "../foundation/instant.ts";
import type { OrganisationRegister } from "../organisation/register.ts";
import type { Channel, ProcedureVersion } from "../procedures/procedure-version.ts";
import type { Block, Sheet } from "./sheet.ts";
import { addresseeOf, countOf, sourceLine, writtenLimit, writtenValidity } from "./words.ts";
import { writtenFee } from "./written-fee.ts";
import { writtenWhen } from "./written-when.ts";

const AUDIENCE = { individual: "cá nhân", organisation: "tổ chức" } as const;

const WAYS: Record<Channel["channel"], string> = {
  online: "Trực tuyến",
  counter: "Trực tiếp tại quầy",
  post: "Qua bưu chính công ích",
};

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);

const limitLines = (version: ProcedureVersion, { timeLimit, caseLimits = [] }: Channel): string =>
  [
    timeLimit ? writtenLimit(timeLimit) : caseLimits.length === 0 ? "Chưa công bố" : "",
    ...caseLimits.map(
      (own) => `${version.cases.find(({ id }) => id === own.case)?.name ?? own.case}: ${writtenLimit(own.timeLimit)}`,
    ),
  ]
    .filter((line) => line !== "")
    .join("\n");

/** Ways that cost and last the same share a row. */
const waysTable = (version: ProcedureVersion): Block[] => {
  const rows = new Map<string, string[]>();
  const noFee = version.feesUnknown ? "Chưa có mức phí; hỏi tại nơi nộp hồ sơ" : "Không mất phí, lệ phí";
  for (const channel of version.channels) {
    const fees = channel.fees.map((rule) => `${rule.name}: ${writtenFee(version, rule)}`).join("\n") || noFee;
    const key = JSON.stringify([limitLines(version, channel), fees]);
    rows.set(key, [...(rows.get(key) ?? []), WAYS[channel.channel]]);
  }
  if (rows.size === 0) return [];
  return [
    { kind: "heading", text: "Bao lâu, hết bao nhiêu" },
    {
      kind: "table",
      label: null,
      note: null,
      tall: false,
      columns: [
        { title: "Cách nộp", share: 2.4 },
        { title: "Thời hạn giải quyết", share: 2 },
        { title: "Phí, lệ phí", share: 5 },
      ],
      rows: [...rows].map(([key, ways]) => [ways.join("\n"), ...(JSON.parse(key) as string[])]),
    },
  ];
};

const papersTable = (version: ProcedureVersion): Block[] => {
  if (version.documents.length === 0) return [];
  return [
    { kind: "heading", text: "Cần mang theo" },
    {
      kind: "table",
      label: null,
      note: null,
      tall: false,
      columns: [
        { title: "STT", share: 0.7, centred: true },
        { title: "Giấy tờ", share: 5.5 },
        { title: "Bản chính", share: 1, centred: true },
        { title: "Bản chứng thực", share: 1.4, centred: true },
        { title: "Bản chụp", share: 1, centred: true },
      ],
      rows: version.documents.map(({ name, copies, required, when }, at) => {
        const notes = [...(required ? [] : ["nếu có"]), ...(when ? [`chỉ khi ${writtenWhen(version, when)}`] : [])];
        return [
          String(at + 1),
          notes.length === 0 ? name : `${name} (${notes.join("; ")})`,
          countOf(copies.original),
          countOf(copies.certified),
          countOf(copies.copy),
        ];
      }),
    },
  ];
};

const items = (heading: string, lines: readonly string[]): Block[] =>
  lines.length === 0
    ? []
    : [
        { kind: "heading", text: heading },
        ...lines.map((text): Block => ({ kind: "paragraph", text: `- ${text}`, style: "item" })),
      ];

const fact = (label: string, value: string): Block[] =>
  value === "" ? [] : [{ kind: "answer", label, note: null, answer: { written: value }, indented: false }];

/** Where a dossier can be filed, in sentences. */
const placesOf = (version: ProcedureVersion, centre: string, address: string): string[] => {
  const ways = new Set(version.channels.map(({ channel }) => channel));
  return [
    ...(version.fileAt ? [`${capitalised(version.fileAt)}.`] : []),
    ...(ways.has("online") ? [`Trực tuyến: ${address}`] : []),
    ...(!version.fileAt && ways.has("counter") ? [`Trực tiếp: ${centre}.`] : []),
    ...(!version.fileAt && ways.has("post") ? ["Qua dịch vụ bưu chính công ích, gửi đến địa chỉ trên."] : []),
    ...(version.reason ? [`Chưa làm trọn trên mạng được vì: ${version.reason}`] : []),
  ];
};

/**
 * What a citizen must know before they come, on one page for the notice board of the one-stop centre, with a QR code of
 * the procedure's lasting address.
 */
export const guideSlip = (
  version: ProcedureVersion,
  context: { register: OrganisationRegister; at: Instant; origin: string },
): Sheet => {
  const { register, at, origin } = context;
  const centre = register.units(at).find(({ kind }) => kind === "one-stop-centre")?.name ?? "Bộ phận một cửa";
  const address = `${origin.replace(/\/$/u, "")}/procedures/${encodeURIComponent(version.code)}`;
  const audience = version.audience.map((who) => AUDIENCE[who]).join(", ");
  const settles = addresseeOf(version, register, at);
  return {
    title: `Hướng dẫn: ${version.name}`,
    asOf: version.validFrom,
    footer: sourceLine(version),
    blocks: [
      { kind: "title", text: version.name, note: `Phiếu hướng dẫn – ${centre}`, large: true },
      {
        kind: "qr",
        url: address,
        lines: [
          `Mã thủ tục: ${version.code}`,
          `Lĩnh vực: ${version.field.name}`,
          `Ai được nộp: ${capitalised(audience)}`,
          ...(settles === "" ? [] : [`Cơ quan giải quyết: ${settles}`]),
          `Kết quả: ${version.result.name}, ${writtenValidity(version.result.validity)}`,
        ],
      },
      ...papersTable(version),
      ...waysTable(version),
      ...items("Nộp ở đâu", placesOf(version, centre, address)),
      ...items("Điều kiện", version.conditions),
      ...fact(
        "Căn cứ pháp lý",
        version.legalBases.map((basis) => (basis.length > 40 ? basis : basis.replaceAll(" ", "\u00a0"))).join("; "),
      ),
      ...(version.verified
        ? []
        : [
            {
              kind: "paragraph" as const,
              style: "italic" as const,
              text: "Chưa kiểm chứng: nội dung này chưa được đối chiếu với quyết định công bố của tỉnh; hãy hỏi lại bộ phận một cửa trước khi chuẩn bị hồ sơ.",
            },
          ]),
    ],
  };
};
