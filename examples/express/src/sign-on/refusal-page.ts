import type { SignOnRefusal } from '@sas-sos/sso';
import { html } from '../pages/html.js';
import { layout } from '../pages/layout.js';

/** Renders a refused sign-on for the regulator: the SDK's words in the vendor's page frame. */
export function signOnRefusalPage(refusal: SignOnRefusal): string {
  const { title, text, reference, retryPath, startPath } = refusal;
  return layout({
    title,
    main: html`<h1>${title}</h1>
<p role="alert" class="alert">${text}</p>
${retryPath !== undefined && html`<p><a href="${retryPath}">Recommencer</a></p>`}
<p><a href="${startPath}">Voir tous les lieux de consultation</a></p>
<p>Référence à communiquer à l’assistance : <strong translate="no">${reference}</strong></p>`,
  });
}
