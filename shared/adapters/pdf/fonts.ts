/** The faces a sheet is set in, TrueType: metrically Times New Roman, with every letter of Vietnamese. */
export type Fonts = { regular: Uint8Array; bold: Uint8Array; italic: Uint8Array };

export type Face = keyof Fonts;
