import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import { consultationWords } from './consultation-words.js';
import { type Html, html } from './html.js';
import { toDay, toParisDay } from './local-time.js';
import type { Consultation, DayPart, SearchQuery } from './search-query.js';

type FoundAssociations = Extract<AssociationsOutcome, { outcome: 'found' }>;

const partWords: Readonly<Record<DayPart, string>> = {
  any: 'Toute la journée',
  morning: 'Matin, 06:00–12:00',
  afternoon: 'Après-midi, 12:00–18:00',
  evening: 'Soir, 18:00–24:00',
  night: 'Nuit, 00:00–06:00',
};

/**
 * The search form: its URL can be saved and opened again. The associations are in it if they are
 * known; otherwise {@link toLateChoice} adds them once the vendor has answered.
 */
export function toSearchForm(
  query: SearchQuery,
  associations: FoundAssociations | undefined,
  now: number,
): Html {
  const isTonight = query.day === 'today' && query.part === 'evening';
  const days = [
    ['all', 'Les trois jours', ''],
    ['tonight', 'Ce soir', '18:00–24:00'],
    ['today', 'Aujourd’hui', toDay(toParisDay(now).date)],
    ['tomorrow', 'Demain', toDay(toParisDay(now, 1).date)],
    ['after', 'Après-demain', toDay(toParisDay(now, 2).date)],
  ] as const;
  const chosenDay = isTonight ? 'tonight' : query.day;
  return html`<form class="card search" id="recherche" role="search" action="/#resultats" aria-label="Créneaux">
<p class="field"><label for="near">Près de <small>(ville ou code postal)</small></label>
<input id="near" name="near" value="${query.near}" maxlength="80" autocomplete="off"${!query.isAsked && html` autofocus`}></p>
<fieldset>
<legend>Jour <small>du lieu</small></legend>
<div class="options two">
${days.map(
  ([day, label, date]) =>
    html`<label><input type="radio" name="day" value="${day}"${chosenDay === day && html` checked`}> <span>${label} ${date && html`<small>${date}</small>`}</span></label>
`,
)}</div>
</fieldset>
<fieldset>
<legend>Consultation</legend>
<div class="options">
<label><input type="radio" name="consultation" value=""${query.consultations.length !== 1 && html` checked`}> <span>Toutes</span></label>
${(Object.keys(consultationWords) as Consultation[]).map((option) => {
  const { letter, words } = consultationWords[option];
  const isChosen = query.consultations.length === 1 && query.consultations[0] === option;
  return html`<label><input type="radio" name="consultation" value="${option}"${isChosen && html` checked`}> <span><b class="letter ${option}" aria-hidden="true">${letter}</b> ${words}</span></label>
`;
})}</div>
</fieldset>
<button>Rechercher</button>
<p class="field part"><label for="part">Heures</label>
<select id="part" name="part">${(Object.keys(partWords) as DayPart[]).map(
    (part) =>
      html`<option value="${part}"${part === query.part && !isTonight && html` selected`}>${partWords[part]}</option>`,
  )}</select></p>
${associations ? toChoice(query, associations, false) : html`<input type="hidden" name="all" value="1">`}
</form>`;
}

/** The choice of associations, which belongs to the form wherever the page shows it. */
export function toLateChoice(query: SearchQuery, listed: AssociationsOutcome): Html {
  return html`<div class="late-choice card search">${listed.outcome === 'found' ? toChoice(query, listed, true) : toTyping(query)}</div>`;
}

function toChoice(
  { isAsked, isForAll, sirets }: SearchQuery,
  { associations }: FoundAssociations,
  isLate: boolean,
): Html {
  const isAll = isForAll || !isAsked;
  const owner = isLate && html` form="recherche"`;
  return html`<fieldset>
<legend>Associations</legend>
<div class="options">
<label><input type="checkbox" name="all" value="1"${owner}${isAll && html` checked`}> <span><strong>Toutes</strong> <small>${associations.length}</small></span></label>
</div>
<div class="options many">
${associations.map(
  ({ siret, name }) =>
    html`<label><input type="checkbox" name="association" value="${siret}"${owner}${sirets.includes(siret) && !isAll && html` checked`}> <span>${name}</span></label>
`,
)}</div>
</fieldset>`;
}

/** If the vendor does not list its associations, a person may type one. */
function toTyping({ sirets }: SearchQuery): Html {
  return html`<p class="field"><label for="association">Associations, par leur SIRET</label>
<input id="association" name="association" form="recherche" inputmode="numeric" value="${sirets.join(' ')}" aria-describedby="association-aide">
<small id="association-aide">15 chiffres : « 3 » puis le SIRET ; plusieurs séparés par une espace.</small></p>`;
}
