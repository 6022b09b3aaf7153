import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { units } from "../../shared/adapters/catalogue/units.ts";
import { type Fault, fault } from "../../shared/domain/foundation/refusal.ts";
import { checkCatalogue } from "../../shared/domain/procedures/check/check-catalogue.ts";
import { repeatedMembers } from "./repeated-members.ts";

type Read = { path: string; name: string; json?: unknown; unread?: Fault; repeated: Fault[] };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const repetition = (pointer: string): Fault =>
  fault(
    pointer,
    "member-repeated",
    "Mục này đã có ở trên, chỉ lần ghi cuối được dùng. Xóa một trong hai.",
    "This member stands above already, and the last alone counts. Remove one of them.",
  );

const read = (path: string): Read => {
  const name = basename(path);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const why = messageOf(error);
    const vi = `Không đọc được tệp (${why}). Kiểm tra đường dẫn.`;
    const unread = fault("", "file-unreadable", vi, `It cannot be read (${why}). Check the path.`);
    return { path, name, unread, repeated: [] };
  }
  try {
    return { path, name, json: JSON.parse(text), repeated: repeatedMembers(text).map(repetition) };
  } catch (error) {
    const why = messageOf(error);
    const vi = `Không phải JSON (${why}). Sửa tại chỗ đó.`;
    const unread = fault("", "file-not-json", vi, `It is not JSON (${why}). Mend it there.`);
    return { path, name, unread, repeated: [] };
  }
};

export type Verdict = { path: string; faults: Fault[] };

/**
 * The faults of these procedure files, of all shipped ones where none is named. Those named are judged among the
 * shipped ones, in the place of the file of the same name.
 */
export const checkFiles = (root: string, paths: readonly string[]): Verdict[] => {
  const folder = join(root, "shared/data/procedures");
  const shipped = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => read(join(folder, file)));
  const asked = paths.length === 0 ? shipped : paths.map(read);
  const names = new Set(asked.map(({ name }) => name));
  const all = [...asked, ...shipped.filter(({ name }) => !names.has(name))];
  const judged = checkCatalogue(
    all.filter(({ unread }) => !unread).map(({ name, json }) => ({ name, json })),
    { units, fields },
  );
  const faultsOf = new Map(judged.map(({ name, faults }) => [name, faults]));
  return asked.map(({ path, name, unread, repeated }) => ({
    path,
    faults: unread ? [unread] : [...repeated, ...(faultsOf.get(name) ?? [])],
  }));
};

/** Verdicts as people read them. */
export const told = (verdicts: readonly Verdict[]): string => {
  const faulty = verdicts.filter(({ faults }) => faults.length > 0);
  const count = faulty.reduce((sum, { faults }) => sum + faults.length, 0);
  const lines = faulty.flatMap(({ path, faults }) => [
    path,
    ...faults.flatMap(({ pointer, code, detail }) => [
      `  ${pointer || "/"}  ${code}`,
      `    ${detail.vi}`,
      `    ${detail.en}`,
    ]),
    "",
  ]);
  return [...lines, `${verdicts.length} tệp, ${count} lỗi. / ${verdicts.length} files, ${count} faults.`].join("\n");
};
