import type { CleanFile } from "./clean-file.ts";

type Procedure = CleanFile["procedure"];

/** One mistake: the rule that names it, where, and how to make it. `besides` are other faults it cannot do without. */
export type Planted = {
  rule: string;
  what: string;
  at: string;
  plant: (procedure: Procedure, file: CleanFile) => void;
  besides?: string[];
};

const online = ({ channels }: Procedure) => channels[0] as Procedure["channels"][number];
const everyFee = (
  { channels }: Procedure,
  id: string,
  change: (fee: Procedure["channels"][number]["fees"][number]) => void,
) => {
  for (const { fees } of channels) for (const fee of fees) if (fee.id === id) change(fee);
};
const step = (role: Procedure["steps"][number]["role"], id: string) => ({
  id,
  name: "Bước thử",
  role,
  unit: "culture",
});

export const PLANTED: Planted[] = [
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

  {
    rule: "mode-unlike-level",
    what: "full, and no result online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.returns = ["post"];
    },
  },
  {
    rule: "mode-unlike-level",
    what: "full, and paid at the counter alone",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.payable = ["counter"];
    },
  },
  {
    rule: "mode-unlike-level",
    what: "partial, and all of it online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.onlineMode = "partial";
      p.reason = "Phải kiểm tra tại chỗ.";
    },
  },
  {
    rule: "mode-unlike-level",
    what: "information, and filed online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.fileAt = "Sở";
    },
  },
  {
    rule: "reason-missing",
    what: "partial without a reason",
    at: "/procedure/reason",
    plant: (p) => {
      p.onlineMode = "partial";
      p.returns = ["post"];
    },
  },
  {
    rule: "reason-needless",
    what: "full with a reason",
    at: "/procedure/reason",
    plant: (p) => {
      p.reason = "Phải đến nơi.";
    },
  },
  {
    rule: "file-at-missing",
    what: "information, and nowhere to go",
    at: "/procedure/fileAt",
    plant: (p) => {
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.channels.shift();
    },
  },
  {
    rule: "nowhere-to-file",
    what: "no channel",
    at: "/procedure/channels",
    plant: (p) => {
      p.channels = [];
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.fileAt = "Sở";
    },
  },
  {
    rule: "nowhere-to-pay",
    what: "a fee that nothing takes",
    at: "/procedure/payable",
    plant: (p) => {
      p.payable = [];
      p.onlineMode = "partial";
      p.reason = "Chưa thu trực tuyến.";
    },
  },
  {
    rule: "nowhere-to-collect",
    what: "a result for nobody",
    at: "/procedure/returns",
    plant: (p) => {
      p.returns = [];
      p.onlineMode = "partial";
      p.reason = "Chưa trả trực tuyến.";
    },
  },
  {
    rule: "case-limit-unknown",
    what: "a limit of no case",
    at: "/procedure/channels/0/caseLimits/0/case",
    plant: (p) => {
      online(p).caseLimits = [{ case: "lost", timeLimit: { value: 5, unit: "working-day" } }];
    },
  },
  {
    rule: "case-limit-twice",
    what: "two limits of one case",
    at: "/procedure/channels/0/caseLimits/1/case",
    plant: (p) => {
      const limit = { case: "new", timeLimit: { value: 5, unit: "working-day" as const } };
      online(p).caseLimits = [limit, limit];
    },
  },

  {
    rule: "fee-case-unknown",
    what: "a fee of no case",
    at: "/procedure/channels/0/fees/2/cases/1",
    plant: (p) => {
      online(p).fees[2]?.cases?.push("lost");
    },
  },
  {
    rule: "fee-choice-unknown",
    what: "a fee by a field that is no choice",
    at: "/procedure/channels/0/fees/2/when/1/formField",
    plant: (p) => {
      online(p).fees[2]?.when?.push({ formField: "rooms", values: ["2"] });
    },
    besides: ["fee-gap", "fee-never"],
  },
  {
    rule: "fee-choice-unknown",
    what: "a fee by a value that is none",
    at: "/procedure/channels/0/fees/2/when/0/values/2",
    plant: (p) => {
      online(p).fees[2]?.when?.[0]?.values.push("island");
    },
  },
  {
    rule: "fee-quantity-unfit",
    what: "a quantity that is text",
    at: "/procedure/channels/0/fees/4/quantity/formField",
    plant: (p) => {
      online(p).fees[4] = { ...online(p).fees[4], quantity: { formField: "fullName" } } as never;
    },
  },
  {
    rule: "fee-quantity-unfit",
    what: "a quantity that may be left out",
    at: "/procedure/channels/0/fees/4/quantity/formField",
    plant: (p) => {
      p.form.required = p.form.required.filter((name: string) => name !== "rooms");
      p.channels.pop();
    },
  },
  {
    rule: "fee-quantity-unfit",
    what: "a quantity below zero",
    at: "/procedure/channels/0/fees/4/quantity/formField",
    plant: (p) => {
      delete p.form.properties.rooms.minimum;
      p.channels.pop();
    },
  },
  {
    rule: "fee-quantity-unfit",
    what: "a quantity without an end",
    at: "/procedure/channels/0/fees/4/quantity/formField",
    plant: (p) => {
      delete p.form.properties.rooms.maximum;
      delete online(p).fees[4]?.quantity?.cap;
      p.channels.pop();
    },
  },
  {
    rule: "fee-cap-below-amount",
    what: "a cap below one",
    at: "/procedure/channels/0/fees/4/quantity/cap",
    plant: (p) => {
      online(p).fees[4] = { ...online(p).fees[4], quantity: { formField: "rooms", cap: 99_999 } } as never;
    },
  },
  {
    rule: "fee-without-alternative",
    what: "a fee of one case, and nothing of the other",
    at: "/procedure/channels/0/fees/4/alternative",
    plant: (p) => {
      online(p).fees[4] = { ...online(p).fees[4], cases: ["new"] } as never;
    },
  },
  {
    rule: "fee-twice",
    what: "an id twice on a channel",
    at: "/procedure/channels/0/fees/5/id",
    plant: (p) => {
      online(p).fees.push(structuredClone(online(p).fees[4]) as never);
    },
  },
  {
    rule: "fee-missing-on-channel",
    what: "a fee online alone",
    at: "/procedure/channels/1/fees",
    plant: (p) => {
      p.channels[1]?.fees.pop();
    },
  },
  {
    rule: "fee-named-twice",
    what: "another name by post",
    at: "/procedure/channels/1/fees/4/name",
    plant: (p) => {
      (p.channels[1]?.fees[4] as { name: string }).name = "Tiền phòng";
    },
  },
  {
    rule: "fee-named-twice",
    what: "a charge that is a fee by post",
    at: "/procedure/channels/1/fees/4/kind",
    plant: (p) => {
      (p.channels[1]?.fees[4] as { kind: string }).kind = "fee";
    },
  },
  {
    rule: "fee-gap",
    what: "a choice without a fee",
    at: "/procedure/channels/1/fees",
    plant: (p) => {
      const [first] = p.channels[1]?.fees[2]?.when ?? [];
      if (first) first.values = ["town"];
    },
  },
  {
    rule: "fee-gap",
    what: "a choice that may be left out",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      p.form.allOf = [];
      p.channels.pop();
    },
  },
  {
    rule: "fee-gap",
    what: "a case without a fee",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      p.cases.push({ id: "lost", name: "Cấp lại do mất" });
      p.channels.pop();
    },
  },
  {
    rule: "fee-gap",
    what: "a lone case that need not be chosen",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      p.cases = [{ id: "new", name: "Cấp mới" }];
      p.channels.pop();
      online(p).fees.splice(3, 1);
      delete online(p).caseLimits;
      p.documents.pop();
    },
  },
  {
    rule: "fee-overlap",
    what: "two fees of one choice",
    at: "/procedure/channels/0/fees/2",
    plant: (p) => {
      online(p).fees[2]?.when?.[0]?.values.push("city");
    },
    besides: ["fee-overlap"],
  },
  {
    rule: "fee-overlap",
    what: "a fee of every case beside one of its own",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => {
      delete online(p).fees[3]?.cases;
      online(p).fees.splice(0, 2);
      online(p).fees[0] = { ...online(p).fees[0], cases: ["new"] } as never;
      p.channels.pop();
    },
  },
  {
    rule: "fee-never",
    what: "a choice that is two at once",
    at: "/procedure/channels/0/fees/3",
    plant: (p) => {
      online(p).fees[3] = {
        ...online(p).fees[3],
        when: [
          { formField: "area", values: ["city"] },
          { formField: "area", values: ["town"] },
        ],
      } as never;
    },
    besides: ["fee-gap"],
  },
  {
    rule: "fee-choices-too-many",
    what: "a tariff nobody can read",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      p.channels.pop();
      for (let at = 0; at < 9; at += 1) {
        p.form.properties[`size${at}`] = structuredClone(p.form.properties.size);
        online(p).fees[0]?.when?.push({ formField: `size${at}`, values: ["large"] });
      }
    },
  },
  {
    rule: "discount-reversed",
    what: "a discount that ends first",
    at: "/procedure/channels/0/fees/1/discounts/1/to",
    plant: (p) => {
      (online(p).fees[1]?.discounts?.[1] as { to: string }).to = "2021-12-31";
    },
  },
  {
    rule: "discounts-overlap",
    what: "two discounts on a day",
    at: "/procedure/channels/0/fees/1/discounts/1/from",
    plant: (p) => {
      (online(p).fees[1]?.discounts?.[1] as { from: string }).from = "2021-12-31";
    },
  },
  {
    rule: "discounts-overlap",
    what: "a discount after an endless one",
    at: "/procedure/channels/0/fees/1/discounts/1/from",
    plant: (p) => {
      (online(p).fees[1]?.discounts?.[0] as { to: null }).to = null;
    },
  },
  {
    rule: "discount-of-fractions",
    what: "half of an odd sum",
    at: "/procedure/channels/0/fees/1/discounts/0/percent",
    plant: (p) => {
      everyFee(p, "city-small", (fee) => {
        fee.amount = 4_000_005;
      });
      p.channels.pop();
    },
  },
  {
    rule: "discount-of-fractions",
    what: "a third off an odd cap",
    at: "/procedure/channels/0/fees/4/discounts/0/percent",
    plant: (p) => {
      online(p).fees[4] = {
        ...online(p).fees[4],
        quantity: { formField: "rooms", cap: 1_000_001 },
        discounts: [{ from: "2021-01-01", to: null, percent: 10, legalBasis: "Thông tư thử" }],
      } as never;
    },
  },

  {
    rule: "document-twice",
    what: "an id twice",
    at: "/procedure/documents/1/id",
    plant: (p) => {
      (p.documents[1] as { id: string }).id = "application";
    },
  },
  {
    rule: "document-case-unknown",
    what: "a document of no case",
    at: "/procedure/documents/1/cases/0",
    plant: (p) => {
      (p.documents[1] as { cases: string[] }).cases = ["lost"];
    },
  },
  {
    rule: "document-of-lone-case",
    what: "a document that nobody is asked for",
    at: "/procedure/documents/1/cases",
    plant: (p) => {
      p.cases.splice(0, 1);
      for (const one of p.channels) {
        one.fees = [];
      }
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
    what: "a last day of what holds for good",
    at: "/procedure/result/template",
    plant: (p) => {
      p.result.validity = null;
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
