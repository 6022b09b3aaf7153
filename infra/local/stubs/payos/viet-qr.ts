/** One field of an EMV QR code: its number, its length, its value. */
const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, "0")}${value}`;

/** CRC-16/CCITT-FALSE, as EMV wants at the end. */
const checksum = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, "utf8")) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
  }
  return (crc & 0xffff).toString(16).toUpperCase().padStart(4, "0");
};

/**
 * The text of a VietQR code (NAPAS, after EMVCo QRCPS-MPM): a transfer to an account, amount and words filled in.
 *
 * @param bin the bank's six digits.
 * @param amount whole VND.
 */
export const vietQr = (to: { bin: string; accountNumber: string; amount: number; description: string }): string => {
  const account = field("00", to.bin) + field("01", to.accountNumber);
  const napas = field("00", "A000000727") + field("01", account) + field("02", "QRIBFTTA");
  const text = [
    field("00", "01"),
    field("01", "12"),
    field("38", napas),
    field("53", "704"),
    field("54", String(to.amount)),
    field("58", "VN"),
    field("62", field("08", to.description)),
    "6304",
  ].join("");
  return text + checksum(text);
};
