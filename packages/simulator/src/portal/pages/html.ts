import { html as write } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML: texts that went into it are escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | boolean | null | undefined | readonly Content[];

/** Puts HTML together, at once; what is not a piece of HTML itself is escaped. */
export const html: (parts: TemplateStringsArray, ...contents: readonly Content[]) => Html =
  write as never;
