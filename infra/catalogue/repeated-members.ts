import { inside } from "../../shared/domain/procedures/form-faults.ts";

/** JSON taken apart as far as its members need it: strings with what makes them a name, brackets, commas. */
const PARTS = /(?<text>"(?:\\.|[^"\\])*")(?<name>\s*:)?|(?<open>[{[])|(?<close>[}\]])|(?<comma>,)/gsu;

/** An object or a list that is read: where its current member stands, and the names it has had. */
type Open = { pointer: string; names: Set<string>; at: number; list: boolean; member: string };

const memberOf = ({ pointer, list, at, member }: Open): string => (list ? `${pointer}/${at}` : member);

/** Pointers of members whose name their object has had before, of a right JSON text: a reader keeps the last alone. */
export const repeatedMembers = (json: string): string[] => {
  const open: Open[] = [];
  const repeated: string[] = [];
  for (const { groups: part = {} } of json.matchAll(PARTS)) {
    const within = open.at(-1);
    if (part.open !== undefined) {
      const pointer = within ? memberOf(within) : "";
      open.push({ pointer, names: new Set(), at: 0, list: part.open === "[", member: "" });
    } else if (part.close !== undefined) open.pop();
    else if (part.comma !== undefined && within) within.at += 1;
    else if (part.name !== undefined && part.text !== undefined && within) {
      const name: string = JSON.parse(part.text);
      within.member = inside(within.pointer, name);
      if (within.names.has(name)) repeated.push(within.member);
      within.names.add(name);
    }
  }
  return repeated;
};
