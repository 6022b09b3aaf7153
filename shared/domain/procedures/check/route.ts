import type { Role } from "../../organisation/role.ts";
import type { TimeLimit } from "../../working-time/time-limit.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type Found, found, type Rule, repeated } from "./rule.ts";

/** Who can hold a dossier: the others look on, take money or keep the register. */
const HOLDERS: readonly Role[] = ["receiver", "specialist", "division-head", "leader"];

/** Hours of a working day, as limits count them; where a season's day is shorter the steps end later. */
const HOURS_A_DAY = 8;

const hoursOf = ({ value, unit }: TimeLimit): number | undefined =>
  unit === "working-hour" ? value : unit === "working-day" ? value * HOURS_A_DAY : undefined;

type Bound = { pointer: string; hours: number };

const boundsOf = ({ channels }: ProcedureVersion): Bound[] =>
  channels.flatMap(({ timeLimit, caseLimits = [] }, at) =>
    [
      { pointer: `/channels/${at}/timeLimit`, limit: timeLimit },
      ...caseLimits.map((own, place) => ({
        pointer: `/channels/${at}/caseLimits/${place}/timeLimit`,
        limit: own.timeLimit,
      })),
    ].flatMap(({ pointer, limit }) => {
      const hours = limit === null ? undefined : hoursOf(limit);
      return hours === undefined ? [] : [{ pointer, hours }];
    }),
  );

const overLimit = (procedure: ProcedureVersion): Found[] => {
  const total = procedure.steps.reduce((sum, { workingHours = 0 }) => sum + workingHours, 0);
  const [shortest] = boundsOf(procedure).sort((a, b) => a.hours - b.hours);
  if (!shortest || total <= shortest.hours) return [];
  return [
    found(
      "/steps",
      `Các bước cộng lại ${total} giờ làm việc, thời hạn ở ${shortest.pointer} chỉ có ${shortest.hours} giờ.`,
      `The steps add up to ${total} working hours; the limit at ${shortest.pointer} is ${shortest.hours}.`,
    ),
  ];
};

const decisions = ({ steps }: ProcedureVersion): Found[] => {
  const leaders = steps.flatMap(({ role }, at) => (role === "leader" ? [at] : []));
  const [first] = leaders;
  if (first === undefined) {
    return [found("/steps", "Không có bước lãnh đạo quyết định.", "No step of a leader decides.")];
  }
  return leaders
    .slice(1)
    .map((at) =>
      found(
        `/steps/${at}/role`,
        `Lãnh đạo đã quyết định ở bước ${first + 1}.`,
        `The leader of step ${first + 1} has decided already.`,
      ),
    );
};

/** A decision ends the work: what is left to do with a dossier is to give its result out, once. */
const afterDecision = ({ steps }: ProcedureVersion): Found[] => {
  const decided = steps.findIndex(({ role }) => role === "leader");
  if (decided < 0) return [];
  const returned = steps.findIndex(({ role }, at) => at > decided && role === "receiver");
  return steps.flatMap(({ id }, at) =>
    at <= decided || at === returned
      ? []
      : [
          found(
            `/steps/${at}`,
            `Không hồ sơ nào đến được bước “${id}”: sau quyết định chỉ còn trả kết quả.`,
            `No dossier reaches step "${id}": after the decision only its result is given.`,
          ),
        ],
  );
};

export const ROUTE_RULES: readonly Rule[] = [
  {
    code: "route-begins-elsewhere",
    remedy: {
      vi: "Bắt đầu bằng một bước của bộ phận tiếp nhận (role receiver).",
      en: "Begin with a step of a receiver.",
    },
    find: ({ procedure: { steps } }) =>
      steps[0]?.role === "receiver"
        ? []
        : [
            found(
              steps[0] ? "/steps/0/role" : "/steps",
              "Không ai tiếp nhận hồ sơ ở bước đầu.",
              "Nobody receives the dossier at the first step.",
            ),
          ],
  },
  {
    code: "route-never-returns",
    remedy: {
      vi: "Sau bước quyết định, kết thúc bằng bước trả kết quả (role receiver).",
      en: "After the decision, end with the receiver's step that gives the result.",
    },
    find: ({ procedure: { steps } }) => {
      const last = steps.length - 1;
      return last > 0 && steps[last]?.role === "receiver"
        ? []
        : [
            found(
              last < 0 ? "/steps" : `/steps/${last}`,
              "Không ai trả kết quả ở bước cuối.",
              "Nobody gives the result at the last step.",
            ),
          ];
    },
  },
  {
    code: "route-decision",
    remedy: {
      vi: "Để đúng một bước có role leader, giữa tiếp nhận và trả kết quả.",
      en: "Keep exactly one step of role leader, between receipt and return.",
    },
    find: ({ procedure }) => decisions(procedure),
  },
  {
    code: "step-unreachable",
    remedy: {
      vi: "Xóa bước này hoặc chuyển lên trước bước quyết định.",
      en: "Remove it or move it before the decision.",
    },
    find: ({ procedure }) => afterDecision(procedure),
  },
  {
    code: "step-twice",
    remedy: { vi: "Đặt mã khác cho bước này.", en: "Give this step another id." },
    find: ({ procedure: { steps } }) =>
      repeated(steps, ({ id }) => id).map(({ at, key }) =>
        found(`/steps/${at}/id`, `Mã bước “${key}” dùng hai lần.`, `The step id "${key}" is used twice.`),
      ),
  },
  {
    code: "step-without-holder",
    remedy: {
      vi: `Chọn một trong: ${HOLDERS.join(", ")}.`,
      en: `Choose one of: ${HOLDERS.join(", ")}.`,
    },
    find: ({ procedure: { steps } }) =>
      steps.flatMap(({ role }, at) =>
        HOLDERS.includes(role)
          ? []
          : [found(`/steps/${at}/role`, `Vai trò ${role} không xử lý hồ sơ.`, `A ${role} does not hold dossiers.`)],
      ),
  },
  {
    code: "steps-over-limit",
    remedy: {
      vi: "Giảm workingHours của các bước cho bằng hoặc ít hơn thời hạn.",
      en: "Shorten the workingHours of the steps to the limit or less.",
    },
    find: ({ procedure }) => overLimit(procedure),
  },
];
