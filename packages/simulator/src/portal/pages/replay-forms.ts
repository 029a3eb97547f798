import { tryParse } from '@sas-sos/fhir-http';
import {
  editBounds,
  type RequestEdit,
  type RequestMistake,
  requestMethods,
} from '../../platform/vendor/raw-request.js';
import type { Exchange } from '../../state/exchange.js';
import { type Html, html } from './html.js';

/** The forms that send a request to the vendor again, as it was or changed. */
export function toReplayForms(
  { number, method, url, request }: Exchange,
  refused?: { readonly edit: RequestEdit; readonly mistakes: readonly RequestMistake[] },
): Html {
  const edit: RequestEdit = refused?.edit ?? {
    method,
    url,
    headers: request.headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    body: toPretty(request.body ?? ''),
  };
  const mistakeOf = (field: keyof RequestEdit) =>
    refused?.mistakes.find((mistake) => mistake.field === field)?.message;
  return html`<p>Le simulateur envoie la requête à votre logiciel. C’est un nouvel échange, contrôlé comme celui-ci ; les régulateurs du simulateur, eux, ne changent pas.</p>
<form method="post" action="/exchanges/${number}/replay"><button class="second">Rejouer telle quelle</button></form>
<details class="edit"${refused && html` open`}><summary>Modifier et rejouer</summary>
<form class="card" method="post" action="/exchanges/${number}/edit">
${refused && html`<p class="notice bad" role="alert"><strong>La requête n’a pas été envoyée.</strong> Corrigez ce qui est signalé.</p>`}
<p class="field"><label for="method">Méthode</label>
<select id="method" name="method"${toState('method', mistakeOf)}>${requestMethods.map(
    (option) => html`<option${option === edit.method && html` selected`}>${option}</option>`,
  )}</select>${toMistake('method', mistakeOf)}</p>
<p class="field"><label for="url">Adresse <small>(de votre logiciel seulement)</small></label>
<input id="url" name="url" value="${edit.url}" maxlength="${editBounds.url}" autocomplete="off" spellcheck="false"${toState('url', mistakeOf)}>${toMistake('url', mistakeOf)}</p>
<p class="field"><label for="headers">En-têtes <small>(un par ligne)</small></label>
<textarea id="headers" name="headers" rows="3" maxlength="${editBounds.headers}" spellcheck="false"${toState('headers', mistakeOf)}>
${edit.headers}</textarea>${toMistake('headers', mistakeOf)}</p>
<p class="field"><label for="body">Corps</label>
<textarea id="body" name="body" rows="${edit.body === '' ? 3 : 14}" maxlength="${editBounds.body}" spellcheck="false"${toState('body', mistakeOf)}>
${edit.body}</textarea>${toMistake('body', mistakeOf)}</p>
<button>Envoyer</button>
</form></details>`;
}

type MistakeOf = (field: keyof RequestEdit) => string | undefined;

const toState = (field: keyof RequestEdit, mistakeOf: MistakeOf): Html | false =>
  mistakeOf(field) !== undefined && html` aria-invalid="true" aria-describedby="${field}-erreur"`;

const toMistake = (field: keyof RequestEdit, mistakeOf: MistakeOf): Html | false => {
  const message = mistakeOf(field);
  return (
    message !== undefined && html`<span class="mistake" id="${field}-erreur">✕ ${message}</span>`
  );
};

const toPretty = (body: string): string =>
  tryParse(() => JSON.stringify(JSON.parse(body), null, 2)) ?? body;
