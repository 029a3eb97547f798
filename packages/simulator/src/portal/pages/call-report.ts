import type { CallFailure } from '../../platform/vendor/call-failure.js';
import type { Check } from '../../state/exchange.js';
import { type Html, html } from './html.js';
import { toCount } from './words.js';

/** Reports that a call had no usable result, who is at fault, and what to do about it. */
export function toFailure({ message, advice, detail, isSimulated, exchanges }: CallFailure): Html {
  if (isSimulated) {
    return html`<div class="notice careful" role="alert">
<p><strong>Panne simulée : votre logiciel n’est pas en cause.</strong> ${message}</p>
<p><a href="/faults">Voir les pannes</a>${toExchangeLinks(exchanges)}</p>
</div>`;
  }
  return html`<div class="notice bad" role="alert">
<p><strong>Votre logiciel n’a pas donné de réponse utilisable.</strong> ${message}</p>
${detail && html`<p>Son message : <q>${detail}</q></p>`}
<p>${advice}${toExchangeLinks(exchanges)}</p>
</div>`;
}

/** Reports which checks an answer failed; empty if it passed all of them. */
export function toCheckReport(
  checks: readonly Check[],
  exchanges: readonly number[],
): Html | false {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return false;
  const errors = failed.filter(({ severity }) => severity === 'error').length;
  const counts = [
    errors > 0 && toCount(errors, 'erreur', 'erreurs'),
    failed.length > errors && toCount(failed.length - errors, 'avertissement', 'avertissements'),
  ].filter(Boolean);
  return html`<details class="notice ${errors > 0 ? 'bad' : 'careful'}">
<summary>Contrôles de la réponse : ${counts.join(', ')}</summary>
${toCheckList(failed)}
<p>${toExchangeLinks(exchanges)}</p>
</details>`;
}

/** Lists checks, failed ones first, with links to the places that they name on the page. */
export function toCheckList(
  checks: readonly Check[],
  marked: ReadonlyMap<string, readonly string[]> = new Map(),
): Html {
  const rank = ({ passed, severity }: Check) => (passed ? 2 : severity === 'error' ? 0 : 1);
  return html`<ul class="checks">
${[...checks]
  .sort((first, second) => rank(first) - rank(second))
  .map(
    (
      check,
    ) => html`<li class="${toCheckClass(check)}"><strong>${toVerdict(check)}</strong> ${check.message} <code>${check.rule}</code>${toMarkLinks(marked.get(check.rule) ?? [])}</li>
`,
  )}</ul>`;
}

const toMarkLinks = (ids: readonly string[]) =>
  ids.map(
    (id, index) =>
      html` <a class="tap" href="#${id}">Voir dans le corps${ids.length > 1 && ` (${index + 1})`}</a>`,
  );

const toCheckClass = ({ passed, severity }: Check) =>
  passed ? 'ok' : severity === 'error' ? 'bad' : 'careful';

const toVerdict = ({ passed, severity }: Check) =>
  passed ? '✓ Conforme :' : severity === 'error' ? '✕ Erreur :' : '! Avertissement :';

/** Links to the exchanges. */
export function toExchangeLinks(numbers: readonly number[]): Html | false {
  return (
    numbers.length > 0 &&
    html`${numbers
      .slice(0, 20)
      .map((number) => html` <a href="/exchanges/${number}">Voir l’échange nº ${number}</a>`)}`
  );
}
