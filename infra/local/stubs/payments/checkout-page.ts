import { html, type Markup, page } from "../page-layout.ts";
import type { Settlement } from "./order-book.ts";

/** `650.000 ₫` of whole VND. */
const money = (vnd: number): string => `${new Intl.NumberFormat("vi-VN").format(vnd)} ₫`;

export type Checkout = {
  /** As the provider writes itself: VNPAY, payOS, MoMo. */
  provider: string;
  /** Where the buttons post to. */
  path: string;
  /** Whole VND. */
  amount: number;
  reference: string;
  info: string;
  /** More lines about the order; `code` are set in fixed width. */
  facts: readonly { term: string; value: string; code?: true }[];
  settled: readonly Settlement[];
  /** Each presses an outcome; the first is the one that people mean. */
  choices: readonly { outcome: string; name: string }[];
};

/** The provider's page for one order. It needs no script: the buttons post a form. */
export const checkoutPage = ({ provider, path, amount, reference, info, facts, settled, choices }: Checkout): string =>
  page(
    `Thanh toán ${provider}`,
    path,
    html`<h1>Cổng thanh toán ${provider} <span lang="en">stand-in, no money moves</span></h1>
<p class="lead">Trang này đóng vai nhà cung cấp. Chọn kết quả để thanh toán và quay lại trang dịch vụ công.</p>
<section aria-labelledby="order">
<h2 id="order">Đơn hàng</h2>
<p class="amount">${money(amount)}</p>
<dl class="facts">
<dt>Nội dung</dt><dd>${info}</dd>
<dt>Mã đơn hàng</dt><dd class="code">${reference}</dd>
${facts.map(({ term, value, code }) => html`<dt>${term}</dt><dd class="${code === true ? "code" : ""}">${value}</dd>`)}
</dl>
${settled.length === 0 ? undefined : html`<p class="notice">Đơn hàng này đã có ${settled.length} giao dịch (mới nhất: ${settled.at(-1)?.transaction ?? ""}).</p>`}
<form method="post" action="${path}">
<input type="hidden" name="reference" value="${reference}">
<div class="actions">
${choices.map(
  ({ outcome, name }, index): Markup =>
    html`<button name="outcome" value="${outcome}" class="${index === 0 ? "primary" : ""}">${name}</button>`,
)}
</div>
</form>
</section>`,
  );

/** Why an order cannot be paid, in the provider's code and in words. */
export const checkoutErrorPage = (path: string, code: string, words: string): string =>
  page(
    "Không thể thanh toán",
    path,
    html`<h1>Không thể thanh toán</h1>
<section><p class="notice"><strong>Mã lỗi ${code}.</strong> ${words}</p>
<p>Quay lại trang dịch vụ công và bắt đầu thanh toán lại.</p></section>`,
  );
