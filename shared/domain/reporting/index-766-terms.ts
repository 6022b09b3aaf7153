/** In both languages of the service. */
export type Words = { vi: string; en: string };

/** How sure a fact of the table is: read in the decision or on an authority's page, told by others about it, or assumed. */
type Confidence = "sourced" | "secondary" | "assumed";

export type Group = { id: string; name: Words; maximum: number };

/**
 * An indicator as the decision has it. `threshold` is the rate from which on all points are given; below it they are the
 * rate × `maximum` / `threshold`. `maximum` is null where nothing is scored. `unmeasured` says why it is not measured here.
 */
export type Indicator = {
  id: string;
  group: string;
  name: Words;
  formula: Words;
  maximum: number | null;
  threshold: number;
  unmeasured?: Words;
};

/**
 * Decision 766/QĐ-TTg of 2022-06-23 on the index of how citizens and enterprises are served. The maxima of the groups are
 * as an authority explained them (sonoivu.namdinh.gov.vn), formulas and thresholds as a published description has them.
 * The maxima of the indicators stood in no text that was read: those of a group are shared out evenly, and online services
 * and online payment take 12 and 10 of their 22. A province that has the annex at hand writes its figures here.
 */
export const TERMS = {
  decision: "766/QĐ-TTg",
  date: "2022-06-23",
  confidence: { groups: "sourced", formulas: "secondary", thresholds: "secondary", maxima: "assumed" } satisfies Record<
    string,
    Confidence
  >,
  note: {
    vi: "Điểm tối đa của từng nhóm theo Quyết định 766/QĐ-TTg; công thức và ngưỡng theo bản mô tả đã công bố; điểm tối đa của từng chỉ tiêu là giả định: chia đều trong nhóm.",
    en: "The maxima of the groups are those of Decision 766/QĐ-TTg, formulas and thresholds those of a published description; the maxima of the indicators are assumed: shared out evenly in their group.",
  },
} as const;

export const GROUPS: readonly Group[] = [
  { id: "1", name: { vi: "Công khai, minh bạch", en: "Openness" }, maximum: 18 },
  { id: "2", name: { vi: "Tiến độ giải quyết", en: "Timeliness" }, maximum: 20 },
  {
    id: "3",
    name: { vi: "Dịch vụ công và thanh toán trực tuyến", en: "Online services and payment" },
    maximum: 22,
  },
  { id: "4", name: { vi: "Số hóa hồ sơ", en: "Digitisation" }, maximum: 22 },
  { id: "5", name: { vi: "Mức độ hài lòng", en: "Satisfaction" }, maximum: 18 },
];

