import type { RegulatorRight, TimeZone } from '@sas-sos/core';
import { toAppointmentPath } from '../appointments/appointment-path.js';
import { toUnbookable } from '../appointments/appointment-words.js';
import { isForSas, whyUnbookable } from '../appointments/bookable-slot.js';
import { kindForm } from '../appointments/kind-form.js';
import { toFullName } from '../staff/regulator-words.js';
import { toAgendaPath } from '../store/slot-columns.js';
import type { StoredPlace, StoredSlot } from '../store/store.js';
import { type Html, html } from './html.js';
import { csrfField, layout, type SignedIn } from './layout.js';
import { addDays, type LocalDay } from './local-day.js';
import { toDate } from './local-time.js';
import { toOpening } from './opening-hours.js';
import { renderZone, toTimes, toZoneNote } from './place-time.js';
import { toAudience, toBooking, toConsultation, toReasons, toStatus } from './words.js';

/** Days on one page. */
export const shownDays = 3;

export interface AgendaPageContent {
  readonly place: StoredPlace;
  readonly zone: TimeZone;
  readonly days: readonly LocalDay[];
  /** Every slot of these days, in order. */
  readonly slots: readonly StoredSlot[];
  /** The requested slot; `null` if there is no such slot. */
  readonly chosen: StoredSlot | null | undefined;
  readonly signedIn: SignedIn;
  /** The right of the regulator who reads the page; `undefined` for the staff. */
  readonly right: RegulatorRight | undefined;
  /** The open appointments of that regulator at this place: ids by slot. */
  readonly own: ReadonlyMap<string, string>;
  readonly now: number;
}

/** Renders the agenda of a place: every slot of three days, and the requested slot in detail. */
export function agendaPage(content: AgendaPageContent): string {
  const { place, zone, days, chosen, signedIn, right } = content;
  return layout({
    title: place.name,
    signedIn,
    main: html`<h1>${place.name}</h1>
${chosen === null && html`<p role="status">Ce créneau n’existe pas dans l’agenda de ce lieu, ou n’existe plus.</p>`}
${chosen && renderSlotDetail(chosen, content)}
${renderPlaceDetails(place, days[0]?.from ?? 0)}
${right && html`<p class="soft">Vous consultez cet agenda comme régulateur du SAS.</p>`}
${renderNavigation(place, days, zone)}
${days.map((day) => renderDay(day, content))}`,
  });
}

function renderPlaceDetails(
  { associationName, address, phone, openingHours, timeZone }: StoredPlace,
  at: number,
): Html {
  const note = toZoneNote(at, timeZone);
  return html`<dl>
<dt>Association</dt><dd>${associationName}</dd>
<dt>Adresse</dt><dd>${address.line}, ${address.postalCode} ${address.city}</dd>
${phone && html`<dt>Téléphone</dt><dd><a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></dd>`}
${(openingHours ?? []).length > 0 && html`<dt>Horaires</dt><dd>${(openingHours ?? []).map((hours) => html`<div>${toOpening(hours)}</div>`)}${note !== undefined && html`<div class="soft">${note}</div>`}</dd>`}
</dl>`;
}

function renderSlotDetail(slot: StoredSlot, content: AgendaPageContent): Html {
  const { place, right } = content;
  const { startsAt, status } = slot;
  const { timeZone } = place;
  return html`<section class="detail" aria-labelledby="creneau">
<h2 id="creneau">${toDate(startsAt, timeZone)}, ${toTimes(slot, timeZone)}${renderZone(slot, timeZone)}</h2>
${right && renderBookingPlace(slot, right, content)}
<dl>
<dt>État</dt><dd class="state ${status}">${toStatus(slot)}</dd>
<dt>Consultation</dt><dd>${toConsultation(slot)}</dd>
<dt>Motifs</dt><dd>${toReasons(slot)}</dd>
<dt>Pour qui</dt><dd>${toAudience(slot)}</dd>
<dt>Rendez-vous</dt><dd>${toBooking(slot)}</dd>
</dl>
</section>`;
}

