import personas from "../personas.json" with { type: "json" };
import { sendPage } from "./answers.ts";
import { type Message, messageSinkOf, type Outcome } from "./message-sink.ts";
import { html, type Markup, page } from "./page-layout.ts";
import { INBOX_SCRIPT, PANEL_SCRIPT } from "./pages-script.ts";
import { merchantPanels } from "./payments/merchant-panels.ts";
import { SIMULATED } from "./simulator.ts";
import type { CreateStub } from "./stub.ts";

const when = new Intl.DateTimeFormat("vi-VN", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "Asia/Ho_Chi_Minh",
});

const ROLES: Record<string, string> = {
  receiver: "Tiếp nhận",
  specialist: "Chuyên viên",
  "division-head": "Trưởng phòng",
  leader: "Lãnh đạo",
  cashier: "Thu phí",
  admin: "Quản trị",
  auditor: "Kiểm tra",
};

const KINDS: Record<string, string> = { citizen: "Công dân", organisation: "Tổ chức" };

const UNITS = [
  { id: "tourism", name: "Cán bộ Du lịch" },
  { id: "culture", name: "Cán bộ Văn hóa" },
] as const;

const LINKS: readonly { to: string; name: string; english: string }[] = [
  { to: "/local/inbox", name: "Tin nhắn đã gửi", english: "messages" },
  { to: "/v1/procedures", name: "Danh mục thủ tục", english: "procedures" },
  { to: "/local/personas", name: "Các vai, dạng JSON", english: "personas" },
  { to: "/local/queues", name: "Hàng đợi, dạng JSON", english: "queues" },
  { to: "/local/jobs", name: "Việc theo lịch, dạng JSON", english: "schedules" },
];

const personaRow = (entry: (typeof personas)[number]): Markup => {
  const role =
    "roles" in entry.claims ? (entry.claims.roles ?? []).map((one) => ROLES[one] ?? one).join(", ") : undefined;
  return html`<li><span>${entry.claims.name}<small>${role ?? KINDS[entry.kind]} · <code>${entry.persona}</code></small></span>
<button type="button" data-persona="${entry.persona}" aria-label="Lấy mã truy cập của ${entry.claims.name}">Lấy mã</button></li>`;
};

const unitOf = (entry: (typeof personas)[number]): string | undefined => ("unit" in entry ? entry.unit : undefined);

const panel = (stateDir: string): string => {
  const people = (unit: string | undefined) => personas.filter((entry) => unitOf(entry) === unit).map(personaRow);
  return page(
    "Bàn điều khiển",
    "/local",
    html`<h1>Bàn điều khiển <span lang="en">control panel</span></h1>
<p class="lead">Những gì đứng ngoài hệ thống được đóng thế trên máy này: định danh, VNPAY, payOS, MoMo, SMS, thư điện tử và thời gian. Không có gì rời khỏi máy.</p>
<div class="pair">
<section aria-labelledby="links"><h2 id="links">Lối vào <span lang="en">links</span></h2>
<dl class="facts"><dt>Tình trạng API</dt><dd><a href="/v1/health"><span id="health">…</span></a></dd></dl>
<ul class="plain links">${LINKS.map(({ to, name, english }) => html`<li><a href="${to}">${name}</a> <span lang="en">${english}</span></li>`)}</ul></section>
<section aria-labelledby="clock" data-clock><h2 id="clock">Đồng hồ <span lang="en">clock</span></h2>
<p id="clock-now" aria-live="polite">…</p>
<form id="clock-form"><label for="clock-to">Dời đến, giờ Việt Nam</label>
<input id="clock-to" type="datetime-local" step="1" required>
<div class="actions"><button class="primary">Dời đồng hồ</button><button type="button" id="clock-real">Về giờ thật</button></div></form>
<p class="status" id="clock-status" role="status"></p></section>
</div>
<section aria-labelledby="queues-title"><h2 id="queues-title">Hàng đợi <span lang="en">queues</span></h2>
<div class="scroll"><table><thead><tr><th scope="col">Tên</th><th scope="col" class="number">Chờ</th><th scope="col" class="number">Đang chạy</th><th scope="col" class="number">Hoãn</th><th scope="col" class="number">Hỏng</th></tr></thead><tbody id="queues"></tbody></table></div>
<p class="status" id="outbox"></p></section>
<section aria-labelledby="simulator"><h2 id="simulator">Máy thử <span lang="en">simulator</span></h2>
<p>Người nhận có kết quả định sẵn. Tin khác coi như đến nơi, trừ khi <code>PUT /local/messages/receipts</code> đặt khác; đóng vai người nhận một tin: <code>POST /local/messages/{id}/receipt</code>.</p>
<ul class="plain links">${SIMULATED.map(({ to, vi, en }) => html`<li><code>${to}</code> <span>${vi} <span lang="en">${en}</span></span></li>`)}</ul></section>
<section aria-labelledby="people"><h2 id="people">Các vai <span lang="en">personas</span></h2>
<label for="token">Mã truy cập (Bearer)</label><textarea id="token" readonly spellcheck="false" placeholder="Chọn một vai bên dưới"></textarea>
<p class="status" id="token-status" role="status"></p>
<h3>Người nộp hồ sơ</h3><ul class="plain people row">${people(undefined)}</ul>
<div class="pair">${UNITS.map(({ id, name }) => html`<div><h3>${name} <span lang="en">${id}</span></h3><ul class="plain people">${people(id)}</ul></div>`)}</div></section>
${merchantPanels(stateDir)}`,
    PANEL_SCRIPT,
  );
};