export const INDICATORS: readonly Indicator[] = [
  {
    id: "1.1",
    group: "1",
    name: { vi: "Thủ tục được công bố đúng hạn", en: "Procedures announced on time" },
    formula: { vi: "số thủ tục công bố đúng hạn / số thủ tục đã công bố", en: "announced on time / announced" },
    maximum: 4.5,
    threshold: 1,
    unmeasured: {
      vi: "Hạn công bố tính từ ngày văn bản quy định thủ tục có hiệu lực; hệ thống không ghi ngày ấy.",
      en: "The time runs from when the rule on a procedure takes effect, which is not recorded here.",
    },
  },
  {
    id: "1.2",
    group: "1",
    name: { vi: "Thủ tục được công khai đúng hạn", en: "Procedures published on time" },
    formula: {
      vi: "số thủ tục công khai trong 5 ngày làm việc sau quyết định / số thủ tục phải công khai",
      en: "published within 5 working days of their decision / to be published",
    },
    maximum: 4.5,
    threshold: 1,
    unmeasured: {
      vi: "Danh mục công khai không ghi thời điểm đăng từng phiên bản.",
      en: "The published catalogue does not say when each version was put up.",
    },
  },
  {
    id: "1.3",
    group: "1",
    name: { vi: "Thủ tục được công khai đầy đủ nội dung", en: "Procedures published with all their parts" },
    formula: {
      vi: "số thủ tục có đủ cách thức, thời hạn, mức phí, thành phần hồ sơ và căn cứ pháp lý / số thủ tục đã công khai",
      en: "published with ways of filing, limits, fees, papers and legal bases / published",
    },
    maximum: 4.5,
    threshold: 1,
  },
  {
    id: "1.4",
    group: "1",
    name: { vi: "Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia", en: "Dossiers synchronised with the National Portal" },
    formula: { vi: "số hồ sơ đã đồng bộ / số hồ sơ đã tiếp nhận", en: "synchronised / received" },
    maximum: 4.5,
    threshold: 1,
    unmeasured: {
      vi: "Hệ thống này chưa đồng bộ hồ sơ lên Cổng.",
      en: "This system does not synchronise dossiers with the portal yet.",
    },
  },
  {
    id: "2.1",
    group: "2",
    name: { vi: "Hồ sơ giải quyết đúng hạn", en: "Dossiers in time" },
    formula: {
      vi: "(số hồ sơ đã giải quyết, đang giải quyết và tạm dừng còn trong hạn − số bị yêu cầu bổ sung quá một lần) / số hồ sơ đã giải quyết, đang giải quyết và tạm dừng; hồ sơ rút hoặc dừng không tính",
      en: "(settled, open and paused in time − asked for a supplement more than once) / settled, open and paused; withdrawn and stopped ones are left out",
    },
    maximum: 20,
    threshold: 1,
  },
  {
    id: "2.2",
    group: "2",
    name: { vi: "Thời gian giải quyết trung bình từng thủ tục", en: "Average time of each procedure" },
    formula: {
      vi: "tổng thời gian từ tiếp nhận đến quyết định, trừ thời gian chờ người nộp / số hồ sơ đã giải quyết, tính bằng phút",
      en: "minutes from receipt to decision without waiting for the applicant / settled",
    },
    maximum: null,
    threshold: 1,
  },
  {
    id: "3.1a",
    group: "3",
    name: { vi: "Thủ tục cung cấp trực tuyến", en: "Procedures served online" },
    formula: { vi: "số thủ tục nộp được trực tuyến / số thủ tục", en: "filed online / all procedures" },
    maximum: 2.4,
    threshold: 0.8,
  },
  {
    id: "3.1b",
    group: "3",
    name: { vi: "Dịch vụ công trực tuyến toàn trình", en: "Procedures served online from end to end" },
    formula: { vi: "số thủ tục toàn trình / số thủ tục đủ điều kiện", en: "from end to end / eligible" },
    maximum: 2.4,
    threshold: 1,
    unmeasured: {
      vi: "Hệ thống không ghi thủ tục nào đủ điều kiện toàn trình.",
      en: "Which procedures are eligible is not recorded here.",
    },
  },
  {
    id: "3.2",
    group: "3",
    name: { vi: "Dịch vụ công trực tuyến có phát sinh hồ sơ", en: "Online services that were used" },
    formula: {
      vi: "số thủ tục trực tuyến có hồ sơ trực tuyến trong kỳ / số thủ tục nộp được trực tuyến",
      en: "with dossiers received online in the period / filed online",
    },
    maximum: 2.4,
    threshold: 1,
  },
  {
    id: "3.3",
    group: "3",
    name: { vi: "Hồ sơ trực tuyến", en: "Dossiers online" },
    formula: {
      vi: "số hồ sơ nộp trực tuyến đã có kết quả điện tử trong kỳ / số hồ sơ kỳ trước chuyển sang và tiếp nhận trong kỳ",
      en: "filed online and settled with an electronic result / carried over and received",
    },
    maximum: 2.4,
    threshold: 0.5,
  },
  {
    id: "3.4",
    group: "3",
    name: { vi: "Chỉ tiêu 3.4", en: "Indicator 3.4" },
    formula: { vi: "chưa rõ", en: "not known" },
    maximum: 2.4,
    threshold: 1,
    unmeasured: {
      vi: "Chưa đọc được nội dung của chỉ tiêu này.",
      en: "What it measures stood in no text that was read.",
    },
  },
  {
    id: "3.5",
    group: "3",
    name: { vi: "Thủ tục thanh toán được trực tuyến", en: "Procedures that can be paid online" },
    formula: {
      vi: "số thủ tục có phí, lệ phí thanh toán và nhận kết quả được trực tuyến (mức độ 4) / số thủ tục có phí, lệ phí",
      en: "with a fee, paid and returned online (level 4) / with a fee",
    },
    maximum: 5,
    threshold: 0.8,
  },
  {
    id: "3.6",
    group: "3",
    name: { vi: "Hồ sơ thanh toán trực tuyến", en: "Dossiers paid online" },
    formula: {
      vi: "số hồ sơ thanh toán trực tuyến trong kỳ / số hồ sơ phát sinh phí, lệ phí trong kỳ",
      en: "paid online in the period / a fee became due in the period",
    },
    maximum: 5,
    threshold: 1,
  },
  {
    id: "4.1",
    group: "4",
    name: { vi: "Hồ sơ cấp kết quả điện tử", en: "Dossiers with an electronic result" },
    formula: {
      vi: "số hồ sơ có kết quả là tệp ký số / số hồ sơ đã giải quyết",
      en: "settled with a signed file / settled",
    },
    maximum: 4.4,
    threshold: 1,
  },
  {
    id: "4.2",
    group: "4",
    name: { vi: "Hồ sơ được số hóa thành phần và kết quả", en: "Dossiers digitised with their result" },
    formula: { vi: "số hồ sơ số hóa đủ / số hồ sơ đã giải quyết", en: "digitised / settled" },
    maximum: 4.4,
    threshold: 0.8,
    unmeasured: {
      vi: "Thống kê không đếm giấy tờ của từng hồ sơ.",
      en: "The papers of dossiers are not counted.",
    },
  },
  {
    id: "4.3",
    group: "4",
    name: { vi: "Hồ sơ dùng lại dữ liệu đã số hóa", en: "Dossiers that reuse data" },
    formula: { vi: "số hồ sơ dùng lại giấy tờ, dữ liệu / số hồ sơ", en: "with reused data / all" },
    maximum: 4.4,
    threshold: 0.8,
    unmeasured: {
      vi: "Thống kê không đếm giấy tờ được dùng lại.",
      en: "Reused papers are not counted.",
    },
  },
  {
    id: "4.4",
    group: "4",
    name: { vi: "Kết nối kho dữ liệu cá nhân, tổ chức", en: "Linked with the store of persons and organisations" },
    formula: { vi: "số hồ sơ lưu kết quả vào kho / số hồ sơ", en: "with their result in the store / all" },
    maximum: 4.4,
    threshold: 1,
    unmeasured: { vi: "Hệ thống này không nối với kho ấy.", en: "This system is not linked with that store." },
  },
  {
    id: "4.5",
    group: "4",
    name: { vi: "Khai thác dữ liệu dân cư", en: "Use of population data" },
    formula: { vi: "số hồ sơ khai thác dữ liệu dân cư / số hồ sơ", en: "with population data / all" },
    maximum: 4.4,
    threshold: 1,
    unmeasured: {
      vi: "Hệ thống này không nối với Cơ sở dữ liệu quốc gia về dân cư.",
      en: "This system is not linked with the national population database.",
    },
  },
  {
    id: "5.1–5.3",
    group: "5",
    name: { vi: "Phản ánh, kiến nghị: đúng hạn, hài lòng", en: "Complaints: on time, satisfied" },
    formula: {
      vi: "số phản ánh, kiến nghị trả lời trong 15 ngày làm việc, và làm người gửi hài lòng / số phản ánh, kiến nghị",
      en: "answered within 15 working days, and to satisfaction / all complaints",
    },
    maximum: 13.5,
    threshold: 1,
    unmeasured: {
      vi: "Hệ thống này không tiếp nhận phản ánh, kiến nghị.",
      en: "This system takes no complaints.",
    },
  },
  {
    id: "5.4",
    group: "5",
    name: { vi: "Hài lòng trong giải quyết thủ tục", en: "Satisfied with settlement" },
    formula: {
      vi: "100 % − tỷ lệ hồ sơ quá hạn (theo 2.1) − tỷ lệ hồ sơ bị đánh giá dưới 4 trên 5, trên số hồ sơ của 2.1",
      en: "100 % − late (as of 2.1) − rated under 4 of 5, of the dossiers of 2.1",
    },
    maximum: 4.5,
    threshold: 0.9,
  },
];
