/** A token of a search: `system|value`, or only the value. */
export interface SearchToken {
  /** Before the bar; absent without a bar, empty for `|value`. */
  readonly system?: string;
  /** After the bar; the whole text without one. */
  readonly value: string;
}

/**
 * Splits a token at its bar. After one of the given systems, a bar that was escaped twice (`%7C`),
 * or that lost its percent sign (`7C`, as in the guide's own example), is a bar too.
 */
export function parseSearchToken(text: string, systems: readonly string[]): SearchToken {
  const bar = text.indexOf('|');
  if (bar >= 0) return { system: text.slice(0, bar).trim(), value: text.slice(bar + 1).trim() };
  const token = text.trim();
  for (const system of systems) {
    const escaped = token.startsWith(system) && /^%?7C/i.exec(token.slice(system.length));
    if (escaped) return { system, value: token.slice(system.length + escaped[0].length).trim() };
  }
  return { value: token };
}
