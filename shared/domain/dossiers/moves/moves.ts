import type { Role } from "../../organisation/role.ts";
import { FINAL } from "../dossier.ts";
import { DossierState } from "../state.ts";

/** Who makes a move: the applicant, whoever pays, a schedule, an officer of one of these roles, or who holds the step. */
type By = "applicant" | "payer" | "schedule" | "holder" | readonly Role[];

type Row = { by: By; edges: { readonly [From in DossierState]?: readonly DossierState[] } };

/**
 * The one table of moves: every way from one state to another. The pure check, the condition of the write, the `moves`
 * that an officer is offered and the diagram in the README come from it.
 */
export const MOVES = {
  /** Filing, and later the answer to a request for a supplement. */
  submission: {
    by: "applicant",
    edges: {
      draft: ["payment-due", "submitted"],
      "awaiting-supplement": ["submitted", "accepted", "processing"],
    },
  },
  payment: { by: "payer", edges: { "payment-due": ["submitted", "accepted", "processing"] } },
  accept: { by: ["receiver"], edges: { submitted: ["accepted", "payment-due"] } },
  refuse: { by: ["receiver"], edges: { submitted: ["refused"] } },
  assign: { by: ["division-head"], edges: { accepted: ["processing"], processing: ["processing"] } },
  "complete-step": { by: "holder", edges: { accepted: ["processing"], processing: ["processing"] } },
  "send-back": { by: "holder", edges: { processing: ["processing"] } },
  "request-supplement": {
    by: "holder",
    edges: {
      submitted: ["awaiting-supplement"],
      accepted: ["awaiting-supplement"],
      processing: ["awaiting-supplement"],
    },
  },
  /** Lets the unit ask a second time, which counts as late. */
  "approve-supplement": {
    by: ["division-head", "leader"],
    edges: { submitted: ["submitted"], accepted: ["accepted"], processing: ["processing"] },
  },
  "request-payment": { by: "holder", edges: { accepted: ["payment-due"], processing: ["payment-due"] } },
  /** At a step of role leader, by one who has not handled the dossier. */
  decide: { by: ["leader"], edges: { processing: ["resolved"] } },
  /** Once. */
  extend: { by: ["leader"], edges: { accepted: ["accepted"], processing: ["processing"] } },
  stop: { by: ["leader"], edges: { accepted: ["stopped"], processing: ["stopped"] } },
  "return-result": { by: ["receiver"], edges: { resolved: ["returned"] } },
  withdrawal: {
    by: "applicant",
    edges: {
      "payment-due": ["withdrawn"],
      submitted: ["withdrawn"],
      accepted: ["withdrawn"],
      processing: ["withdrawn"],
      "awaiting-supplement": ["withdrawn"],
    },
  },
  /** What was asked for was not sent in time. */
  lapse: { by: "schedule", edges: { "awaiting-supplement": ["stopped"] } },
  /** What was due was not paid in time. */
  unpaid: { by: "schedule", edges: { "payment-due": ["stopped"] } },
} as const satisfies Record<string, Row>;

export type MoveName = keyof typeof MOVES;

/** The moves that officers make. */
export type Move = {
  [Name in MoveName]: (typeof MOVES)[Name]["by"] extends "holder" | readonly Role[] ? Name : never;
}[MoveName];

const rows = Object.entries(MOVES) as [MoveName, Row][];

export const MOVE_NAMES = rows
  .filter(([, { by }]) => by === "holder" || Array.isArray(by))
  .map(([name]) => name as Move);

/** The states that a move starts from. */
export const statesBefore = (move: MoveName): DossierState[] => Object.keys(MOVES[move].edges) as DossierState[];

/** Whether a move leads from one state to another. */
export const leads = (move: MoveName, from: DossierState, to: DossierState): boolean => {
  const { edges }: Row = MOVES[move];
  return edges[from]?.includes(to) === true;
};

/** The table as a Mermaid state diagram. Its names may hold no hyphen, so each state is drawn under an alias. */
export const movesDiagram = (): string => {
  const alias = (state: string): string => state.replaceAll("-", "_");
  const labels = new Map<string, string[]>();
  for (const [name, { edges }] of rows) {
    for (const [from, targets] of Object.entries(edges)) {
      for (const to of targets) {
        const arrow = `${alias(from)} --> ${alias(to)}`;
        labels.set(arrow, [...(labels.get(arrow) ?? []), name]);
      }
    }
  }
  const hyphened = DossierState.options.filter((state) => state.includes("-"));
  const lines = [
    ...hyphened.map((state) => `state "${state}" as ${alias(state)}`),
    "[*] --> draft",
    ...[...labels].map(([arrow, names]) => `${arrow}: ${names.join(", ")}`),
    ...[...FINAL].map((state) => `${state} --> [*]`),
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)].join("\n");
};
