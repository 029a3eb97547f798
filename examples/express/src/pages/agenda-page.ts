import type { RegulatorRight, TimeZone } from '@sas-sos/core';
import { toUnbookable } from '../appointments/appointment-words.js';
import { isForSas, whyUnbookable } from '../appointments/bookable-slot.js';
import { toFullName } from '../staff/regulator-words.js';
import { toAgendaPath } from '../store/slot-columns.js';
import type { StoredPlace, StoredSlot } from '../store/store.js';
import { type Html, html } from './html.js';
import { csrfField, layout, type SignedIn } from './layout.js';
import { addDays, type LocalDay } from './local-day.js';
import { toDate, toTime } from './local-time.js';
import { toAudience, toBooking, toConsultation, toDays, toReasons, toStatus } from './words.js';

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
  readonly now: number;
}

/** Renders the agenda of a place: every slot of three days, and the requested slot in detail. */
export function agendaPage(content: AgendaPageContent): string {
  const { place, zone, days, chosen, signedIn, right } = content;
  return layout({
    title: place.name,
    signedIn,
    main: html`<h1>${place.name}</h1>
${right && html`<p class="soft">Vous consultez cet agenda comme régulateur du SAS.</p>`}
${renderPlaceDetails(place)}
${chosen === null && html`<p role="status">Ce créneau n’existe pas dans l’agenda de ce lieu, ou n’existe plus.</p>`}
${chosen && renderSlotDetail(chosen, place, right && renderBookingPlace(chosen, right, content))}
${renderNavigation(place, days, zone)}
${days.map((day) => renderDay(day, content))}`,
  });
}

function renderPlaceDetails({ associationName, address, phone, openingHours }: StoredPlace): Html {
  return html`<dl>
<dt>Association</dt><dd>${associationName}</dd>
<dt>Adresse</dt><dd>${address.line}, ${address.postalCode} ${address.city}</dd>
${phone && html`<dt>Téléphone</dt><dd><a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></dd>`}
${(openingHours ?? []).map(({ days, opens, closes }) => html`<dt>Ouvert</dt><dd>${toDays(days)}, de ${opens} à ${closes}</dd>`)}
</dl>`;
}

function renderSlotDetail(
  slot: StoredSlot,
  { timeZone }: StoredPlace,
  bookingPlace: Html | undefined,
): Html {
  const { startsAt, endsAt, status } = slot;
  return html`<section class="detail" aria-labelledby="creneau">
<h2 id="creneau">Créneau du ${toDate(startsAt, timeZone)}, ${toTime(startsAt, timeZone)} – ${toTime(endsAt, timeZone)}</h2>
<dl>
<dt>État</dt><dd class="state ${status}">${toStatus(slot)}</dd>
<dt>Consultation</dt><dd>${toConsultation(slot)}</dd>
<dt>Rendez-vous</dt><dd>${toBooking(slot)}</dd>
<dt>Pour qui</dt><dd>${toAudience(slot)}</dd>
<dt>Motifs</dt><dd>${toReasons(slot)}</dd>
</dl>
${bookingPlace}
</section>`;
}

/** Renders the booking form: nobody gets here without the right. */
function renderBookingPlace(
  slot: StoredSlot,
  { regulator }: RegulatorRight,
  { signedIn, now }: AgendaPageContent,
): Html {
  if (!isForSas(slot)) return html`<p>${toUnbookable('not-for-sas')}</p>`;
  const reason = whyUnbookable(slot, now);
  if (reason)
    return html`<h3>Réservation au nom du SAS</h3>
<p>${toUnbookable(reason)}</p>`;
  return html`<h3>Réservation au nom du SAS</h3>
<form method="post" action="${toAgendaPath(slot.placeId)}/appointments">
${csrfField(signedIn.csrf)}<input type="hidden" name="slot" value="${slot.id}">
<p>Par ${toFullName(regulator)}. <button>Réserver ce créneau</button></p>
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

function renderDay(day: LocalDay, { place, slots, chosen, right }: AgendaPageContent): Html {
  const ofDay = slots.filter(({ startsAt }) => startsAt >= day.from && startsAt < day.to);
  const free = ofDay.filter(({ status }) => status === 'free').length;
  const openToSas = ofDay.filter(isOpenToSas).length;
  const title = toDate(day.from, place.timeZone);
  if (ofDay.length === 0) return html`<h2>${title}</h2><p>Aucun créneau.</p>`;
  return html`<h2>${title}</h2>
<p class="soft">${free} ${free > 1 ? 'créneaux libres' : 'créneau libre'} sur ${ofDay.length}${right && html`, dont ${openToSas} pour le SAS`}.</p>
<table class="slots" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col">Heure</th><th scope="col">État</th><th scope="col">Consultation</th><th scope="col">Pour qui</th><th scope="col">Motifs</th></tr></thead>
<tbody role="rowgroup">
${ofDay.map((slot) => renderRow(slot, { place, isChosen: slot.id === chosen?.id, right }))}</tbody>
</table>`;
}

function renderRow(
  slot: StoredSlot,
  {
    place,
    isChosen,
    right,
  }: { readonly isChosen: boolean } & Pick<AgendaPageContent, 'place' | 'right'>,
): Html {
  const { id, startsAt, endsAt, status } = slot;
  const { timeZone } = place;
  const href = `${toAgendaPath(place.id)}?slot=${encodeURIComponent(id)}`;
  return html`<tr role="row"${isChosen && html` class="chosen" aria-current="true"`}>
<th scope="row" role="rowheader"><a href="${href}">${toTime(startsAt, timeZone)} – ${toTime(endsAt, timeZone)}</a></th>
<td role="cell" class="state ${status}">${toStatus(slot)}</td>
<td role="cell">${toConsultation(slot)}, ${toBooking(slot)}</td>
<td role="cell">${toAudience(slot)}${right && isOpenToSas(slot) && html` <strong>– à proposer</strong>`}</td>
<td role="cell">${toReasons(slot)}</td>
</tr>
`;
}

/** Whether a regulator may offer a slot: it is free, and for everyone or for the SAS. */
function isOpenToSas(slot: StoredSlot): boolean {
  return slot.status === 'free' && isForSas(slot);
}
