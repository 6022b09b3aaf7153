import { html, type Markup } from "../page-layout.ts";
import { openMerchant, PROVIDERS, type ProviderName } from "./merchants.ts";
import { localTime } from "./statement.ts";

const TITLES: Record<ProviderName, string> = { vnpay: "VNPAY", payos: "payOS", momo: "MoMo" };

/** As the provider names each field, and as people read it. */
const TERMS: Record<string, string> = {
  tmnCode: "Mã website",
  hashSecret: "Khóa bí mật",
  clientId: "Mã kênh",
  apiKey: "Khóa API",
  checksumKey: "Khóa ký",
  accountNumber: "Số tài khoản",
  partnerCode: "Mã đối tác",
  accessKey: "Khóa truy cập",
  secretKey: "Khóa bí mật",
};

const panel = (stateDir: string, name: ProviderName): Markup => {
  const day = localTime(Date.now()).slice(0, 10);
  const fields = Object.entries(openMerchant(stateDir, name).now());
  return html`<div><h3>${TITLES[name]}</h3>
<dl class="facts small">${fields.map(([field, value]) => html`<dt>${TERMS[field] ?? field}</dt><dd class="code">${value}</dd>`)}</dl>
<ul class="plain links small"><li><a href="/local/${name}/statement?day=${day}">Sao kê hôm nay</a> <span lang="en">statement, CSV</span></li>
<li><a href="/local/${name}/faults">Sự cố đang đặt, dạng JSON</a> <span lang="en">faults</span></li></ul></div>`;
};

/** The merchant of each provider with its keys, made for this machine: whoever holds them signs as the provider. */
export const merchantPanels = (stateDir: string): Markup =>
  html`<section aria-labelledby="merchants"><h2 id="merchants">Nhà cung cấp thanh toán <span lang="en">payment providers</span></h2>
<p>Ai cũng có thể ký thay nhà cung cấp bằng các khóa thử này. Không có tiền thật.</p>
<div class="trio">${PROVIDERS.map((name) => panel(stateDir, name))}</div></section>`;