const newestFirst = (messages: readonly Message[], channel: Message["channel"]): Message[] =>
  messages.filter((message) => message.channel === channel).reverse();

const RECEIPTS: Record<Outcome, string> = {
  delivered: "đã đến",
  bounced: "bị trả lại",
  complained: "bị báo thư rác",
};

const meta = ({ at, to, provider, receipt }: Message): Markup =>
  html`<p class="meta"><time datetime="${at}">${when.format(new Date(at))}</time> → ${to} · ${provider} · ${receipt === null ? "chưa có báo cáo" : RECEIPTS[receipt]}</p>`;

const inbox = (messages: readonly Message[]): string => {
  const sms = newestFirst(messages, "sms");
  const emails = newestFirst(messages, "email");
  const none = html`<p class="empty">Chưa có tin nào.</p>`;
  return page(
    "Tin nhắn đã gửi",
    "/local/inbox",
    html`<div class="titled"><div><h1>Tin nhắn đã gửi <span lang="en">what was sent</span></h1>
<p class="lead">Mới nhất ở trên. Dạng JSON: <a href="/local/messages">/local/messages</a>.</p></div>
<button type="button" id="clear">Xóa tất cả</button></div>
<div class="pair">
<section aria-labelledby="sms"><h2 id="sms">SMS (${sms.length})</h2>${sms.length === 0 ? none : undefined}
<div class="thread">${sms.map((message) => html`<div>${meta(message)}<div class="sms">${message.body}</div></div>`)}</div></section>
<section aria-labelledby="mail"><h2 id="mail">Thư điện tử <span lang="en">email</span> (${emails.length})</h2>${emails.length === 0 ? none : undefined}
${emails.map((message, index) => html`<div class="mail">${meta(message)}<details${index === 0 ? { markup: " open" } : undefined}><summary>${message.subject ?? ""}</summary><pre>${message.body}</pre></details></div>`)}</section>
</div>`,
    INBOX_SCRIPT,
  );
};

/** `GET /local`, the panel, and `GET /local/inbox`, what was sent. */
export const createPagesStub: CreateStub = async (context) => ({
  name: "pages",
  prefixes: ["/local"],
  handle: async (request, response, url) => {
    if (request.method !== "GET") return false;
    if (url.pathname === "/local" || url.pathname === "/local/")
      return sendPage(response, 200, panel(context.stateDir));
    if (url.pathname === "/local/inbox") return sendPage(response, 200, inbox(messageSinkOf(context).messages()));
    return false;
  },
});
