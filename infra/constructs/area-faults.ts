import { Duration } from "aws-cdk-lib";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Stage } from "../stage.ts";
import { raiseAlarm, type Sentence } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import type { Operation } from "./operation.ts";

/** What it means when an area of functions fails those who call it. */
const MEANING: Readonly<Record<string, Sentence>> = {
  portal: {
    vi: "Trang tài liệu API hoặc địa chỉ kiểm tra sức khỏe bị lỗi: bên kết nối không biết dịch vụ còn chạy hay không",
    en: "The API's document or the health check fails: those who connect cannot tell whether the service works",
  },
  procedures: {
    vi: "Danh mục bị lỗi: người dân không tra được thủ tục nên không biết phải nộp gì",
    en: "The catalogue fails: citizens cannot look up a procedure, and so not what to file",
  },
  dossiers: {
    vi: "Người dân gặp lỗi khi nộp, xem hoặc tra cứu hồ sơ",
    en: "Citizens meet errors when they file, read or look up dossiers",
  },
  payments: {
    vi: "Người dân không trả được phí, hoặc tiền mà cổng thanh toán đã thu chưa được ghi nhận",
    en: "Citizens cannot pay, or money that a provider took is not recorded",
  },
  office: {
    vi: "Cán bộ gặp lỗi khi tiếp nhận và giải quyết hồ sơ: hồ sơ có thể trễ hạn",
    en: "Officers meet errors when they take in and settle dossiers: dossiers may become late",
  },
  admin: {
    vi: "Quản trị viên không soạn hoặc công bố được thủ tục, lịch làm việc: quyết định mới có thể lên mạng chậm",
    en: "Administrators cannot draft or publish procedures or the calendar: new decisions may be published late",
  },
  notifications: {
    vi: "Không nhận được báo cáo của eSMS: không biết tin SMS đã tới người dân hay chưa, tin bị coi là thất lạc",
    en: "Reports of eSMS are not received: nobody knows whether SMS arrived, and they will count as lost",
  },
  reporting: {
    vi: "Số liệu thống kê không xem được: người dân và lãnh đạo không biết việc giải quyết hồ sơ ra sao",
    en: "Statistics cannot be read: the public and leaders cannot see how dossiers are settled",
  },
  ratings: {
    vi: "Người dân không gửi được đánh giá về việc phục vụ",
    en: "Citizens cannot rate the service",
  },
};

/** More than this many within the window: one fault is tried again by whoever met it, three are an outage. */
const TOLERATED = 2;
const WINDOW = Duration.minutes(15);

/** A fault that the boundary caught and answered: Lambda counts none of these as its errors. */
const CAUGHT = FilterPattern.stringValue("$.code", "=", "request-failed");
/** What Lambda writes of a call that it ended: a timeout, a crash, no memory. */
const ENDED = FilterPattern.all(
  FilterPattern.stringValue("$.type", "=", "platform.report"),
  FilterPattern.stringValue("$.record.status", "!=", "success"),
);

/** One alarm an area, on all that its functions could not answer; calls that were throttled leave no line. */
export const alarmOnFaults = (
  scope: Construct,
  operations: readonly Operation<never>[],
  { stage, topic }: { stage: Stage; topic: ITopic },
): void => {
  for (const area of new Set(operations.map((operation) => operation.area))) {
    const sentence = MEANING[area];
    if (sentence === undefined) throw new Error(`infra/constructs/area-faults.ts: what do faults of ${area} mean?`);
    const faults = { stage, name: `${area}-faults` };
    for (const operation of operations)
      if (operation.area === area) countLines(operation, "faults", FilterPattern.any(CAUGHT, ENDED), faults);
    raiseAlarm(scope, faults.name, { topic, sentence, metric: linesWithin(WINDOW, faults), above: TOLERATED });
  }
};
