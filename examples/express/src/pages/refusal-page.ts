import { html } from './html.js';
import { layout, type SignedIn } from './layout.js';

/** Renders why a request cannot be done, with a link to continue. */
export function refusalPage({
  title,
  text,
  back,
  signedIn,
}: {
  readonly title: string;
  readonly text: string;
  readonly back: { readonly path: string; readonly text: string };
  readonly signedIn?: SignedIn | undefined;
}): string {
  return layout({
    title,
    signedIn,
    main: html`<h1>${title}</h1>
<p role="alert" class="alert">${text}</p>
<p><a href="${back.path}">${back.text}</a></p>`,
  });
}
