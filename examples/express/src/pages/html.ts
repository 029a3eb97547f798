import { html as write } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML; the texts in it are escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Builds HTML synchronously; texts are escaped, pieces of HTML are not. */
export const html: (parts: TemplateStringsArray, ...contents: readonly Content[]) => Html =
  write as never;
