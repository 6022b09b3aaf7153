import type { Planted } from "./planted.ts";

export const FORM_PLANTED: Planted[] = [
  {
    rule: "example-invalid",
    what: "an example that lacks a name",
    at: "/procedure/form/examples/0/fullName",
    plant: (p) => {
      delete p.form.examples[0].fullName;
    },
  },
  {
    rule: "prefill-misfit",
    what: "a name into digits",
    at: "/procedure/form/properties/phone/x-prefill",
    plant: (p) => {
      p.form.properties.phone["x-prefill"] = "fullName";
    },
  },
  {
    rule: "prefill-misfit",
    what: "an address into a date",
    at: "/procedure/form/properties/from/x-prefill",
    plant: (p) => {
      p.form.properties.from["x-prefill"] = "address";
    },
  },
  {
    rule: "prefill-misfit",
    what: "an address into a choice",
    at: "/procedure/form/properties/size/x-prefill",
    plant: (p) => {
      p.form.properties.size["x-prefill"] = "address";
    },
  },
  {
    rule: "prefill-misfit",
    what: "a name inside a group",
    at: "/procedure/form/properties/manager/properties/name/x-prefill",
    plant: (p) => {
      p.form.properties.manager.properties.name["x-prefill"] = "fullName";
    },
  },
  {
    rule: "bounds-crossed",
    what: "more letters at least than at most",
    at: "/procedure/form/properties/fullName/maxLength",
    plant: (p) => {
      p.form.properties.fullName.minLength = 121;
    },
    besides: ["example-invalid", "prefill-misfit"],
  },
  {
    rule: "bounds-crossed",
    what: "more items at least than at most",
    at: "/procedure/form/properties/songs/maxItems",
    plant: (p) => {
      p.form.properties.songs.minItems = 11;
    },
  },
  {
    rule: "bounds-crossed",
    what: "a least number above the most",
    at: "/procedure/form/properties/rooms/maximum",
    plant: (p) => {
      p.form.properties.rooms.minimum = 101;
    },
    besides: ["example-invalid"],
  },
  {
    rule: "text-unbounded",
    what: "a text without an end",
    at: "/procedure/form/properties/manager/properties/email/maxLength",
    plant: (p) => {
      delete p.form.properties.manager.properties.email.maxLength;
    },
  },
  {
    rule: "date-order-of-no-dates",
    what: "a date after a name",
    at: "/procedure/form/properties/to/x-not-before",
    plant: (p) => {
      p.form.properties.to["x-not-before"] = "fullName";
    },
  },
  {
    rule: "date-order-of-no-dates",
    what: "a date after itself",
    at: "/procedure/form/properties/to/x-not-before",
    plant: (p) => {
      p.form.properties.to["x-not-before"] = "to";
    },
  },
  {
    rule: "condition-never",
    what: "a condition on a choice that is none",
    at: "/procedure/form/allOf/0/if/properties/area/enum/1",
    plant: (p) => {
      p.form.allOf[0].if.properties.area.enum.push("island");
    },
  },
  {
    rule: "condition-never",
    what: "a condition on more rooms than there may be",
    at: "/procedure/form/allOf/0/if/properties/rooms",
    plant: (p) => {
      p.form.allOf[0].if.properties.rooms = { minimum: 101 };
    },
    besides: ["fee-gap"],
  },
  {
    rule: "condition-never",
    what: "a condition on how many entries a number has",
    at: "/procedure/form/allOf/0/if/properties/rooms",
    plant: (p) => {
      p.form.allOf[0].if.properties.rooms = { minItems: 1 };
    },
    besides: ["fee-gap"],
  },
  {
    rule: "example-invalid",
    what: "an example that cannot be filed in one of the cases",
    at: "/procedure/form/examples/0/permitNumber",
    plant: (p) => {
      delete p.form.examples[0].permitNumber;
    },
  },
  {
    rule: "label-untranslated",
    what: "a Vietnamese label for English",
    at: "/procedure/form/properties/fullName/x-en/title",
    plant: (p) => {
      p.form.properties.fullName["x-en"].title = "Họ và tên";
    },
  },
  {
    rule: "label-untranslated",
    what: "a Vietnamese choice for English",
    at: "/procedure/form/properties/size/x-labels/large/en",
    plant: (p) => {
      p.form.properties.size["x-labels"].large.en = "Lớn";
    },
  },
  {
    rule: "label-untranslated",
    what: "a form that is not named in English",
    at: "/procedure/form/x-en/title",
    plant: (p) => {
      p.form["x-en"].title = p.form.title;
    },
  },
  {
    rule: "hint-in-one-language",
    what: "a hint in Vietnamese alone",
    at: "/procedure/form/properties/phone/x-en/hint",
    plant: (p) => {
      delete p.form.properties.phone["x-en"].hint;
    },
  },
  {
    rule: "hint-in-one-language",
    what: "a hint in English alone",
    at: "/procedure/form/properties/phone/x-hint",
    plant: (p) => {
      delete p.form.properties.phone["x-hint"];
    },
  },
  {
    rule: "pattern-unexplained",
    what: "a pattern without a word",
    at: "/procedure/form/properties/phone/x-hint",
    plant: (p) => {
      delete p.form.properties.phone["x-hint"];
      delete p.form.properties.phone["x-en"].hint;
    },
  },
  {
    rule: "choice-unlabelled",
    what: "a choice without a label",
    at: "/procedure/form/properties/size/enum/2",
    plant: (p) => {
      p.form.properties.size.enum.push("huge");
      p.form.allOf = [];
      p.channels = p.channels.map((one) => ({ ...one, fees: [] }));
    },
  },
  {
    rule: "choice-unknown",
    what: "a label of no choice",
    at: "/procedure/form/properties/size/x-labels/huge",
    plant: (p) => {
      p.form.properties.size["x-labels"].huge = { vi: "Rất lớn", en: "Huge" };
    },
  },
  {
    rule: "choice-twice",
    what: "a choice twice",
    at: "/procedure/form/properties/size/enum/2",
    plant: (p) => {
      p.form.properties.size.enum.push("small");
    },
  },
];
