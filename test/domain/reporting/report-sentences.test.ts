import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "../../../shared/domain/reporting/figures.ts";
import { reportSentences } from "../../../shared/domain/reporting/report-sentences.ts";
import { responseShare, sharePercent, writtenResponse } from "../../../shared/domain/reporting/report-words.ts";
import { articleReport, busyReport, reportOf } from "../../builders/period-report.ts";

const toldOf = (made: ReturnType<typeof reportOf>): string =>
  reportSentences(made.report.summary, made.half).join("\n");
const told = (figures: Figures, more: Parameters<typeof reportOf>[1] = {}): string =>
  toldOf(reportOf({ "03": { "du-lich": figures } }, more));

describe("a share in words", () => {
  it("has two decimals where it is not whole, a comma before them", () => {
    expect(sharePercent(124, 140)).toBe("88,57%");
    expect(sharePercent(83, 94)).toBe("88,30%");
    expect(sharePercent(94, 94)).toBe("100%");
    expect(sharePercent(0, 94)).toBe("0%");
    expect(sharePercent(1, 2)).toBe("50%");
  });

  it("is none of nothing", () => {
    expect(sharePercent(0, 0)).toBeNull();
  });

  it("never calls less than all 100%, nor something 0%", () => {
    expect(sharePercent(99_999, 100_000)).toBe("trên 99,99%");
    expect(sharePercent(1, 100_000)).toBe("dưới 0,01%");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(10_000_000), (whole, some) => {
        const part = some % (whole + 1);
        expect(sharePercent(part, whole) === "100%").toBe(part === whole);
        expect(sharePercent(part, whole) === "0%").toBe(part === 0);
      }),
    );
  });

  it("of responses is told only where there are no more of them than results", () => {
    expect(responseShare({ responses: 3, satisfied: 3, returned: 2 })).toBeNull();
    expect(responseShare({ responses: 0, satisfied: 0, returned: 0 })).toBeNull();
    expect(writtenResponse({ responses: 3, satisfied: 3, returned: 2 })).toBe("3 phản hồi, 2 trả kết quả");
    expect(writtenResponse({ responses: 3, satisfied: 3, returned: 0 })).toBe("3 phản hồi");
    expect(writtenResponse({ responses: 0, satisfied: 0, returned: 4 })).toBe("0% (0/4)");
  });
});

