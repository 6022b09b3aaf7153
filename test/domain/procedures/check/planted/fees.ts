import type { Bounds, Test } from "../../../../../shared/domain/procedures/when.ts";
import { online, type Planted, type Procedure } from "./planted.ts";

const everyFee = (
  { channels }: Procedure,
  id: string,
  change: (fee: Procedure["channels"][number]["fees"][number]) => void,
) => {
  for (const { fees } of channels) for (const fee of fees) if (fee.id === id) change(fee);
};

/** One channel, and of its fees these tiers alone. */
const tiers = (p: Procedure, ...tests: Test[]) => {
  p.channels.splice(1, 1);
  const first = online(p).fees[0] as Procedure["channels"][number]["fees"][number];
  online(p).fees = tests.map((test, at) => ({ ...first, id: `tier-${at}`, when: [test] }));
};
const byRooms = (p: Procedure, ...ranges: Bounds[]) =>
  tiers(p, ...ranges.map((range): Test => ({ formField: "rooms", range })));
const bySongs = (p: Procedure, ...counts: Bounds[]) =>
  tiers(p, ...counts.map((count): Test => ({ formField: "songs", count })));

export const FEES_PLANTED: Planted[] = [
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
      online(p).fees[4] = { ...online(p).fees[4], when: [{ cases: ["new"] }] } as never;
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
      if (first) Object.assign(first, { values: ["town"] });
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
      p.documents.splice(1, 1);
      delete p.form.properties.permitNumber["x-when"];
    },
  },
  {
    rule: "fee-overlap",
    what: "two fees of one choice",
    at: "/procedure/channels/0/fees/2",
    plant: (p) => {
      Object.assign(online(p).fees[2]?.when?.[0] as object, { values: ["town", "village", "city"] });
    },
    besides: ["fee-overlap"],
  },
  {
    rule: "fee-overlap",
    what: "a fee of every case beside one of its own",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => {
      delete online(p).fees[3]?.when;
      online(p).fees.splice(0, 2);
      online(p).fees[0] = { ...online(p).fees[0], when: [{ cases: ["new"] }] } as never;
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
    rule: "fee-gap",
    what: "a number of rooms between two tiers",
    at: "/procedure/channels/0/fees",
    plant: (p) => byRooms(p, { max: 3 }, { min: 5 }),
  },
  {
    rule: "fee-gap",
    what: "more rooms than the last tier has",
    at: "/procedure/channels/0/fees",
    plant: (p) => byRooms(p, { max: 3 }, { min: 4, max: 99 }),
  },
  {
    rule: "fee-gap",
    what: "a part of a room between two tiers",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      byRooms(p, { max: 3 }, { min: 4 });
      p.form.properties.rooms.type = "number";
    },
  },
  {
    rule: "fee-gap",
    what: "a number that may be left out",
    at: "/procedure/channels/0/fees",
    plant: (p) => {
      byRooms(p, { below: 4 }, { min: 4 });
      p.form.required = p.form.required.filter((name: string) => name !== "rooms");
    },
  },
  {
    rule: "fee-gap",
    what: "a list without an entry",
    at: "/procedure/channels/0/fees",
    plant: (p) => bySongs(p, { min: 1, max: 3 }, { min: 4 }),
  },
  {
    rule: "fee-gap",
    what: "a kind of applicant without a fee",
    at: "/procedure/channels/0/fees",
    plant: (p) => tiers(p, { applicants: ["individual"] }),
  },
  {
    rule: "fee-overlap",
    what: "a number of rooms in two tiers",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => byRooms(p, { max: 4 }, { min: 4 }),
  },
  {
    rule: "fee-overlap",
    what: "a list in two tiers",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => bySongs(p, { max: 4 }, { min: 4 }),
  },
  {
    rule: "fee-never",
    what: "more rooms than the form takes",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => byRooms(p, { min: 1 }, { min: 101 }),
    besides: ["when-range-never"],
  },
  {
    rule: "fee-never",
    what: "a fee of another channel",
    at: "/procedure/channels/0/fees/1",
    plant: (p) => {
      p.channels.push({ ...structuredClone(online(p)), channel: "counter", fees: [] });
      tiers(p, { formField: "rooms", range: { min: 1 } }, { channels: ["counter"] });
      p.channels[1] = { ...(p.channels[1] as (typeof p.channels)[number]), fees: [] };
    },
    besides: ["fee-missing-on-channel"],
  },
  {
    rule: "fee-never",
    what: "a fee by itself of two cases at once",
    at: "/procedure/channels/0/fees/4",
    plant: (p) => {
      online(p).fees[4] = { ...online(p).fees[4], when: [{ cases: ["again"] }, { cases: ["new"] }] } as never;
    },
    besides: ["fee-without-alternative"],
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
];
