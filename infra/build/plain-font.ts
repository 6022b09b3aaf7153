/** What a TrueType file needs to be shown and embedded; OpenType layout is not among it. */
const KEPT = new Set([
  "OS/2",
  "cmap",
  "cvt ",
  "fpgm",
  "glyf",
  "head",
  "hhea",
  "hmtx",
  "loca",
  "maxp",
  "name",
  "post",
  "prep",
]);

const HEADER = 12;
const ENTRY = 16;

/**
 * A TrueType font without its layout tables. Every letter of Vietnamese is a glyph of its own and needs none of them,
 * while reading them for each document takes longer than all the rest of drawing it.
 */
export const plainFont = (font: Uint8Array): Uint8Array => {
  const source = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  const entries = Array.from({ length: source.readUInt16BE(4) }, (_, at) =>
    source.subarray(HEADER + at * ENTRY, HEADER + (at + 1) * ENTRY),
  ).filter((entry) => KEPT.has(entry.toString("latin1", 0, 4)));
  const header = Buffer.from(source.subarray(0, HEADER));
  const power = Math.floor(Math.log2(entries.length));
  header.writeUInt16BE(entries.length, 4);
  header.writeUInt16BE(2 ** power * ENTRY, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((entries.length - 2 ** power) * ENTRY, 10);
  let offset = HEADER + entries.length * ENTRY;
  const directory: Buffer[] = [];
  const tables: Buffer[] = [];
  for (const entry of entries) {
    const [start, length] = [entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const table = Buffer.alloc(Math.ceil(length / 4) * 4);
    source.copy(table, 0, start, start + length);
    const moved = Buffer.from(entry);
    moved.writeUInt32BE(offset, 8);
    directory.push(moved);
    tables.push(table);
    offset += table.length;
  }
  return Buffer.concat([header, ...directory, ...tables]);
};
