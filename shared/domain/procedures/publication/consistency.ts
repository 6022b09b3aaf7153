import { type Fault, fault } from "../../foundation/refusal.ts";
import { checkForm } from "../check-form.ts";
import type { Level, ProcedureVersion } from "../procedure-version.ts";

/** The levels that a way of offering means. */
const LEVELS: Record<ProcedureVersion["onlineMode"], readonly Level[]> = {
  full: [4],
  partial: [3],
  information: [1, 2],
};

const modeFaults = ({ onlineMode, level, reason, fileAt }: ProcedureVersion): Fault[] => [
  ...(LEVELS[onlineMode].includes(level)
    ? []
    : [
        fault(
          "/onlineMode",
          "level-differs",
          `Nội dung đạt mức ${level}, không khớp với "${onlineMode}". Hãy sửa cách nộp, nộp phí, trả kết quả, hoặc mục này.`,
          `What is offered is level ${level}, which is not "${onlineMode}". Correct channels, payment or return, or this.`,
        ),
      ]),
  ...(onlineMode === "full" || reason !== undefined
    ? []
    : [fault("/reason", "required", "Nêu lý do chưa trực tuyến toàn trình.", "Say why not all of it is online.")]),
  ...(onlineMode === "full" && reason !== undefined
    ? [
        fault(
          "/reason",
          "not-allowed",
          "Trực tuyến toàn trình thì bỏ lý do này.",
          "It is fully online: remove the reason.",
        ),
      ]
    : []),
  ...(onlineMode === "information" && fileAt === undefined
    ? [fault("/fileAt", "required", "Nêu nơi nộp hồ sơ.", "Say where it is filed instead.")]
    : []),
];

/** What within a version does not agree: its first example with its form, its mode with its level. */
export const consistencyFaults = (version: ProcedureVersion): Fault[] => [
  ...checkForm(version.form, version.form.examples[0]).map((found) => ({
    ...found,
    pointer: found.pointer.replace(/^\/form/, "/form/examples/0"),
  })),
  ...modeFaults(version),
];