describe("a report's paragraph", () => {
  it("reads like the article's where the figures are the article's", () => {
    expect(toldOf(articleReport()).split("\n")).toEqual([
      "Đến ngày 30/06/2021 có 124/140 thủ tục hành chính được cung cấp dịch vụ công trực tuyến mức độ 4 (88,57%); 140/140 thủ tục được giải quyết theo cơ chế một cửa (100%).",
      "Trong 6 tháng đầu năm 2021 (từ ngày 01/01/2021 đến ngày 30/06/2021) đã tiếp nhận 94 hồ sơ (4 du lịch, 1 thể dục thể thao, 89 văn hóa cơ sở); 100% hồ sơ được tiếp nhận trực tuyến.",
      "Đã trả kết quả 94 hồ sơ: 83/94 qua dịch vụ bưu chính công ích (88,30%), 11/94 trực tuyến (11,70%).",
      expect.stringMatching(/^Đã giải quyết 94 hồ sơ; tỷ lệ đúng hạn đạt 100% \(94\/94, trong đó \d+ trước hạn\)\.$/),
      "Đến ngày 30/06/2021 không còn hồ sơ nào chưa giải quyết xong.",
      "Có 40/94 hồ sơ đã trả kết quả có phản hồi đánh giá (tỷ lệ phản hồi 42,55%); mức độ hài lòng đạt 100% (40/40).",
    ]);
  });

  it("says of a period in which nothing happened that nothing did, and no share of it", () => {
    const words = toldOf(reportOf({}, { procedures: [] }));
    expect(words.split("\n")).toEqual([
      "Đến ngày 30/06/2021 chưa có thủ tục hành chính nào được công bố.",
      "Trong 6 tháng đầu năm 2021 (từ ngày 01/01/2021 đến ngày 30/06/2021) chưa tiếp nhận hồ sơ nào.",
      "Chưa trả kết quả của hồ sơ nào.",
      "Chưa giải quyết xong hồ sơ nào, nên chưa có tỷ lệ đúng hạn.",
      "Đến ngày 30/06/2021 không còn hồ sơ nào chưa giải quyết xong.",
      "Chưa có phản hồi đánh giá nào, nên chưa có tỷ lệ hài lòng.",
    ]);
    expect(words).not.toContain("%");
  });

  it("never says a share of what was not counted", () => {
    const count = fc.nat(3);
    fc.assert(
      fc.property(
        fc.record({ online: count, post: count, early: count, late: count, returned: count, rated: count }),
        (n) => {
          const [procedures, received, returned, settled, , satisfied] = told(
            {
              "received.online": n.online,
              "received.post": n.post,
              "settled.early": n.early,
              "settled.late": n.late,
              "returned.counter": n.returned,
              rated: n.rated,
            },
            { procedures: [] },
          ).split("\n");
          expect(procedures).not.toContain("%");
          expect(received?.includes("%")).toBe(n.online + n.post > 0);
          expect(returned?.includes("%")).toBe(n.returned > 0);
          expect(settled?.includes("%")).toBe(n.early + n.late > 0);
          expect(satisfied?.includes("%")).toBe(n.rated > 0);
        },
      ),
    );
  });

  it("names one field alone, and says of how many it has no name", () => {
    expect(told({ "received.online": 2 })).toContain("đã tiếp nhận 2 hồ sơ (2 du lịch);");
    expect(toldOf(reportOf({ "01": { lạ: { "received.post": 1 }, "du-lich": { "received.post": 2 } } }))).toContain(
      "đã tiếp nhận 3 hồ sơ (2 du lịch, 1 lĩnh vực khác);",
    );
  });

  it("says by which ways dossiers came where not all came online", () => {
    const words = told({ "received.online": 3, "received.counter": 5, "received.post": 2 });
    expect(words).toContain(
      "trong đó 5/10 trực tiếp (50%), 3/10 trực tuyến (30%), 2/10 qua dịch vụ bưu chính công ích (20%)",
    );
    expect(words).not.toContain("100% hồ sơ");
  });

  it("says plainly what was late", () => {
    expect(told({ "settled.late": 1 })).toContain("Đã giải quyết 1 hồ sơ, hồ sơ này quá hạn; tỷ lệ đúng hạn 0%.");
    expect(told({ "settled.late": 4 })).toContain("Đã giải quyết 4 hồ sơ, tất cả đều quá hạn; tỷ lệ đúng hạn 0%.");
    expect(told({ "settled.late": 1, "settled.onTime": 2, "settled.early": 1 })).toContain(
      "Đã giải quyết 4 hồ sơ: 3 đúng hạn, đạt 75%, trong đó 1 trước hạn; 1 quá hạn (25%).",
    );
    expect(told({ open: 3, openLate: 2 })).toContain(
      "còn 1 hồ sơ đang giải quyết trong hạn, 2 hồ sơ chưa giải quyết xong đã quá hạn.",
    );
  });

  it("says what is left of the period before, waits, was given up or was never received", () => {
    const words = told(
      { paused: 1, "ended.withdrawn": 2, "ended.stopped": 1, "notReceived.refused": 4, "notReceived.stopped": 1 },
      { before: { open: 3, paused: 1 } },
    );
    expect(words).toContain("Từ kỳ trước chuyển sang 4 hồ sơ đang giải quyết hoặc tạm dừng.");
    expect(words).toContain("2 hồ sơ tạm dừng chờ người nộp bổ sung hoặc nộp phí, lệ phí.");
    expect(words).toContain("Sau khi tiếp nhận có 2 hồ sơ được người nộp rút, 1 hồ sơ dừng giải quyết.");
    expect(words).toContain(
      "Không tính vào số tiếp nhận: 4 hồ sơ bị từ chối, 1 hồ sơ dừng vì không bổ sung hoặc không nộp phí, lệ phí.",
    );
  });

  it("never tells satisfaction without how many answered, of how many", () => {
    expect(told({ "returned.post": 4 })).toContain(
      "Chưa có phản hồi đánh giá nào trên 4 hồ sơ đã trả kết quả, nên chưa có tỷ lệ hài lòng.",
    );
    expect(told({ "returned.post": 4, rated: 2, satisfied: 1 })).toContain(
      "Có 2/4 hồ sơ đã trả kết quả có phản hồi đánh giá (tỷ lệ phản hồi 50%); mức độ hài lòng 50% (1/2).",
    );
    expect(told({ rated: 2, satisfied: 2 })).toContain(
      "Có 2 phản hồi đánh giá, gồm cả của hồ sơ trả kết quả từ kỳ trước; mức độ hài lòng đạt 100% (2/2).",
    );
  });

  it("says of a half under way how far it goes", () => {
    expect(toldOf(busyReport())).toContain(
      "Trong 6 tháng đầu năm 2021 (kỳ chưa kết thúc, tính từ ngày 01/01/2021 đến ngày 15/03/2021)",
    );
  });
});
