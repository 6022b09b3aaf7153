import type { Test } from "../../../../../shared/domain/procedures/when.ts";
import { online, type Planted, type Procedure } from "./planted.ts";

const onPaper = ({ documents }: Procedure, ...when: Test[]) => {
  Object.assign(documents[2] as object, { when });
};
const onField = ({ form }: Procedure, ...when: Test[]) => {
  form.properties.permitNumber["x-when"] = when;
};

const PAPER = "/procedure/documents/2/when";
const FIELD = "/procedure/form/properties/permitNumber/x-when";

export const WHEN_PLANTED: Planted[] = [
  {
    rule: "when-case-unknown",
    what: "a fee of no case",
    at: "/procedure/channels/0/fees/2/when/1/cases/1",
    plant: (p) => {
      Object.assign(online(p).fees[2]?.when?.[1] as object, { cases: ["new", "lost"] });
    },
  },
  {
    rule: "when-case-unknown",
    what: "a document of no case",
    at: `${PAPER}/0/cases/0`,
    plant: (p) => onPaper(p, { cases: ["lost"] }),
  },
  {
    rule: "when-case-unknown",
    what: "a field of no case",
    at: `${FIELD}/0/cases/1`,
    plant: (p) => onField(p, { cases: ["again", "lost"] }),
  },
  {
    rule: "when-applicant-unknown",
    what: "a document of whom the procedure is not for",
    at: `${PAPER}/1/applicants/0`,
    plant: (p) => {
      p.audience = ["individual"];
    },
  },
  {
    rule: "when-channel-unknown",
    what: "a document on a channel that is not offered",
    at: `${PAPER}/0/channels/1`,
    plant: (p) => onPaper(p, { channels: ["post", "counter"] }),
  },
  {
    rule: "when-choice-unknown",
    what: "a fee by a field that is no choice",
    at: "/procedure/channels/0/fees/2/when/2/formField",
    plant: (p) => {
      online(p).fees[2]?.when?.push({ formField: "rooms", values: ["2"] });
    },
    besides: ["fee-gap", "fee-never"],
  },
  {
    rule: "when-choice-unknown",
    what: "a fee by a field that the form lacks",
    at: "/procedure/channels/0/fees/2/when/2/formField",
    plant: (p) => {
      online(p).fees[2]?.when?.push({ formField: "nobody", values: ["2"] });
    },
    besides: ["fee-gap", "fee-never"],
  },
  {
    rule: "when-choice-unknown",
    what: "a fee by a value that is none",
    at: "/procedure/channels/0/fees/2/when/0/values/2",
    plant: (p) => {
      Object.assign(online(p).fees[2]?.when?.[0] as object, { values: ["town", "village", "island"] });
    },
  },
  {
    rule: "when-choice-unknown",
    what: "a document by a value that is none",
    at: `${PAPER}/0/values/0`,
    plant: (p) => onPaper(p, { formField: "area", values: ["island"] }),
  },
  {
    rule: "when-number-unfit",
    what: "a range of a list",
    at: `${PAPER}/0/formField`,
    plant: (p) => onPaper(p, { formField: "songs", range: { min: 1 } }),
  },
  {
    rule: "when-number-unfit",
    what: "a count of a number",
    at: `${PAPER}/0/formField`,
    plant: (p) => onPaper(p, { formField: "rooms", count: { min: 1 } }),
  },
  {
    rule: "when-number-unfit",
    what: "a range of text",
    at: `${PAPER}/0/formField`,
    plant: (p) => onPaper(p, { formField: "fullName", range: { min: 1 } }),
  },
  {
    rule: "when-range-never",
    what: "more rooms than the form takes",
    at: `${PAPER}/0/range`,
    plant: (p) => onPaper(p, { formField: "rooms", range: { min: 101 } }),
  },
  {
    rule: "when-range-never",
    what: "an end before its beginning",
    at: `${PAPER}/0/count`,
    plant: (p) => onPaper(p, { formField: "songs", count: { min: 3, max: 2 } }),
  },
  {
    rule: "when-range-never",
    what: "a number that is not whole",
    at: `${PAPER}/0/range`,
    plant: (p) => onPaper(p, { formField: "rooms", range: { min: 3.2, below: 4 } }),
  },
  {
    rule: "when-never",
    what: "two cases at once",
    at: PAPER,
    plant: (p) => onPaper(p, { cases: ["again"] }, { cases: ["new"] }),
  },
  {
    rule: "when-never",
    what: "a field of two choices at once",
    at: FIELD,
    plant: (p) =>
      onField(p, { formField: "area", values: ["city"] }, { formField: "area", values: ["town", "village"] }),
    besides: ["when-of-answers-alone"],
  },
  {
    rule: "when-never",
    what: "a list both short and long",
    at: PAPER,
    plant: (p) => onPaper(p, { formField: "songs", count: { max: 3 } }, { formField: "songs", count: { min: 5 } }),
  },
  {
    rule: "when-never",
    what: "a number both small and large",
    at: PAPER,
    plant: (p) => onPaper(p, { formField: "rooms", range: { below: 3 } }, { formField: "rooms", range: { min: 3 } }),
  },
  {
    rule: "when-never",
    what: "two channels at once",
    at: PAPER,
    plant: (p) => onPaper(p, { channels: ["online"] }, { channels: ["post"] }),
  },
  {
    rule: "when-never",
    what: "a field of people and organisations at once",
    at: FIELD,
    plant: (p) => onField(p, { applicants: ["individual"] }, { applicants: ["organisation"] }),
  },
  {
    rule: "when-always",
    what: "every case",
    at: `${PAPER}/0`,
    plant: (p) => onPaper(p, { cases: ["again", "new"] }),
  },
  {
    rule: "when-always",
    what: "everybody",
    at: `${FIELD}/1`,
    plant: (p) => onField(p, { cases: ["again"] }, { applicants: ["individual", "organisation"] }),
  },
  {
    rule: "when-always",
    what: "every channel",
    at: `${PAPER}/0`,
    plant: (p) => onPaper(p, { channels: ["post", "online"] }),
  },
  {
    rule: "when-of-lone-case",
    what: "a document that nobody is asked for",
    at: "/procedure/documents/1/when/0",
    plant: (p) => {
      p.cases.splice(0, 1);
      delete p.form.properties.permitNumber["x-when"];
      for (const one of p.channels) one.fees = [];
    },
  },
  {
    rule: "when-of-lone-case",
    what: "a field that nobody is asked for",
    at: `${FIELD}/0`,
    plant: (p) => {
      p.cases.splice(0, 1);
      p.documents.splice(1, 1);
      for (const one of p.channels) one.fees = [];
    },
  },
  {
    rule: "when-of-itself",
    what: "a list that is wanted where it has entries",
    at: "/procedure/form/properties/songs/x-when/0/formField",
    plant: (p) => {
      p.form.properties.songs["x-when"] = [{ formField: "songs", count: { min: 1 } }, { cases: ["again"] }];
    },
  },
  {
    rule: "when-and-required",
    what: "a field that is wanted always and sometimes",
    at: FIELD,
    plant: (p) => {
      p.form.required.push("permitNumber");
    },
  },
  {
    rule: "when-of-answers-alone",
    what: "what if and then could say",
    at: FIELD,
    plant: (p) => onField(p, { formField: "area", values: ["city"] }),
  },
];
