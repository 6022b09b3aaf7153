import { html, type Markup, page } from "./page-layout.ts";
import type { Order, Settlement } from "./vnpay-orders.ts";
import type { Parameters } from "./vnpay-signature.ts";

const money = (vnpayAmount: number): string => `${new Intl.NumberFormat("vi-VN").format(vnpayAmount / 100)} ₫`;

/** `20261122083000` as `08:30 22/11/2026`, as people read it. */
const readable = (vnpayDate: string): string =>
  vnpayDate.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})\d{2}$/, "$4:$5 $3/$2/$1");

const CHOICES: readonly { outcome: Settlement["outcome"]; name: string; primary?: true }[] = [
  { outcome: "success", name: "Thanh toán thành công", primary: true },
  { outcome: "failed", name: "Thanh toán thất bại" },
  { outcome: "suspect", name: "Giao dịch nghi vấn" },
  { outcome: "cancelled", name: "Hủy giao dịch" },
];

export const payPage = (order: Order, parameters: Parameters, settled: readonly Settlement[]): string =>
  page(
    "Thanh toán VNPAY",
    "/local/vnpay/pay",
    html`<h1>Cổng thanh toán VNPAY <span lang="en">stand-in, no money moves</span></h1>
<p class="lead">Trang này đóng vai nhà cung cấp. Chọn kết quả để thanh toán và quay lại trang dịch vụ công.</p>
<section aria-labelledby="order">
<h2 id="order">Đơn hàng</h2>
<p class="amount">${money(order.amount)}</p>
<dl class="facts">
<dt>Nội dung</dt><dd>${order.orderInfo}</dd>
<dt>Mã đơn hàng</dt><dd class="code">${order.reference}</dd>
<dt>Đơn vị nhận</dt><dd class="code">${parameters.vnp_TmnCode ?? ""}</dd>
<dt>Hết hạn</dt><dd>${readable(parameters.vnp_ExpireDate ?? "")}</dd>
</dl>
${settled.length === 0 ? undefined : html`<p class="notice">Đơn hàng này đã có ${settled.length} giao dịch (mới nhất: ${settled.at(-1)?.transactionNo ?? ""}).</p>`}
<form method="post" action="/local/vnpay/pay">
<input type="hidden" name="reference" value="${order.reference}">
<div class="actions">
${CHOICES.map(
  ({ outcome, name, primary }): Markup =>
    html`<button name="outcome" value="${outcome}" class="${primary === true ? "primary" : ""}">${name}</button>`,
)}
</div>
</form>
</section>`,
  );

export const payErrorPage = (code: string, words: string): string =>
  page(
    "Không thể thanh toán",
    "/local/vnpay/pay",
    html`<h1>Không thể thanh toán</h1>
<section><p class="notice"><strong>Mã lỗi ${code}.</strong> ${words}</p>
<p>Quay lại trang dịch vụ công và bắt đầu thanh toán lại.</p></section>`,
  );
