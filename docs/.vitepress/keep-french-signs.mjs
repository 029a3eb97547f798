const space = '\u00A0';

/** Keeps the signs of French on the line of their word, where an ordinary space lets a line end. */
export function keepFrenchSigns(text) {
  return text
    .replaceAll(/ (?=[:;?!»]+(?![\p{Letter}\p{Number}]))/gu, space)
    .replaceAll('« ', `«${space}`);
}

/** Does so in what the French pages say: not in code, HTML, or the targets of links. */
export function keepSignsOfFrenchPages(markdown) {
  markdown.core.ruler.push('french-signs', ({ tokens, env }) => {
    if (!env.relativePath?.startsWith('fr/')) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'text') token.content = keepFrenchSigns(token.content);
    }
  });
}
