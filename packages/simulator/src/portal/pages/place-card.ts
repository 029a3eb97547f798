import type { FoundPlace, FoundSlot } from '../../platform/vendor/found-place.js';
import { toHtml } from './escape-html.js';
import { type Html, html } from './html.js';
import { toDay } from './local-time.js';
import { toOpeningHours } from './opening-hours.js';
import { toSpokenPhone } from './phone-words.js';
import { readOffset, toLead, toOffsetName, toParisDifference } from './place-time.js';
import type { SlotListRenderer } from './slot-list.js';
import { toCount } from './words.js';

/** What a card needs in addition to its place. */
export interface CardContext {
  /** Rank of the place among the results, from 1. */
  readonly number: number;
  /** Dates that have a column even without a slot. */
  readonly dates: readonly string[];
  readonly renderSlots: SlotListRenderer;
  /** How far away the place is, in words. */
  readonly distance?: string | undefined;
}

/** A place, and a column of slots for each day. */
export function toPlaceCard(place: FoundPlace, context: CardContext): Html {
  const { name, association, address, phone, openingHours, slots } = place;
  const { number, dates, distance } = context;
  const hours = toOpeningHours(openingHours);
  const byDate = groupByDate(slots);
  const shown = [...new Set([...dates, ...byDate.keys()])].sort();
  return html`<article class="card place" aria-labelledby="lieu-${number}">
<div class="place-head">
<h3 id="lieu-${number}"><span class="rank" aria-hidden="true">${number}</span> ${name}${distance && html` <span class="distance">${distance}</span>`}</h3>
<p class="soft">${association.name} <small>identifiant <code>${association.siret}</code></small></p>
<ul class="facts">
${address && html`<li><span class="sr">Adresse : </span>${address.line}, ${address.postalCode} ${address.city}</li>`}
${phone && html`<li><a class="tap" href="tel:${phone.replace(/[^\d+]/g, '')}"><span class="sr">Téléphone : </span>${toSpokenPhone(phone)}</a></li>`}
${hours.length > 0 && html`<li><span class="sr">Horaires : </span>${hours.join(' ; ')}</li>`}
</ul>
${toZoneNote(slots[0])}
</div>
<div class="days">
${shown.map((date, index) => toColumn(date, byDate.get(date) ?? [], { ...context, column: index + 1 }))}</div>
</article>
`;
}

/** Says whose time the card shows, if it is not that of Paris. */
function toZoneNote(slot: FoundSlot | undefined): Html | false {
  const offset = slot && readOffset(slot.start);
  const lead = slot ? toLead(slot.start, slot.startsAt) : 0;
  return (
    offset !== undefined &&
    lead !== 0 &&
    html`<p class="zone"><strong>Heure locale, ${toOffsetName(offset)}.</strong> À Paris, ${toParisDifference(lead)}.</p>`
  );
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

function toColumn(
  date: string,
  slots: readonly FoundSlot[],
  { number, column, renderSlots }: CardContext & { readonly column: number },
): Html {
  const id = `jour-${number}-${column}`;
  return html`<section class="day">
<h4 id="${id}">${toDay(date)} <span class="soft">${slots.length > 0 && toCount(slots.length, 'créneau', 'créneaux')}</span></h4>
${slots.length === 0 ? html`<p class="none">Aucun créneau</p>` : toHtml(renderSlots(slots, id))}
</section>
`;
}