/** Renders the booking form, first on the page: nobody gets here without the right. */
function renderBookingPlace(
  slot: StoredSlot,
  { regulator }: RegulatorRight,
  { signedIn, own, now }: AgendaPageContent,
): Html {
  const held = own.get(slot.id);
  if (held !== undefined) {
    return html`<p>Vous avez réservé ce créneau. <a href="${toAppointmentPath(held)}">Voir le rendez-vous</a></p>`;
  }
  if (!isForSas(slot)) return html`<p>${toUnbookable('not-for-sas')}</p>`;
  const reason = whyUnbookable(slot, now);
  if (reason) return html`<p><strong>${toUnbookable(reason)}</strong></p>`;
  const by = html`<p class="soft">Réservation au nom du SAS, par ${toFullName(regulator)}.</p>`;
  const action = `${toAgendaPath(slot.placeId)}/appointments`;
  const { consultation: kinds } = slot;
  if (kinds.length > 1) {
    return html`<p>Quel type de consultation ?</p>
${kindForm({ action, kinds, slotId: slot.id, toLabel: (kind) => `Réserver : ${kind}`, note: by, signedIn })}`;
  }
  return html`<form method="post" action="${action}">
${csrfField(signedIn.csrf)}<input type="hidden" name="slot" value="${slot.id}">
<p class="buttons"><button>Réserver ce créneau</button> <strong>${toConsultation(slot)}</strong></p>
${by}
</form>`;
}

function renderNavigation({ id }: StoredPlace, days: readonly LocalDay[], zone: TimeZone): Html {
  const [first] = days;
  if (!first) return html``;
  const path = toAgendaPath(id);
  return html`<nav aria-label="Jours">
<ul class="days">
<li><a href="${path}?day=${addDays(first, -shownDays, zone).date}">Jours précédents</a></li>
<li><a href="${path}">Aujourd’hui</a></li>
<li><a href="${path}?day=${addDays(first, shownDays, zone).date}">Jours suivants</a></li>
</ul>
</nav>`;
}

function renderDay(day: LocalDay, { place, slots, chosen, right, own }: AgendaPageContent): Html {
  const ofDay = slots.filter(({ startsAt }) => startsAt >= day.from && startsAt < day.to);
  const free = ofDay.filter(({ status }) => status === 'free').length;
  const openToSas = ofDay.filter(isOpenToSas).length;
  const title = toDate(day.from, place.timeZone);
  if (ofDay.length === 0) return html`<h2>${title}</h2><p>Aucun créneau.</p>`;
  return html`<h2>${title}</h2>
<p class="soft">${free} ${free > 1 ? 'créneaux libres' : 'créneau libre'} sur ${ofDay.length}${right && html`, dont ${openToSas} pour le SAS`}.</p>
<table class="slots" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Heure</th><th scope="col" role="columnheader">État</th><th scope="col" role="columnheader">Consultation</th><th scope="col" role="columnheader">Pour qui</th><th scope="col" role="columnheader">Motifs</th></tr></thead>
<tbody role="rowgroup">
${ofDay.map((slot) => renderRow(slot, { place, isChosen: slot.id === chosen?.id, right, own }))}</tbody>
</table>`;
}

function renderRow(
  slot: StoredSlot,
  {
    place,
    isChosen,
    right,
    own,
  }: { readonly isChosen: boolean } & Pick<AgendaPageContent, 'place' | 'right' | 'own'>,
): Html {
  const { id, status } = slot;
  const { timeZone } = place;
  const held = own.get(id);
  const href = `${toAgendaPath(place.id)}?slot=${encodeURIComponent(id)}`;
  return html`<tr role="row"${isChosen && html` class="chosen" aria-current="true"`}>
<th scope="row" role="rowheader"><a href="${href}">${toTimes(slot, timeZone)}</a>${renderZone(slot, timeZone)}</th>
<td role="cell" class="state ${status}">${toStatus(slot)}${held !== undefined && html` <a href="${toAppointmentPath(held)}">par vous : voir</a>`}</td>
<td role="cell">${toConsultation(slot)}, ${toBooking(slot)}</td>
<td role="cell" data-label="Pour qui">${toAudience(slot)}${right && isOpenToSas(slot) && html` <strong>– disponible pour le SAS</strong>`}</td>
<td role="cell" data-label="Motifs">${toReasons(slot)}</td>
</tr>
`;
}

/** Whether a regulator may offer a slot: it is free, and for everyone or for the SAS. */
function isOpenToSas(slot: StoredSlot): boolean {
  return slot.status === 'free' && isForSas(slot);
}
