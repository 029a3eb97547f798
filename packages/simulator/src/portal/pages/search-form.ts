import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import { consultationWords } from './consultation-words.js';
import { type Html, html } from './html.js';
import { toDay, toParisDay } from './local-time.js';
import type { Consultation, SearchQuery } from './search-query.js';

/** The search form: its URL can be saved and opened again. */
export function toSearchForm(
  query: SearchQuery,
  associations: AssociationsOutcome,
  now: number,
): Html {
  const days = [
    ['all', 'Les trois jours', ''],
    ['today', 'Aujourd’hui', toDay(toParisDay(now).date)],
    ['tomorrow', 'Demain', toDay(toParisDay(now, 1).date)],
    ['after', 'Après-demain', toDay(toParisDay(now, 2).date)],
  ] as const;
  return html`<form class="card search" role="search" action="/#resultats" aria-label="Créneaux">
${associations.outcome === 'found' ? toChoice(query, associations) : toTyping(query)}
<fieldset>
<legend>Jour</legend>
<div class="options">
${days.map(
  ([
    day,
    label,
    date,
  ]) => html`<label><input type="radio" name="day" value="${day}"${query.day === day && html` checked`}> <span>${label} ${date && html`<small>${date}</small>`}</span></label>
`,
)}</div>
</fieldset>
<fieldset>
<legend>Consultation</legend>
<div class="options">
${(Object.keys(consultationWords) as Consultation[]).map((option) => {
  const { letter, words } = consultationWords[option];
  const isChosen = query.consultations.length === 0 || query.consultations.includes(option);
  return html`<label><input type="checkbox" name="consultation" value="${option}"${isChosen && html` checked`}> <span><b class="letter ${option}" aria-hidden="true">${letter}</b> ${words}</span></label>
`;
})}</div>
</fieldset>
<button>Rechercher</button>
</form>`;
}

function toChoice(
  { isAsked, isForAll, sirets }: SearchQuery,
  { associations }: Extract<AssociationsOutcome, { outcome: 'found' }>,
): Html {
  const isAll = isForAll || !isAsked;
  return html`<fieldset>
<legend>Associations</legend>
<div class="options">
<label><input type="checkbox" name="all" value="1"${isAll && html` checked`}> <span><strong>Toutes</strong> <small>${associations.length}</small></span></label>
</div>
<div class="options many">
${associations.map(
  ({
    siret,
    name,
  }) => html`<label><input type="checkbox" name="association" value="${siret}"${sirets.includes(siret) && !isAll && html` checked`}> <span>${name}</span></label>
`,
)}</div>
</fieldset>`;
}

/** If the vendor does not list its associations, a person may type one. */
function toTyping({ sirets }: SearchQuery): Html {
  return html`<p class="field"><label for="association">Associations, par leur SIRET</label>
<input id="association" name="association" inputmode="numeric" value="${sirets.join(' ')}" aria-describedby="association-aide">
<small id="association-aide">15 chiffres : « 3 » puis le SIRET ; plusieurs séparés par une espace.</small></p>`;
}
