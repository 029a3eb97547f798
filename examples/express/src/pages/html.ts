import { html as write } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML: texts that went into it are escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Puts HTML together; texts are escaped, pieces of HTML are not, and nothing is waited for. */
export const html: (parts: TemplateStringsArray, ...contents: readonly Content[]) => Html =
  write as never;
