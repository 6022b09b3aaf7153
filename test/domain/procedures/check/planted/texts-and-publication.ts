import { online, type Planted } from "./planted.ts";

export const TEXTS_AND_PUBLICATION_PLANTED: Planted[] = [
  {
    rule: "text-untidy",
    what: "a space at the end",
    at: "/procedure/name",
    plant: (p) => {
      p.name += " ";
    },
  },
  {
    rule: "text-untidy",
    what: "letters and marks apart",
    at: "/procedure/cases/0/name",
    plant: (p) => {
      (p.cases[0] as { name: string }).name = "Cấp mới".normalize("NFD");
    },
  },
  {
    rule: "text-untidy",
    what: "a zero-width space",
    at: "/procedure/conditions/0",
    plant: (p) => {
      p.conditions = ["Có\u200b phòng."];
    },
  },
  {
    rule: "text-untidy",
    what: "a name that shows nothing",
    at: "/procedure/documents/1/name",
    plant: (p) => {
      (p.documents[1] as { name: string }).name = "\u3164";
    },
  },
  {
    rule: "text-untidy",
    what: "blanks of Braille between words",
    at: "/procedure/steps/0/name",
    plant: (p) => {
      (p.steps[0] as { name: string }).name = "Tiếp\u2800nhận";
    },
  },
  {
    rule: "listed-twice",
    what: "a unit",
    at: "/procedure/units/1",
    plant: (p) => {
      p.units.push("culture");
    },
  },
  {
    rule: "listed-twice",
    what: "an audience",
    at: "/procedure/audience/2",
    plant: (p) => {
      p.audience.push("individual");
    },
  },
  {
    rule: "listed-twice",
    what: "a way to pay",
    at: "/procedure/payable/2",
    plant: (p) => {
      p.payable.push("online");
    },
  },
  {
    rule: "listed-twice",
    what: "a way to collect",
    at: "/procedure/returns/2",
    plant: (p) => {
      p.returns.push("post");
    },
  },
  {
    rule: "listed-twice",
    what: "a law",
    at: "/procedure/legalBases/1",
    plant: (p) => {
      p.legalBases.push(...p.legalBases);
    },
  },
  {
    rule: "listed-twice",
    what: "a condition",
    at: "/procedure/conditions/1",
    plant: (p) => {
      p.conditions.push(...p.conditions);
    },
  },
  {
    rule: "listed-twice",
    what: "a channel",
    at: "/procedure/channels/2",
    plant: (p) => {
      p.channels.push(online(p));
    },
  },
  {
    rule: "listed-twice",
    what: "a case",
    at: "/procedure/cases/2",
    plant: (p) => {
      p.cases.push({ id: "new", name: "Cấp mới khác" });
    },
  },
  {
    rule: "decision-after-validity",
    what: "a decision a day late",
    at: "/procedure/decision/date",
    plant: (p) => {
      p.decision.date = "2021-01-02";
    },
  },
  {
    rule: "validity-out-of-range",
    what: "a year before the levels",
    at: "/procedure/validFrom",
    plant: (p) => {
      p.validFrom = "2011-09-30";
      p.decision.date = "2011-09-30";
    },
  },
  {
    rule: "validity-out-of-range",
    what: "digits exchanged",
    at: "/procedure/validFrom",
    plant: (p) => {
      p.validFrom = "2201-01-01";
    },
  },
  {
    rule: "unverified-missing",
    what: "not verified, and silent",
    at: "/procedure/unverified",
    plant: (p) => {
      delete p.unverified;
    },
  },
  {
    rule: "unverified-missing",
    what: "not verified, and an empty list",
    at: "/procedure/unverified",
    plant: (p) => {
      p.unverified = [];
    },
  },
  {
    rule: "unverified-needless",
    what: "verified, and doubtful",
    at: "/procedure/unverified",
    plant: (p, { provenance }) => {
      p.verified = true;
      for (const fact of Object.keys(provenance.evidence)) provenance.evidence[fact] = "sourced";
    },
  },
  {
    rule: "address-not-https",
    what: "a video over http",
    at: "/procedure/guideVideoUrl",
    plant: (p) => {
      p.guideVideoUrl = "http://example.vn/video";
    },
  },
  {
    rule: "address-not-https",
    what: "a script for an address",
    at: "/procedure/nationalUrl",
    plant: (p) => {
      p.nationalUrl = "javascript:alert(1)";
    },
  },
  {
    rule: "unit-unknown",
    what: "a unit nobody knows",
    at: "/procedure/units/0",
    plant: (p) => {
      p.units = ["nowhere"];
    },
  },
  {
    rule: "unit-unknown",
    what: "a step in it",
    at: "/procedure/steps/1/unit",
    plant: (p) => {
      (p.steps[1] as { unit: string }).unit = "nowhere";
    },
  },
  {
    rule: "unit-absent",
    what: "a unit dissolved later",
    at: "/procedure/units/0",
    plant: (p) => {
      p.units = ["dissolved"];
    },
  },
  {
    rule: "unit-absent",
    what: "a step in a unit founded later",
    at: "/procedure/steps/1/unit",
    plant: (p) => {
      (p.steps[1] as { unit: string }).unit = "founded-later";
    },
  },
  {
    rule: "agency-unknown",
    what: "a unit without an agency code",
    at: "/procedure/units/0",
    plant: (p) => {
      p.units = ["nameless"];
    },
  },
  {
    rule: "field-unknown",
    what: "a field nobody knows",
    at: "/procedure/field/id",
    plant: (p) => {
      p.field.id = "van-hoc";
    },
  },
  {
    rule: "field-renamed",
    what: "a field under another name",
    at: "/procedure/field/name",
    plant: (p) => {
      p.field.name = "Văn học";
    },
  },
];
