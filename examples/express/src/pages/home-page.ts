import { toAgendaPath } from '../store/slot-columns.js';
import type { Directory, StoredAssociation } from '../store/store.js';
import { type Html, html } from './html.js';
import { layout, type SignedIn } from './layout.js';

/** Renders the home page: associations, places, and their free slots in the next three days. */
export function homePage(
  { associations }: Directory,
  free: ReadonlyMap<string, number>,
  signedIn: SignedIn | undefined,
): string {
  return layout({
    signedIn,
    title: 'Associations et lieux de consultation',
    main: html`<h1>Associations et lieux de consultation</h1>
<p>Créneaux libres des trois jours à venir.</p>
${associations.length === 0 && html`<p>L’agenda ne contient aucune association.</p>`}
${associations.map((association) => renderSection(association, free))}`,
  });
}

function renderSection(
  { name, places }: StoredAssociation,
  free: ReadonlyMap<string, number>,
): Html {
  if (places.length === 0) return html`<h2>${name}</h2><p>Aucun lieu de consultation.</p>`;
  return html`<h2>${name}</h2>
<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Lieu</th><th scope="col" role="columnheader">Commune</th><th scope="col" role="columnheader" class="count">Créneaux libres</th></tr></thead>
<tbody role="rowgroup">
${places.map(
  ({ id, name: placeName, address }) => html`<tr role="row">
<th scope="row" role="rowheader"><a href="${toAgendaPath(id)}">${placeName}</a></th>
<td role="cell">${address.postalCode} ${address.city}</td>
<td role="cell" class="count" data-label="Créneaux libres">${free.get(id) ?? 0}</td>
</tr>
`,
)}</tbody>
</table>
`;
}
