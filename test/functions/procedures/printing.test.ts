import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import type { PrintingDependencies } from "../../../functions/procedures/dependencies.ts";
import * as form from "../../../functions/procedures/download-form.ts";
import * as guide from "../../../functions/procedures/download-guide.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { Sheet } from "../../../shared/domain/slips/sheet.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { catalogueOf, shipped } from "../../fakes/procedure-catalogue.ts";

const [CARD] = shipped.flatMap((one) =>
  "procedure" in one && one.procedure.code === "1.004623" ? [one.procedure] : [],
);
if (!CARD) throw new Error("1.004623 is not shipped");
const later = { ...CARD, version: 2, validFrom: "2026-01-01", name: "Thủ tục mới" };
const catalogue = catalogueOf([{ procedure: CARD }, { procedure: later }]);

const kept = new Map<string, Uint8Array>();
const drawn: { format: string; sheet: Sheet }[] = [];
const keyOf = (sheet: Sheet, format: string) => `${format} ${JSON.stringify(sheet)}`;
const draw = (format: string) => async (sheet: Sheet) => {
  drawn.push({ format, sheet });
  return new TextEncoder().encode(format);
};
const wired = (): PrintingDependencies => ({
  catalogue,
  register: organisationRegister,
  origin: "https://dichvucong.example.vn",
  prints: {
    find: async (sheet, format, name) => (kept.has(keyOf(sheet, format)) ? `https://s3.example/${name}` : undefined),
    keep: async (sheet, format, bytes) => void kept.set(keyOf(sheet, format), bytes),
  },
  printer: { pdf: draw("pdf"), docx: draw("docx") },
});
const downloadForm = http(form.spec, wired, form.downloadForm);
const downloadGuide = http(guide.spec, wired, guide.downloadGuide);

const call = async (handler: typeof downloadForm, path: Record<string, string>, query: Record<string, string> = {}) => {
  const {
    statusCode,
    headers = {},
    body,
  } = await handler(httpEvent({ method: "GET", pathParameters: path, query }), NO_CONTEXT);
  return { status: statusCode, location: headers.location, type: body && JSON.parse(body).type };
};
const FORM = { code: "1.004623", formId: "tour-guide-card-application" };

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T02:00:00Z") });
});
beforeEach(() => {
  kept.clear();
  drawn.length = 0;
});

describe("GET /v1/procedures/{code}/forms/{formId}", () => {
  it("prints a form for the first who asks and leads the others to the same file", async () => {
    expect(await call(downloadForm, FORM)).toMatchObject({
      status: 302,
      location: "https://s3.example/1.004623-tour-guide-card-application",
    });
    expect(await call(downloadForm, FORM)).toMatchObject({ status: 302 });
    expect(drawn.map(({ format }) => format)).toEqual(["pdf"]);
  });

  it("prints it for Word where that is asked for", async () => {
    expect(await call(downloadForm, FORM, { format: "docx" })).toMatchObject({ status: 302 });
    expect(drawn.map(({ format }) => format)).toEqual(["docx"]);
  });

  it("gives the form of the version in force, or of the one that is named", async () => {
    await call(downloadForm, FORM);
    await call(downloadForm, FORM, { version: "1" });
    expect(drawn.map(({ sheet }) => sheet.footer)).toEqual([
      expect.stringContaining("phiên bản 2"),
      expect.stringContaining("phiên bản 1"),
    ]);
  });

  it.each([
    ["an unknown procedure", { ...FORM, code: "9.999999" }, {}, "procedure-not-found"],
    ["a version that there is not", FORM, { version: "3" }, "procedure-not-found"],
    ["a form that is not of the procedure", { ...FORM, formId: "billboard-notice" }, {}, "form-not-found"],
  ])("does not know %s", async (_, path, query, refused) => {
    expect(await call(downloadForm, path, query)).toMatchObject({
      status: 404,
      type: expect.stringContaining(refused),
    });
  });

  it.each([{ format: "html" }, { version: "0" }, { version: "x" }, { lang: "en" }])("refuses %j", async (query) => {
    expect(await call(downloadForm, FORM, query as Record<string, string>)).toMatchObject({ status: 400 });
  });
});

describe("GET /v1/procedures/{code}/slips/guide", () => {
  it("leads to the slip of the version in force", async () => {
    expect(await call(downloadGuide as typeof downloadForm, { code: "1.004623" })).toMatchObject({
      status: 302,
      location: "https://s3.example/1.004623-huong-dan",
    });
    expect(drawn[0]?.sheet.title).toBe("Hướng dẫn: Thủ tục mới");
  });
});
