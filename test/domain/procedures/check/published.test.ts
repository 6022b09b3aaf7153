import { describe, expect, it } from "vitest";
import { fields } from "../../../../shared/adapters/catalogue/fields.ts";
import { units } from "../../../../shared/adapters/catalogue/units.ts";
import { mistakesIn } from "../../../../shared/domain/procedures/check/check-procedure.ts";
import { shipped } from "../../../fakes/procedure-catalogue.ts";

describe("what is published", () => {
  it.each(shipped.flatMap((one) => ("procedure" in one ? [[one.procedure.code, one.procedure] as const] : [])))(
    "can be published again as it stands: %s",
    (_code, { level: _level, ...procedure }) => {
      expect(mistakesIn({ ...procedure, version: 2 }, { units, fields })).toEqual([]);
    },
  );
});
