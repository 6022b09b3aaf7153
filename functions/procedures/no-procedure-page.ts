import type { Standing } from "../../shared/domain/procedures/catalogue.ts";
import { writtenDate } from "../../shared/domain/slips/words.ts";
import { type Html, html, page } from "../boundary/html.ts";
import type { Reply } from "../boundary/reply.ts";

type Words = { title: string; vi: Html; en: Html };

type NotInForce = Exclude<Standing, { is: "in-force" }>;

/** What is the matter with an address of a procedure, and where to go. */
const wordsOf = (code: string, standing: NotInForce): Words => {
  switch (standing.is) {
    case "withdrawn": {
      const { validFrom, decision, fileAt } = standing.withdrawal;
      const day = writtenDate(validFrom);
      return {
        title: "Thủ tục đã bị bãi bỏ",
        vi: html`Thủ tục ${code} không còn được tiếp nhận từ ngày ${day}, theo Quyết định ${decision.number} ngày ${writtenDate(decision.date)}. Hồ sơ đã nộp trước ngày đó vẫn được giải quyết. Nơi nộp thay thế: <strong>${fileAt}</strong>`,
        en: html`Procedure ${code} was withdrawn and takes no new dossiers since ${day}; those filed before go on. Where to go instead: <strong lang="vi">${fileAt}</strong>`,
      };
    }
    case "not-yet-valid": {
      const day = writtenDate(standing.validFrom);
      return {
        title: "Thủ tục chưa có hiệu lực",
        vi: html`Thủ tục “${standing.version.name}” (${code}) đã được công bố và có hiệu lực từ ngày ${day}. Hãy quay lại trang này từ ngày đó.`,
        en: html`Procedure ${code} is published and takes effect on ${day}. Come back to this page then.`,
      };
    }
    case "unknown":
      return {
        title: "Không tìm thấy thủ tục",
        vi: html`Không có thủ tục nào mang mã “${code}”. Hãy kiểm tra lại địa chỉ, hoặc tìm thủ tục trong danh mục.`,
        en: html`There is no procedure with the code “${code}”. Check the address, or look in the list.`,
      };
  }
};

const told = ({ title, vi, en }: Words, more: Html, framedBy: "*" | "'none'") =>
  page(title, html`<h1>${title}</h1><p>${vi}</p><p lang="en">${en}</p>${more}`, framedBy);

/** Where the page of a procedure would be, for people: it is no longer, not yet or nowhere. The status is that of its data. */
export const noProcedurePage = (code: string, standing: NotInForce, origin: string): Reply => {
  const list = html`<p><a href="${origin}/embed/procedures">Danh mục thủ tục hành chính</a> <span lang="en">(list of procedures)</span></p>`;
  return { status: 404, ...told(wordsOf(code, standing), list, "'none'") };
};

/** A page that cannot be shown now, through no fault of its reader: also where another site frames it. */
export const faultPage = ((): Reply => {
  const words = {
    title: "Tạm thời chưa mở được trang",
    vi: html`Hệ thống đang gặp lỗi hoặc quá bận. Hãy tải lại trang sau ít phút.`,
    en: html`The service is at fault or too busy. Load the page again in a few minutes.`,
  };
  const { text, headers } = told(words, html``, "*");
  return { status: 503, text, headers: { ...headers, "retry-after": "60" } };
})();
