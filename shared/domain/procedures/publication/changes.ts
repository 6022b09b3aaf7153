import type { Channel, ProcedureVersion } from "../procedure-version.ts";
import type { DraftedProcedure } from "./version-draft.ts";

/**
 * One thing that a version changes for those who file or work dossiers. The pointer names things by their id, not by
 * their place in a list; null is where there is none.
 */
export type Change = { pointer: string; before: unknown; after: unknown };

type Offered = DraftedProcedure & Pick<ProcedureVersion, "level">;

/** Members in one order: two writings of one thing are no change. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  ) ?? "null";

/** Whether two things are one, however their members are ordered. */
export const isSame = (one: unknown, other: unknown): boolean => text(one) === text(other);

const changed = (pointer: string, before: unknown = null, after: unknown = null): Change[] =>
  isSame(before, after) ? [] : [{ pointer, before, after }];

type Named = ReadonlyMap<string, unknown>;

/** What came, went or differs under one pointer, thing by thing. */
const within = (pointer: string, before: Named, after: Named): Change[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
    changed(`${pointer}/${id}`, before.get(id), after.get(id)),
  );

const named = <T>(items: readonly T[], idOf: (item: T) => string, shown: (item: T) => unknown): Named =>
  new Map(items.map((item) => [idOf(item), shown(item)]));

const channelChanges = (before: readonly Channel[], after: readonly Channel[]): Change[] =>
  [...new Set([...before, ...after].map(({ channel }) => channel))].flatMap((way) => {
    const pointer = `/channels/${way}`;
    const [was, is] = [before, after].map((channels) => channels.find(({ channel }) => channel === way));
    if (!was || !is) return changed(pointer, was, is);
    const limits = ({ caseLimits = [] }: Channel) =>
      named(
        caseLimits,
        (one) => one.case,
        (one) => one.timeLimit,
      );
    const fees = (channel: Channel) =>
      named(
        channel.fees,
        ({ id }) => id,
        (rule) => rule,
      );
    return [
      ...changed(`${pointer}/timeLimit`, was.timeLimit, is.timeLimit),
      ...within(`${pointer}/caseLimits`, limits(was), limits(is)),
      ...within(`${pointer}/fees`, fees(was), fees(is)),
    ];
  });

const paperOf = ({ name, required, when }: DraftedProcedure["documents"][number]) => ({
  name,
  required,
  ...(when ? { when } : {}),
});
const papers = ({ documents }: Offered): Named => named(documents, ({ id }) => id, paperOf);

/** The fields of the form: what they are called, and whether they must be filled in. */
const formFields = ({ form }: Offered): Named =>
  named(
    Object.entries(form.properties),
    ([name]) => name,
    ([name, { title }]) => ({ title, required: form.required.includes(name) }),
  );

/**
 * What a draft changes of the version before it, as far as it matters to those who file or work dossiers: name, mode
 * and level, limits and fees by channel, papers, route, fields of the form.
 */
export const changesOf = (before: Offered, after: Offered): Change[] => [
  ...changed("/name", before.name, after.name),
  ...changed("/onlineMode", before.onlineMode, after.onlineMode),
  ...changed("/level", before.level, after.level),
  ...channelChanges(before.channels, after.channels),
  ...within("/documents", papers(before), papers(after)),
  ...changed("/steps", before.steps, after.steps),
  ...within("/form/properties", formFields(before), formFields(after)),
];
