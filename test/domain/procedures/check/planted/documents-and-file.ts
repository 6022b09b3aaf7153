import type { Planted } from "./planted.ts";

export const DOCUMENTS_AND_FILE_PLANTED: Planted[] = [
  {
    rule: "document-twice",
    what: "an id twice",
    at: "/procedure/documents/1/id",
    plant: (p) => {
      (p.documents[1] as { id: string }).id = "application";
    },
  },
  {
    rule: "document-form-unknown",
    what: "the general form beside a form of its own",
    at: "/procedure/documents/0/formId",
    plant: (p) => {
      (p.documents[0] as { formId: string }).formId = "general-application";
    },
  },
  {
    rule: "document-form-unknown",
    what: "a second form",
    at: "/procedure/documents/1/formId",
    plant: (p) => {
      (p.documents[1] as { formId: string }).formId = "other-form";
    },
  },
  {
    rule: "document-without-copies",
    what: "no copy of anything",
    at: "/procedure/documents/1/copies",
    plant: (p) => {
      (p.documents[1] as { copies: object }).copies = { original: 0, certified: 0, copy: 0 } as never;
    },
  },
  {
    rule: "document-type-unknown",
    what: "a type that nothing tells by its bytes",
    at: "/procedure/documents/1/accepts/1",
    plant: (p) => {
      Object.assign(p.documents[1] as object, { accepts: ["image/png", "application/msword"] });
    },
  },
  {
    rule: "documents-none-required",
    what: "verified, and nothing required of a case",
    at: "/procedure/documents",
    plant: (p, { provenance }) => {
      p.verified = true;
      delete p.unverified;
      (p.documents[0] as { required: boolean }).required = false;
      for (const fact of Object.keys(provenance.evidence)) provenance.evidence[fact] = "sourced";
    },
  },
  {
    rule: "documents-none-required",
    what: "verified, and nothing required of people",
    at: "/procedure/documents",
    plant: (p, { provenance }) => {
      p.verified = true;
      delete p.unverified;
      Object.assign(p.documents[0] as object, { when: [{ applicants: ["organisation"] }] });
      for (const fact of Object.keys(provenance.evidence)) provenance.evidence[fact] = "sourced";
    },
  },
  {
    rule: "file-named-otherwise",
    what: "a code unlike the name of its file",
    at: "/procedure/code",
    plant: (p) => {
      p.code = "1.000002";
    },
  },
  {
    rule: "evidence-missing",
    what: "no evidence for the fees",
    at: "/provenance/evidence/fee",
    plant: (_, { provenance }) => {
      delete provenance.evidence.fee;
    },
  },
  {
    rule: "evidence-missing",
    what: "no evidence for the limit",
    at: "/provenance/evidence/timeLimit",
    plant: (_, { provenance }) => {
      delete provenance.evidence.timeLimit;
    },
  },
  {
    rule: "evidence-missing",
    what: "no evidence for the documents",
    at: "/provenance/evidence/documents",
    plant: (_, { provenance }) => {
      delete provenance.evidence.documents;
    },
  },
  {
    rule: "evidence-unknown",
    what: "evidence for no fact",
    at: "/provenance/evidence/colour",
    plant: (_, { provenance }) => {
      provenance.evidence.colour = "sourced";
    },
  },
  {
    rule: "verified-on-assumption",
    what: "verified, and the form assumed",
    at: "/provenance/evidence/form",
    plant: (p, { provenance }) => {
      p.verified = true;
      delete p.unverified;
      for (const fact of Object.keys(provenance.evidence)) provenance.evidence[fact] = "sourced";
      provenance.evidence.form = "assumed";
    },
  },
];
