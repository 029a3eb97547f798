/** A piece of HTML: every text in it is escaped. */
export interface Html {
  readonly html: string;
}

/** What a piece of HTML is made of. */
export type HtmlContent =
  | Html
  | string
  | number
  | false
  | null
  | undefined
  | readonly HtmlContent[];

/** Assembles HTML; anything that is not a piece of HTML is escaped. */
export function html(parts: TemplateStringsArray, ...contents: readonly HtmlContent[]): Html {
  return {
    html: parts.map((part, index) => `${part}${toHtmlText(contents[index])}`).join(''),
  };
}

/** Marks text that this package wrote itself, such as its style. */
export const trustedHtml = (text: string): Html => ({ html: text });

function toHtmlText(content: HtmlContent): string {
  if (content === undefined || content === null || content === false) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  if (isList(content)) return content.map(toHtmlText).join('');
  return content.html;
}

const isList = (content: Html | readonly HtmlContent[]): content is readonly HtmlContent[] =>
  Array.isArray(content);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes a text for elements and quoted attributes. Characters that nobody sees, such as those that
 * reverse the direction of the text, are written as their code.
 */
function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) =>
      character === '\n' || character === '\t' ? character : toCode(character),
    );
}

function toCode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
