/**
 * CloudWatch's filter patterns for JSON, as far as the template uses them: `{ … }` of `$.path = "text"`, `!=`, `&&`,
 * `||` and brackets. As there, a condition on a member that is absent does not hold, and `&&` binds before `||`.
 */
export const matchesFilter = (pattern: string, line: unknown): boolean => {
  const [, inner] = /^\{(.*)\}$/.exec(pattern.trim()) ?? [];
  if (inner === undefined) throw new SyntaxError(`no pattern of JSON: ${pattern}`);
  const tokens = inner.match(/\(|\)|&&|\|\||\$[\w.]+|!=|=|"[^"]*"|\S/g) ?? [];
  let at = 0;
  const take = (): string => tokens[at++] ?? "";

  const member = (path: string): unknown =>
    path
      .slice(2)
      .split(".")
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], line);

  const condition = (): boolean => {
    const first = take();
    if (first === "(") {
      const value = either();
      if (take() !== ")") throw new SyntaxError(`unclosed bracket: ${pattern}`);
      return value;
    }
    const [operator, text] = [take(), take()];
    if (!first.startsWith("$.") || !/^!?=$/.test(operator) || !/^".*"$/.test(text))
      throw new SyntaxError(`cannot read ${first} ${operator} ${text}`);
    const value = member(first);
    return value !== undefined && (String(value) === text.slice(1, -1)) === (operator === "=");
  };
  const both = (): boolean => {
    let value = condition();
    while (tokens[at] === "&&") {
      at += 1;
      value = condition() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === "||") {
      at += 1;
      value = both() || value;
    }
    return value;
  };

  const value = either();
  if (at !== tokens.length) throw new SyntaxError(`more than a pattern: ${pattern}`);
  return value;
};
