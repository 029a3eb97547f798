import { html as write } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML: the texts in it are escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Assembles HTML synchronously; anything that is not a piece of HTML is escaped. */
type Writer = (parts: TemplateStringsArray, ...contents: readonly Content[]) => Html;

/** Assembles HTML as {@link html} does, and keeps its spaces. */
const verbatim: Writer = write as never;

/**
 * Assembles HTML synchronously; anything that is not a piece of HTML is escaped.
 *
 * French puts a space before `:`, `;`, `?`, `!` and inside « », where no line may break, nor may it
 * within a number, before its unit, or in `09:00–09:30`. The sources of pages have plain spaces; what
 * is written here, and only here, has U+00A0 (for every sign: fonts and screen readers know it
 * better than U+202F), and U+2060 within ranges of hours. Attributes, code and text areas are
 * written as they are.
 */
export const html: Writer = (parts, ...contents) => {
  let template = templates.get(parts);
  if (!template) {
    template = readTemplate(parts);
    templates.set(parts, template);
  }
  const { texts, isProse } = template;
  return verbatim(
    texts,
    ...contents.map((content, at) => (isProse[at] ? toProse(content) : content)),
  );
};

/** A template, read once: its own texts, and which contents are between elements. */
interface Template {
  readonly texts: TemplateStringsArray;
  readonly isProse: readonly boolean[];
}

const templates = new WeakMap<TemplateStringsArray, Template>();

function readTemplate(parts: TemplateStringsArray): Template {
  // A piece may be attributes of a tag that another template opens.
  let isTag = /^\s*[\w-]+="/.test(parts[0] ?? '');
  let depth = 0;
  const isProse: boolean[] = [];
  const texts = parts.map((part) => {
    const pieces = part.split(/(?=<)|(?<=>)/).map((piece) => {
      const [, closing, name] = /^<(\/?)(\w*)/.exec(piece) ?? [];
      if (name !== undefined) isTag = true;
      if (name !== undefined && /^(?:code|pre|textarea)$/.test(name)) depth += closing ? -1 : 1;
      const written = isTag || depth > 0 ? piece : keepSpaces(piece);
      if (piece.endsWith('>')) isTag = false;
      return written;
    });
    isProse.push(!isTag && depth === 0);
    return pieces.join('');
  });
  return { texts: Object.assign(texts, { raw: texts }), isProse };
}

function toProse(content: Content): Content {
  if (typeof content === 'string') return keepSpaces(content);
  return Array.isArray(content) ? content.map(toProse) : content;
}

const spaces = / (?=[:;?!»])|(?<=«|[nN]º) |(?<=\d) (?=\d|(?:ms|s|h|km|o|ko|Mo)\b|%)/g;
const ranges = /(?<=\d\d:\d\d–)(?=\d\d:\d\d)/g;

function keepSpaces(text: string): string {
  // Most texts have neither.
  const kept = text.includes(' ') ? text.replace(spaces, '\u00a0') : text;
  return kept.includes('–') ? kept.replace(ranges, '\u2060') : kept;
}
