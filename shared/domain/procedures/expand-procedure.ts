import { generalApplication } from "./general-application.ts";
import { levelOf } from "./level.ts";
import { DEFAULT_ROUTE, GENERAL_APPLICATION, type ProcedureSource } from "./procedure-file.ts";
import type { ProcedureVersion, RequiredDocument, Step } from "./procedure-version.ts";

const SCANS = ["application/pdf", "image/jpeg", "image/png"];
const FORMS = [...SCANS, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"];
const TEN_MEBIBYTES = 10 * 1024 * 1024;

/** Working hours of a limit for the shares of the steps; undefined for those that are not in working time. */
const workingHours = ({ channels }: ProcedureSource): number | undefined => {
  const limit = channels[0]?.timeLimit;
  if (!limit) return undefined;
  if (limit.unit === "working-hour") return limit.value;
  return limit.unit === "working-day" ? limit.value * 8 : undefined;
};

/** Half a day to hand on, half a day to hand out, a fifth to approve, the rest to appraise. */
const shares = (total: number): [number, number, number, number] => {
  const desk = Math.min(4, total / 4);
  const approve = Math.max(desk, Math.floor(total / 5));
  return [desk, total - approve - 2 * desk, approve, desk];
};

/** Receive → appraise → approve → return, in the unit that answers for the field. */
const defaultRoute = (source: ProcedureSource): Step[] => {
  const unit = source.units[0] as string;
  const total = workingHours(source);
  const steps = [
    { id: "receive", name: "Tiếp nhận hồ sơ", role: "receiver" },
    { id: "appraise", name: "Thẩm định hồ sơ", role: "specialist" },
    { id: "approve", name: "Phê duyệt kết quả", role: "leader" },
    { id: "return", name: "Trả kết quả", role: "receiver" },
  ] as const;
  return steps.map((step, at) => ({
    ...step,
    unit,
    ...(total === undefined ? {} : { workingHours: shares(total)[at] as number }),
  }));
};

const paper = (document: ProcedureSource["documents"][number]): RequiredDocument => {
  const { accepts = document.formId === undefined ? SCANS : FORMS, maxBytes = TEN_MEBIBYTES } = document;
  return { ...document, accepts, maxBytes };
};

/** A procedure as it is published: what its file left to the common form, route and papers is filled in. */
export const expandProcedure = (source: ProcedureSource): ProcedureVersion => {
  const { form, steps } = source;
  const procedure = {
    ...source,
    form: form === GENERAL_APPLICATION ? generalApplication(source.name) : form,
    steps: steps === DEFAULT_ROUTE ? defaultRoute(source) : steps,
    documents: source.documents.map(paper),
  };
  return { ...procedure, level: levelOf(procedure) };
};
