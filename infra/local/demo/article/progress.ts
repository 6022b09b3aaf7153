/** Tells how far a long walk is. */
export type Progress = { step(): void; at(what: string): void; end(): void };

const WIDTH = 30;

/** A bar on a terminal, redrawn in its line; elsewhere a plain line for each `at`. */
export const progressOn = (
  out: { isTTY?: boolean; write(text: string): unknown },
  total: number,
  unit: string,
): Progress => {
  let done = 0;
  let now = "";
  const figures = (): string => `${done}/${total} ${unit}`;
  const draw = (): void => {
    const full = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
    out.write(`\r\u001b[K[${"█".repeat(full)}${"░".repeat(WIDTH - full)}] ${figures()} ${now}`);
  };
  return {
    step: () => {
      done += 1;
      if (out.isTTY) draw();
    },
    at: (what) => {
      now = what;
      if (out.isTTY) draw();
      else out.write(`${figures()}, ${what}\n`);
    },
    end: () => {
      out.write(out.isTTY ? "\n" : `${figures()}\n`);
    },
  };
};
