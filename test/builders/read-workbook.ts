import { strFromU8, unzipSync } from "fflate";

/** A sheet as its XML has it: values by their cell, `B3`; a number is a number only where the file says so. */
export type ReadSheet = {
  name: string;
  cells: ReadonlyMap<string, string | number>;
  formats: ReadonlyMap<string, string>;
  merges: string[];
  xml: string;
};

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, (_, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? "";
    return String.fromCodePoint(name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
};

const elements = (xml: string, name: string): { tag: string; inner: string }[] =>
  Array.from(xml.matchAll(new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, "g")), (found) => ({
    tag: found[1] ?? "",
    inner: found[2] ?? "",
  }));

const textIn = (xml: string): string =>
  elements(xml, "t")
    .map(({ inner }) => decoded(inner))
    .join("");

const BUILT_IN: Record<string, string> = { "0": "General", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%" };

/** Reads a workbook by the standard's own parts (ECMA-376), without the library that wrote it. */
export const readWorkbook = (bytes: Uint8Array): { sheets: ReadSheet[]; workbook: string } => {
  const files = unzipSync(bytes);
  const part = (name: string): string => {
    const found = files[name];
    if (!found) throw new Error(`no ${name} in the workbook`);
    return strFromU8(found);
  };
  const workbook = part("xl/workbook.xml");
  const targets = new Map(
    elements(part("xl/_rels/workbook.xml.rels"), "Relationship").map(({ tag }) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const strings = files["xl/sharedStrings.xml"]
    ? elements(part("xl/sharedStrings.xml"), "si").map(({ inner }) => textIn(inner))
    : [];
  const styles = part("xl/styles.xml");
  const custom = new Map(
    elements(styles, "numFmt").map(({ tag }) => [attribute(tag, "numFmtId"), attribute(tag, "formatCode") ?? ""]),
  );
  const formats = elements(elements(styles, "cellXfs")[0]?.inner ?? "", "xf").map(({ tag }) => {
    const id = attribute(tag, "numFmtId") ?? "0";
    return custom.get(id) ?? BUILT_IN[id] ?? id;
  });
  const sheets = elements(workbook, "sheet").map(({ tag }): ReadSheet => {
    const target = targets.get(attribute(tag, "r:id")) ?? "";
    const xml = part(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    const cells = new Map<string, string | number>();
    const used = new Map<string, string>();
    for (const cell of elements(elements(xml, "sheetData")[0]?.inner ?? "", "c")) {
      const at = attribute(cell.tag, "r") ?? "";
      const kind = attribute(cell.tag, "t") ?? "n";
      const value = elements(cell.inner, "v")[0]?.inner;
      used.set(at, formats[Number(attribute(cell.tag, "s") ?? "0")] ?? "");
      if (kind === "inlineStr") cells.set(at, textIn(cell.inner));
      else if (value === undefined) continue;
      else if (kind === "s") cells.set(at, strings[Number(value)] ?? "");
      else if (kind === "n") cells.set(at, Number(value));
      else cells.set(at, decoded(value));
    }
    const merges = elements(xml, "mergeCell").map((merge) => attribute(merge.tag, "ref") ?? "");
    return { name: attribute(tag, "name") ?? "", cells, formats: used, merges, xml };
  });
  return { sheets, workbook };
};

/** `0` is A, `26` is AA. */
export const columnName = (column: number): string =>
  column < 26
    ? String.fromCodePoint(65 + column)
    : `${columnName(Math.floor(column / 26) - 1)}${columnName(column % 26)}`;
