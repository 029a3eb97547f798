import type { FoundPlace, FoundSlot } from '../../platform/vendor/found-place.js';
import { consultationWords } from './consultation-words.js';
import { type Html, html } from './html.js';
import { toDay } from './local-time.js';
import { toOpeningHours } from './opening-hours.js';
import { toCount } from './words.js';

/** Maximum tens of slots in the longest day of a card: the style has a class for each number. */
export const mostTens = 20;

/** A place, and a column of slots for each day. */
export function toPlaceCard(
  place: FoundPlace,
  {
    number,
    dates,
    origin,
  }: { readonly number: number; readonly dates: readonly string[]; readonly origin: string },
): Html {
  const { name, association, address, phone, openingHours, position, slots } = place;
  const hours = toOpeningHours(openingHours);
  const byDate = groupByDate(slots);
  // A place overseas can be a day ahead of Paris.
  const shown = [...new Set([...dates, ...byDate.keys()])].sort();
  return html`<article class="card place tens-${toTens(byDate)}" aria-labelledby="lieu-${number}">
<div class="place-head">
<h3 id="lieu-${number}">${position && html`<span class="rank" aria-hidden="true">${number}</span> `}${name}</h3>
<p class="soft">${association.name}</p>
<ul class="facts">
${address && html`<li><span class="sr">Adresse : </span>${address.line}, ${address.postalCode} ${address.city}</li>`}
${phone && html`<li><a class="tap" href="tel:${phone.replace(/[^\d+]/g, '')}"><span class="sr">Téléphone : </span>${phone}</a></li>`}
${hours.length > 0 && html`<li><span class="sr">Horaires : </span>${hours.join(' ; ')}</li>`}
</ul>
</div>
<div class="days">
${shown.map((date) => toColumn(date, byDate.get(date) ?? [], origin))}</div>
</article>
`;
}

function toTens(byDate: ReadonlyMap<string, readonly FoundSlot[]>): number {
  const longest = Math.max(1, ...[...byDate.values()].map(({ length }) => length));
  return Math.min(Math.ceil(longest / 10), mostTens);
}

function groupByDate(slots: readonly FoundSlot[]): ReadonlyMap<string, FoundSlot[]> {
  const byDate = new Map<string, FoundSlot[]>();
  for (const slot of slots) {
    const date = slot.start.slice(0, 10);
    const column = byDate.get(date);
    if (column) column.push(slot);
    else byDate.set(date, [slot]);
  }
  return byDate;
}

function toColumn(date: string, slots: readonly FoundSlot[], origin: string): Html {
  return html`<section class="day">
<h4>${toDay(date)} <span class="soft">${slots.length > 0 && toCount(slots.length, 'créneau', 'créneaux')}</span></h4>
${
  slots.length === 0
    ? html`<p class="none">Aucun créneau</p>`
    : html`<ul class="slots">
${slots.map((slot) => html`<li>${toSlot(slot, origin)}</li>`)}</ul>`
}
</section>
`;
}

function toSlot(
  { start, consultations, isReserved, isWalkIn, url }: FoundSlot,
  origin: string,
): Html {
  const content = html`<time datetime="${start}">${start.slice(11, 16)}</time>${consultations.map(
    (consultation) => {
      const { letter, words } = consultationWords[consultation];
      return html` <b class="letter ${consultation}">${letter}</b><span class="sr"> ${words}</span>`;
    },
  )}${isReserved && html` <small class="reserved">réservé SAS</small>`}${isWalkIn && html` <small>sans rendez-vous</small>`}`;
  if (url === null || !/^https?:/i.test(url)) {
    return html`<span class="slot">${content} <small>sans lien</small></span>`;
  }
  // The platform appends text: it does not parse the URL.
  return html`<a class="slot${isReserved && ' for-sas'}" href="${`${url}&origin=${origin}`}" target="_blank" rel="noreferrer">${content}</a>`;
}
