import { online, type Planted, type Procedure } from "./planted.ts";

const step = (role: Procedure["steps"][number]["role"], id: string) => ({
  id,
  name: "Bước thử",
  role,
  unit: "culture",
});

export const ROUTE_AND_RESULT_PLANTED: Planted[] = [
  {
    rule: "route-begins-elsewhere",
    what: "a specialist who receives",
    at: "/procedure/steps/0/role",
    plant: (p) => {
      (p.steps[0] as { role: string }).role = "specialist";
    },
  },
  {
    rule: "route-never-returns",
    what: "a decision at the end",
    at: "/procedure/steps/2",
    plant: (p) => {
      p.steps.pop();
    },
  },
  {
    rule: "route-decision",
    what: "nobody who decides",
    at: "/procedure/steps",
    plant: (p) => {
      p.steps.splice(2, 1);
    },
  },
  {
    rule: "route-decision",
    what: "two who decide",
    at: "/procedure/steps/2/role",
    plant: (p) => {
      (p.steps[1] as { role: string }).role = "leader";
    },
    besides: ["step-unreachable"],
  },
  {
    rule: "step-unreachable",
    what: "a step after the return",
    at: "/procedure/steps/4",
    plant: (p) => {
      p.steps.push(step("receiver", "file-away"));
    },
  },
  {
    rule: "step-unreachable",
    what: "work between decision and return",
    at: "/procedure/steps/3",
    plant: (p) => {
      p.steps.splice(3, 0, step("specialist", "print"));
    },
  },
  {
    rule: "step-twice",
    what: "an id twice",
    at: "/procedure/steps/3/id",
    plant: (p) => {
      (p.steps[3] as { id: string }).id = "receive";
    },
  },
  {
    rule: "step-without-holder",
    what: "a step of an auditor",
    at: "/procedure/steps/1/role",
    plant: (p) => {
      (p.steps[1] as { role: string }).role = "auditor";
    },
  },
  {
    rule: "steps-over-limit",
    what: "an hour more than the limit",
    at: "/procedure/steps",
    plant: (p) => {
      (p.steps[1] as { workingHours: number }).workingHours = 25;
    },
  },
  {
    rule: "steps-over-limit",
    what: "a case with a shorter limit",
    at: "/procedure/steps",
    plant: (p) => {
      online(p).caseLimits = [{ case: "again", timeLimit: { value: 39, unit: "working-hour" } }];
    },
  },
  {
    rule: "template-broken",
    what: "a part that is not closed",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{#form.phone}}{{form.phone}}";
    },
  },
  {
    rule: "template-broken",
    what: "a part closed under another name",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{#form.phone}}x{{/form.fullName}}";
    },
    besides: ["template-broken"],
  },
  {
    rule: "template-broken",
    what: "braces around nothing",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{ decision.number }}";
    },
  },
  {
    rule: "template-place-unknown",
    what: "a place nobody knows",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{decision.nubmer}}";
    },
  },
  {
    rule: "template-place-unknown",
    what: "a field that the form lacks",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.address}}";
    },
  },
  {
    rule: "template-place-unknown",
    what: "a list",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.songs}}";
    },
  },
  {
    rule: "template-place-unknown",
    what: "a last day of what holds for good",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.validity = { kind: "for-good" };
    },
  },
  {
    rule: "template-place-unknown",
    what: "the case where there are none",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{case.name}}";
      p.cases = [];
      for (const one of p.channels) {
        one.fees = [];
        delete one.caseLimits;
      }
      p.documents.splice(1, 1);
      delete p.form.properties.permitNumber["x-when"];
    },
  },
  {
    rule: "validity-unknown-but-verified",
    what: "verified, and nobody knows for how long",
    at: "/procedure/result/validity",
    plant: (p, { provenance }) => {
      p.verified = true;
      delete p.unverified;
      p.result.validity = { kind: "unknown" };
      p.result.template = "{{case.name}}";
      for (const fact of Object.keys(provenance.evidence)) provenance.evidence[fact] = "sourced";
    },
  },
  {
    rule: "template-unguarded",
    what: "a field that may be left out",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.phone}}";
    },
  },
  {
    rule: "template-unguarded",
    what: "a field that a condition requires",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.size}}";
    },
  },
  {
    rule: "template-unguarded",
    what: "an optional member of a group",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.manager.email}}";
    },
  },
  {
    rule: "template-unguarded",
    what: "a last day that nobody knows",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.validity = { kind: "unknown" };
    },
  },
  {
    rule: "template-unguarded",
    what: "a field that the case requires",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{form.permitNumber}}";
    },
  },
  {
    rule: "template-unguarded",
    what: "a guard of another field",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.template = "{{#form.fullName}}{{form.phone}}{{/form.fullName}}";
    },
  },
];
