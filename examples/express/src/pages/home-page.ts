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
<table>
<thead><tr><th scope="col">Lieu</th><th scope="col">Commune</th><th scope="col" class="count">Créneaux libres</th></tr></thead>
<tbody>
${places.map(
  ({ id, name: placeName, address }) => html`<tr>
<th scope="row"><a href="${toAgendaPath(id)}">${placeName}</a></th>
<td>${address.postalCode} ${address.city}</td>
<td class="count">${free.get(id) ?? 0}</td>
</tr>
`,
)}</tbody>
</table>
`;
}
