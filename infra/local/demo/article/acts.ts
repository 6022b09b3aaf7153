import { type Client, DemoFailed } from "../client.ts";
import { drafted, type Procedure, paid, publishedAs, submitted } from "../filing.ts";
import { moved, seenBy, uploadedResult, type View } from "../office.ts";
import type { Act, Applicant, Plan, PlannedDossier } from "./plan.ts";
import type { Sessions } from "./sessions.ts";
import { count, type Tally } from "./tally.ts";

/** Satisfied is who rates the whole with this or better. */
const SATISFIED = 4;

/** A dossier of the plan on its way: what its last reply said. */
export type Course = { planned: PlannedDossier; number: number; id?: string; procedure?: Procedure; view?: View };

/** What an act finds around it: who may be called upon, which day it is, and where it is counted. */
export type World = { client: Client; plan: Plan; sessions: Sessions; day: string; tally: Tally };

const requestOf = ({ tell, ...applicant }: Applicant, by: PlannedDossier["by"]) => ({
  applicant,
  delivery: by === "post" ? { method: by, address: applicant.address } : { method: by },
  notify: { sms: tell === "sms", email: tell === "email" },
});

const reached = ({ id, procedure, view, planned }: Course) => {
  if (id === undefined || procedure === undefined || view === undefined)
    throw new DemoFailed(`${planned.procedure} of ${planned.filed}: the plan has its acts out of order`);
  return { id, procedure, view };
};

const file = async (course: Course, { client, plan, sessions }: World): Promise<Course> => {
  const { procedure: code, applicant: key, by, pay } = course.planned;
  const citizen = await sessions.applicant(key);
  const procedure = await publishedAs(client, code);
  const applicant = plan.applicants[key] as Applicant;
  const { id, state } = await submitted(citizen, await drafted(citizen, procedure, requestOf(applicant, by)));
  if ((state === "payment-due") !== (pay !== undefined))
    throw new DemoFailed(`${code} is ${state}, and the plan pays ${pay ?? "nothing"}`);
  if (pay !== undefined) await paid(client, citizen, id, pay);
  const [step] = procedure.steps;
  if (step === undefined) throw new DemoFailed(`${code} has no step`);
  const receiver = await sessions.holder(step);
  return { ...course, id, procedure, view: await seenBy(receiver, id) };
};

const accept = async (course: Course, { sessions, tally }: World): Promise<Course> => {
  const { procedure, view } = reached(course);
  const receiver = await sessions.holder(view.step);
  const accepted = await moved(receiver, view, { move: "accept" });
  count(tally, "received.total", "received.online", `received.byField.${procedure.field.id}`);
  const note = "Hồ sơ đủ thành phần";
  return { ...course, view: await moved(receiver, accepted, { move: "complete-step", note }) };
};

const appraise = async (course: Course, { sessions }: World): Promise<Course> => {
  let { view } = reached(course);
  while (view.step.role !== "leader") {
    const note = "Đủ điều kiện";
    view = await moved(await sessions.holder(view.step), view, { move: "complete-step", note });
  }
  return { ...course, view };
};

const whenOf = (day: string, dueAt: string | null): "early" | "onTime" | "late" => {
  const due = dueAt?.slice(0, day.length) ?? day;
  if (day < due) return "early";
  return day === due ? "onTime" : "late";
};

const decide = async (course: Course, { sessions, tally, day }: World): Promise<Course> => {
  const { id, view } = reached(course);
  const leader = await sessions.holder(view.step);
  const decided = await moved(leader, view, {
    move: "decide",
    outcome: "granted",
    number: `${course.number}/KQ-SVHTTDL`,
    ...(course.planned.document ? { resultDocument: await uploadedResult(leader, id) } : {}),
  });
  count(tally, "settled.total", `settled.${whenOf(day, view.dueAt)}`);
  return { ...course, view: decided };
};

/** A parcel's number as the Universal Postal Union writes it (S10), its check digit left at 0. */
const parcelOf = (number: number): string => `RN${String(number).padStart(8, "0")}0VN`;

const giveBack = async (course: Course, { sessions, tally }: World): Promise<Course> => {
  const { id, view } = reached(course);
  const { by: method, applicant, document } = course.planned;
  const sent = method === "post" ? { trackingNumber: parcelOf(course.number) } : {};
  const returned = await moved(await sessions.holder(view.step), view, { move: "return-result", method, ...sent });
  count(tally, "returned.total", `returned.${method}`);
  if (method === "online" && document) {
    const citizen = await sessions.applicant(applicant);
    const result = await fetch(await citizen.redirect(`/v1/dossiers/${id}/result`));
    if (result.status !== 200) throw new DemoFailed(`the result of ${id}: ${result.status}`);
  }
  return { ...course, view: returned };
};

const rate = async (course: Course, { sessions, tally }: World): Promise<Course> => {
  const { id } = reached(course);
  const { applicant, overall } = course.planned;
  await (await sessions.applicant(applicant)).post(201, `/v1/dossiers/${id}/rating`, { overall });
  count(tally, "satisfaction.responses", ...(overall >= SATISFIED ? ["satisfaction.satisfied"] : []));
  return course;
};

/** Each act of the plan as its applicant or its officers do it; answers the dossier after it. */
export const PERFORM: Record<Act, (course: Course, world: World) => Promise<Course>> = {
  filed: file,
  accepted: accept,
  appraised: appraise,
  decided: decide,
  returned: giveBack,
  rated: rate,
};
