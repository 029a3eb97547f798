import type { FoundTown } from '../../geography/towns.js';
import type { LeftOutReason, LeftOutSlots } from '../../platform/vendor/found-places.js';
import type { SlotSearchOutcome } from '../../platform/vendor/vendor-client.js';
import { toCheckReport, toExchangeLinks } from './call-report.js';
import { consultationWords } from './consultation-words.js';
import { type Html, html } from './html.js';
import { toPlaceCard } from './place-card.js';
import { toPlaceMap } from './place-map.js';
import { type SearchQuery, toSearchPath } from './search-query.js';
import { toLocalDates } from './searched-days.js';
import { type SelectedPlace, type Selection, selectPlaces } from './select-places.js';
import { createSlotListRenderer } from './slot-list.js';
import { toCount, toDuration } from './words.js';

type FoundSlots = Extract<SlotSearchOutcome, { outcome: 'found' }>;

/** What the results depend on. */
export interface ResultContext {
  readonly query: SearchQuery;
  readonly origin: string;
  readonly now: number;
  /** The town that was asked for, if it is known. */
  readonly town: FoundTown | undefined;
  /** Number of places that are shown already. */
  readonly shown: number;
}

/** The results of one call: a summary, the map, then a card per place, the first to show first. */
export function* renderResults(found: FoundSlots, context: ResultContext): Generator<Html, number> {
  const { query, origin, now, town, shown } = context;
  const selection = selectPlaces(found.places, query, { now, near: town?.town });
  const { places } = selection;
  yield html`<h2>${toCount(selection.slots, 'créneau', 'créneaux')} dans ${toCount(places.length, 'lieu', 'lieux')}</h2>
<p class="soft">Réponse en ${toDuration(found.durationMilliseconds)}.${toHidden(selection)}${toExchangeLinks(found.exchanges)}</p>
${toLeftOut(found)}
${toCheckReport(found.checks, found.exchanges)}
${places.length === 0 ? toNothing(found, selection) : html`${toOrder(query, town)}${toLegend()}`}
${toPlaceMap(
  places.map(({ place }) => place),
  query,
  shown,
)}
`;
  const renderSlots = createSlotListRenderer(origin);
  for (const [index, selected] of places.entries()) {
    const { place } = selected;
    yield toPlaceCard(place, {
      number: shown + index + 1,
      dates: query.part === 'any' ? toLocalDates(query.day, now, place.slots[0]?.start ?? '') : [],
      renderSlots,
      distance: toDistanceWords(selected),
    });
  }
  return places.length;
}

function toDistanceWords({ distance, isExact }: SelectedPlace): string | undefined {
  if (distance === undefined) return undefined;
  const number =
    distance < 10 ? distance.toFixed(1).replace('.', ',') : String(Math.round(distance));
  return `${isExact ? '' : 'env. '}${number} km`;
}

const hiddenWords = {
  day: 'hors des jours choisis, comptés à l’heure du lieu',
  part: 'à une autre heure',
  consultation: 'par le filtre « consultation »',
  area: 'hors de la zone',
} as const;

function toHidden({ hidden }: Selection): string {
  return (Object.keys(hiddenWords) as (keyof typeof hiddenWords)[])
    .filter((filter) => hidden[filter] > 0)
    .map(
      (filter) =>
        ` ${toCount(hidden[filter], 'créneau masqué', 'créneaux masqués')} ${hiddenWords[filter]}.`,
    )
    .join('');
}

const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'no-id': 'sans identifiant',
  'no-instants': 'sans date de début ou de fin lisible',
  'no-place': 'sans lieu rattaché à une association',
  repeated: 'en double',
};

const toReasons = (leftOut: readonly LeftOutSlots[]): string =>
  leftOut.map(({ reason, count }) => `${count} ${leftOutWords[reason]}`).join(', ');

/** Says which slots were received and cannot be shown; the page without slots says it itself. */
function toLeftOut({ received, slots, leftOut }: FoundSlots): Html | false {
  return (
    slots > 0 &&
    leftOut.length > 0 &&
    html`<p class="notice careful">${toCount(received, 'créneau reçu', 'créneaux reçus')}, ${slots} affichables. Non affichés : ${toReasons(leftOut)}.</p>`
  );
}

function toNothing({ received, slots, leftOut }: FoundSlots, { hidden }: Selection): Html {
  if (received === 0) {
    return html`<div class="empty">
<p>Aucun créneau libre pour ces associations et ces jours. Ce n’est pas une erreur : votre logiciel a répondu, et n’a rien à proposer.</p>
<p>Essayez « Les trois jours », ou vérifiez dans votre agenda qu’un créneau est bien ouvert au public ou au SAS.</p>
</div>`;
  }
  if (slots === 0) {
    return html`<div class="empty">
<p><strong>${toCount(received, 'créneau reçu', 'créneaux reçus')}, aucun ne peut être affiché :</strong> ${toReasons(leftOut)}.</p>
<p>Les contrôles de la réponse disent lesquels.</p>
</div>`;
  }
  const isFiltered = Object.values(hidden).some((count) => count > 0);
  return html`<div class="empty">
<p>${toCount(received, 'créneau reçu', 'créneaux reçus')}${isFiltered && ', aucun ne répond à ces critères'}. Élargissez le jour, l’heure, la consultation ou la zone.</p>
</div>`;
}

function toOrder(query: SearchQuery, town: FoundTown | undefined): Html {
  if (!query.near) return html`<p class="soft order">Le lieu libre le plus tôt en tête.</p>`;
  if (!town) {
    return html`<p class="notice careful">Aucune ville ni code postal ne correspond à « ${query.near} » : le lieu libre le plus tôt en tête, sans distance.</p>`;
  }
  const { name, postalCodes } = town.town;
  const isNearest = query.order === 'nearest';
  const change = toSearchPath(query, { order: isNearest ? 'soonest' : 'nearest' });
  return html`<p class="soft order">Près de <strong>${name}</strong>${postalCodes[0] && ` (${postalCodes[0]})`}${town.isApproximate && ', à peu près'}, ${isNearest ? 'le plus proche en tête' : 'le plus tôt en tête'} ; distances à vol d’oiseau. <a href="${change}">${isNearest ? 'Le plus tôt d’abord' : 'Le plus proche d’abord'}</a>${town.others
    .slice(0, 3)
    .map(
      (other) =>
        html` <a href="${toSearchPath(query, { near: `${other.name} ${other.postalCodes[0] ?? ''}` })}">${other.name} (${other.postalCodes[0] ?? ''}) ?</a>`,
    )}</p>`;
}

const toLegend = () =>
  html`<p class="legend">${Object.entries(consultationWords).map(
    ([consultation, { letter, words }]) =>
      html`<span><b class="letter ${consultation}">${letter}</b> ${words}</span> `,
  )}<span id="onglet">Chaque créneau ouvre un nouvel onglet.</span></p>`;
