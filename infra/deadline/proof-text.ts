import { readable } from "../../shared/domain/foundation/instant.ts";
import { type DueProof, sumOf } from "../../shared/domain/working-time/due-proof.ts";
import { limitWords, lineText } from "../../shared/domain/working-time/ledger-words.ts";

/** A proof as people read it: the date, each line, what it adds up to. */
export const proofText = (
  { limit, receivedAt, dueAt, provisional, ledger }: DueProof,
  language: "vi" | "en",
): string => {
  const { counts, gives } = sumOf(ledger);
  const sum = limit.unit === "working-hour" ? counts / 60 : counts;
  const isVi = language === "vi";
  const lines = [
    isVi
      ? `Hạn trả: ${readable(dueAt)} (${limitWords(limit, "vi")}, tính từ ${readable(receivedAt)})`
      : `Due: ${readable(dueAt)} (${limitWords(limit, "en")} from ${readable(receivedAt)})`,
    ...(provisional
      ? [
          isVi
            ? "Tạm tính: lịch nghỉ của một năm trong đó chưa công bố đủ."
            : "Provisional: days off of a year it touches are still to be announced.",
        ]
      : []),
    "",
    ...ledger.map((line) => lineText(line, language)),
    "",
    `${isVi ? "Cộng" : "Sum"}: ${limitWords({ ...limit, value: sum }, language)}${gives > 0 ? `, ↻${Math.round(gives)} ${isVi ? "phút" : "minutes"}` : ""}`,
  ];
  return lines.join("\n");
};
