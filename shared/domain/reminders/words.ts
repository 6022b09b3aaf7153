import type { Language } from "../notifications/templates.ts";
import type { OfficerReminderKind } from "./reminder.ts";

type Wording = { subject: string; what: readonly string[]; next: readonly string[] };

/** Raised with every change of wording, and kept with each reminder that was sent. */
export const REMINDER_VERSION = 1;

/** What officers read, in both languages in one mail: of the dossier what its work needs, and nothing of its applicant. */
export const REMINDER_WORDS: Record<OfficerReminderKind, Record<Language, Wording>> = {
  "accept-soon": {
    vi: {
      subject: "Nhắc việc: tiếp nhận hồ sơ {code} trước {due}",
      what: ["Hồ sơ đã nộp và đang chờ bộ phận tiếp nhận. Hạn tiếp nhận: {due}."],
      next: ["Kiểm tra hồ sơ, rồi tiếp nhận, yêu cầu bổ sung hoặc từ chối trước hạn."],
    },
    en: {
      subject: "Reminder: accept dossier {code} before {due}",
      what: ["The dossier was filed and waits to be accepted. It must be accepted by {due}."],
      next: ["Check it, then accept it, ask for a supplement or refuse it before then."],
    },
  },
  "accept-late": {
    vi: {
      subject: "Quá hạn tiếp nhận: hồ sơ {code}",
      what: ["Hồ sơ chưa được tiếp nhận, quá hạn từ {due}."],
      next: ["Cử người kiểm tra và tiếp nhận, yêu cầu bổ sung hoặc từ chối hồ sơ ngay."],
    },
    en: {
      subject: "Acceptance overdue: dossier {code}",
      what: ["The dossier has not been accepted; it has been overdue since {due}."],
      next: ["Have it checked and accepted, supplemented or refused at once."],
    },
  },
  "step-soon": {
    vi: {
      subject: "Nhắc việc: hồ sơ {code} đến hạn bước đang làm lúc {due}",
      what: ["Bước đang làm của hồ sơ đến hạn lúc {due}."],
      next: ["Hoàn thành bước và chuyển hồ sơ trước hạn.", "Nếu vướng mắc, báo trưởng phòng ngay."],
    },
    en: {
      subject: "Reminder: the current step of dossier {code} is due {due}",
      what: ["The current step of the dossier is due {due}."],
      next: ["Complete the step and hand the dossier on before then.", "Tell the head of the unit if you cannot."],
    },
  },
  "step-late": {
    vi: {
      subject: "Quá hạn bước đang làm: hồ sơ {code}",
      what: ["Bước đang làm của hồ sơ chưa xong, quá hạn từ {due}."],
      next: ["Đôn đốc người đang giữ hồ sơ, hoặc phân công người khác để kịp hạn trả kết quả."],
    },
    en: {
      subject: "Step overdue: dossier {code}",
      what: ["The current step of the dossier is not complete; it has been overdue since {due}."],
      next: ["Urge on who holds it, or assign somebody else so that the result is returned in time."],
    },
  },
  "apology-due": {
    vi: {
      subject: "Hồ sơ {code} hẹn trả {due}: xin lỗi và hẹn lại nếu không kịp",
      what: ["Hồ sơ chưa có kết quả, hẹn trả lúc {due}."],
      next: [
        "Nếu không trả đúng hẹn: gửi người nộp phiếu xin lỗi và hẹn lại ngày trả kết quả (mẫu số 04) trước khi hết hạn, theo Điều 19 Nghị định 61/2018/NĐ-CP. Chỉ hẹn lại một lần.",
        "Trên hệ thống: lãnh đạo gia hạn hồ sơ, ghi hạn mới và lý do.",
      ],
    },
    en: {
      subject: "Dossier {code} is due {due}: apologise and set a new date if it will be late",
      what: ["There is no result yet, and it was promised for {due}."],
      next: [
        "If it cannot be kept: send the applicant the letter of apology with a new date (form 04) before the limit ends, by art. 19 of Decree 61/2018/NĐ-CP. A new date is set once only.",
        "In the system: the leader extends the dossier, with the new date and the reason.",
      ],
    },
  },
  "dossier-late": {
    vi: {
      subject: "Quá hạn trả kết quả: hồ sơ {code}",
      what: ["Kết quả chưa được trả, quá hạn từ {due}."],
      next: ["Chỉ đạo giải quyết và trả kết quả ngay.", "Xin lỗi người nộp bằng văn bản nếu chưa xin lỗi."],
    },
    en: {
      subject: "Result overdue: dossier {code}",
      what: ["The result has not been returned; it has been overdue since {due}."],
      next: ["See that it is settled and returned at once.", "Apologise to the applicant in writing if nobody has."],
    },
  },
  escalation: {
    vi: {
      subject: "Hồ sơ {code} vẫn quá hạn: cần lãnh đạo xử lý",
      what: ["Hồ sơ quá hạn từ {due} và đến nay chưa có kết quả."],
      next: [
        "Lãnh đạo trực tiếp xử lý, xác định nguyên nhân và trách nhiệm.",
        "Quản trị viên theo dõi đến khi trả xong.",
      ],
    },
    en: {
      subject: "Dossier {code} is still overdue: a leader must act",
      what: ["The dossier has been overdue since {due} and still has no result."],
      next: [
        "The leader takes it up and finds the cause and who answers for it.",
        "Administrators follow it until the result is returned.",
      ],
    },
  },
};

/** The words around every reminder. */
export const REMINDER_FRAME = {
  vi: {
    rows: { code: "Mã hồ sơ", procedure: "Thủ tục", agency: "Bộ phận", step: "Bước", due: "Hạn" },
    next: "Việc cần làm",
    footer: "Thư nhắc việc được gửi tự động một lần, xin không trả lời.",
  },
  en: {
    rows: { code: "Dossier code", procedure: "Procedure", agency: "Unit", step: "Step", due: "Due" },
    next: "What to do",
    footer: "This reminder is sent automatically, once. Please do not reply.",
  },
} as const;
