import type { Fault } from "../../foundation/refusal.ts";
import type { ProcedureSource } from "../procedure-file.ts";
import { type CheckedFile, checkFile } from "./check-file.ts";
import { faultsBy } from "./check-procedure.ts";
import { found, type Rule, type Surroundings } from "./rule.ts";

/** One procedure among all that are published beside it. */
type Among = { own: ProcedureSource; all: readonly ProcedureSource[] };

const versionsOf = ({ own, all }: Among): ProcedureSource[] => all.filter(({ code }) => code === own.code);

/** The version of the same procedure just before, where there is one. */
const before = (among: Among): ProcedureSource | undefined =>
  versionsOf(among).find(({ version }) => version === among.own.version - 1);

export const CATALOGUE_RULES: readonly Rule<Among>[] = [
  {
    code: "version-missing",
    remedy: {
      vi: "Đánh số phiên bản liên tục từ 1, hoặc thêm tệp còn thiếu.",
      en: "Number the versions from 1 without a gap, or add the file that is missing.",
    },
    find: (among) => {
      const { code, version } = among.own;
      return version === 1 || before(among)
        ? []
        : [
            found(
              "/procedure/version",
              `Thủ tục ${code} không có phiên bản ${version - 1}.`,
              `${code} has no version ${version - 1}.`,
            ),
          ];
    },
  },
  {
    code: "version-twice",
    remedy: { vi: "Đánh số tiếp theo cho phiên bản mới.", en: "Give the newer one the next number." },
    find: (among) => {
      const { own } = among;
      return versionsOf(among).filter(({ version }) => version === own.version).length === 1
        ? []
        : [
            found(
              "/procedure/version",
              `Phiên bản ${own.version} của ${own.code} có ở hai tệp.`,
              `Version ${own.version} of ${own.code} stands in two files.`,
            ),
          ];
    },
  },
  {
    code: "version-not-later",
    remedy: {
      vi: "Cho validFrom sau ngày hiệu lực của phiên bản trước.",
      en: "Set validFrom to a day after that of the version before.",
    },
    find: (among) => {
      const { own } = among;
      const earlier = before(among);
      return earlier === undefined || earlier.validFrom < own.validFrom
        ? []
        : [
            found(
              "/procedure/validFrom",
              `Phiên bản trước có hiệu lực từ ${earlier.validFrom}.`,
              `The version before is valid from ${earlier.validFrom}.`,
            ),
          ];
    },
  },
  {
    code: "id-of-two-codes",
    remedy: {
      vi: "Giữ một id cho một code qua mọi phiên bản, và cho thủ tục khác một id khác.",
      en: "Keep one id for one code through all versions, and give another procedure another id.",
    },
    find: ({ own, all }) => {
      const other = all.find((one) => (one.id === own.id) !== (one.code === own.code));
      return other === undefined
        ? []
        : [
            found(
              "/procedure/id",
              `${own.id} là của ${own.code}, còn tệp khác ghi ${other.id} cho ${other.code}.`,
              `${own.id} is of ${own.code}, and another file has ${other.id} for ${other.code}.`,
            ),
          ];
    },
  },
];

/** What is wrong in files that are published together: each by itself, and beside the others. */
export const checkCatalogue = (
  files: readonly { name: string; json: unknown }[],
  around: Surroundings,
  rules = CATALOGUE_RULES,
): { name: string; faults: Fault[] }[] => {
  const checked: CheckedFile[] = files.map(({ name, json }) => checkFile(name, json, around));
  const all = checked.flatMap(({ content }) => content?.procedure ?? []);
  return checked.map(({ name, faults, content }) => ({
    name,
    faults: content ? [...faults, ...faultsBy(rules, { own: content.procedure, all })] : faults,
  }));
};
