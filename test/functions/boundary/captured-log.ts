import { vi } from "vitest";

/** Runs something and hands back the lines that it logged. */
export const withLog = async <T>(
  run: () => Promise<T> | T,
): Promise<{ result: T; lines: Record<string, unknown>[] }> => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    const result = await run();
    return {
      result,
      lines: written
        .join("")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    };
  } finally {
    spy.mockRestore();
  }
};
