import { html as write } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML: the texts in it are escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | boolean | null | undefined | readonly Content[];

/** Assembles HTML synchronously; anything that is not a piece of HTML is escaped. */
export const html: (parts: TemplateStringsArray, ...contents: readonly Content[]) => Html =
  write as never;
