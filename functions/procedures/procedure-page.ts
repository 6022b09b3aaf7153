import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { writtenDate, writtenValidity } from "../../shared/domain/slips/words.ts";
import { writtenFee } from "../../shared/domain/slips/written-fee.ts";
import { writtenWhen } from "../../shared/domain/slips/written-when.ts";
import type { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { type Html, html, linkTo } from "../boundary/html.ts";

const WAYS = { online: "Trực tuyến", counter: "Trực tiếp tại quầy", post: "Bưu chính công ích" } as const;
const MODES = { full: "toàn trình", partial: "một phần", information: "cung cấp thông tin" } as const;
const WHO = { individual: "cá nhân", organisation: "tổ chức" } as const;
const UNITS = {
  "working-hour": "giờ làm việc",
  "working-day": "ngày làm việc",
  "calendar-day": "ngày",
  month: "tháng",
} as const;
const KINDS = { fee: "phí", charge: "lệ phí" } as const;

const limit = (of: TimeLimit | null): string => (of ? `${of.value} ${UNITS[of.unit]}` : "không quy định");
const listed = (texts: readonly string[]): Html => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
const section = (heading: string, texts: readonly string[]): Html =>
  texts.length === 0 ? html`` : html`<h2>${heading}</h2>${listed(texts)}`;

const copies = ({ original, certified, copy }: ProcedureVersion["documents"][number]["copies"]): string =>
  [
    original > 0 ? `${original} bản chính` : "",
    certified > 0 ? `${certified} bản sao chứng thực` : "",
    copy > 0 ? `${copy} bản sao` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");

const channelPart = (
  { channel, timeLimit, fees }: ProcedureVersion["channels"][number],
  version: ProcedureVersion,
): Html =>
  html`<li>${WAYS[channel]}: ${limit(timeLimit)}${
    fees.length === 0
      ? html`; ${version.feesUnknown ? "chưa có mức phí" : "miễn phí"}`
      : listed(fees.map((rule) => `${rule.name} (${KINDS[rule.kind]}): ${writtenFee(version, rule)}`))
  }</li>`;

/** All that is published of a procedure, for who reads it on a phone. */
export const procedurePage = (version: ProcedureVersion, unitName: (id: string) => string): Html => {
  const { name, code, field, units, level, onlineMode, reason, fileAt, audience, channels, documents } = version;
  const { decision, guideVideoUrl, nationalUrl, unverified = [] } = version;
  const links = [
    ...(guideVideoUrl ? [html`<li>${linkTo(guideVideoUrl, "Video hướng dẫn")}</li>`] : []),
    ...(nationalUrl ? [html`<li>${linkTo(nationalUrl, "Trên Cổng dịch vụ công quốc gia")}</li>`] : []),
  ];
  const doubt = html`<p class="w"><strong>Chưa kiểm chứng.</strong> <a href="#chua-kiem-chung">${unverified.length} điểm</a> của nội dung này chưa được đối chiếu với văn bản gốc.</p>`;
  const doubts = html`<h2 id="chua-kiem-chung">Những điểm chưa kiểm chứng</h2>${listed(unverified)}`;
  return html`<h1>${name}</h1>${version.verified ? html`` : doubt}<dl><dt>Mã thủ tục</dt><dd>${code}</dd><dt>Lĩnh vực</dt><dd>${field.name}</dd><dt>Cơ quan thực hiện</dt><dd>${units.map(unitName).join(", ")}</dd><dt>Đối tượng</dt><dd>${audience.map((one) => WHO[one]).join(", ")}</dd><dt>Mức độ</dt><dd>${level}, dịch vụ công trực tuyến ${MODES[onlineMode]}</dd>${
    reason ? html`<dt>Lý do chưa toàn trình</dt><dd>${reason}</dd>` : html``
  }${fileAt ? html`<dt>Nơi nộp</dt><dd>${fileAt}</dd>` : html``}<dt>Quyết định công bố</dt><dd>${decision.number}, ngày ${writtenDate(decision.date)}</dd><dt>Hiệu lực</dt><dd>từ ${writtenDate(version.validFrom)}, phiên bản ${version.version}</dd></dl>${section(
    "Các trường hợp",
    version.cases.map((one) => one.name),
  )}<h2>Cách nộp, thời hạn, phí</h2><ul>${channels.map((channel) => channelPart(channel, version))}</ul>${section(
    "Thành phần hồ sơ",
    documents.map((one) =>
      [
        one.name,
        copies(one.copies),
        one.required ? "" : "nếu có",
        one.when ? `chỉ khi ${writtenWhen(version, one.when)}` : "",
      ]
        .filter(Boolean)
        .join("; "),
    ),
  )}${section(
    "Trình tự",
    version.steps.map((step) => step.name),
  )}${section("Kết quả", [`${version.result.name}; ${writtenValidity(version.result.validity)}`])}${section("Yêu cầu, điều kiện", version.conditions)}${section("Căn cứ pháp lý", version.legalBases)}${links.length > 0 ? html`<h2>Xem thêm</h2><ul>${links}</ul>` : html``}${version.verified ? html`` : doubts}`;
};
