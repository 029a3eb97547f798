import type { FoundSlot } from '../../platform/vendor/found-place.js';
import { consultationWords } from './consultation-words.js';
import { escapeHtml } from './escape-html.js';
import { toLead, toParisClock } from './place-time.js';
import { toCount } from './words.js';

/** Slots of a day that are shown at once; the others unfold. */
const shown = 8;
/** Fewer others than this are not worth unfolding. */
const fewest = 3;

const audienceWords: Readonly<Record<string, string>> = {
  '': 'public non précisé',
  public: 'public',
  sas: '<b class="reserved">réservé SAS</b>',
  'public,sas': 'public et SAS',
};

interface SlotContext {
  readonly origin: string;
  /** Id of the heading of the day. */
  readonly dayId: string;
}

/** Writes the slots of a day: the first ones, then those that unfold. */
export function renderSlots(slots: readonly FoundSlot[], context: SlotContext): string {
  const isLong = slots.length >= shown + fewest;
  const first = isLong ? slots.slice(0, shown) : slots;
  const list = renderList(first, context);
  if (!isLong) return list;
  const others = slots.slice(shown);
  const last = escapeHtml((others.at(-1)?.start ?? '').slice(11, 16));
  const summary = `${toCount(others.length, 'autre créneau', 'autres créneaux')}, jusqu’à ${last}`;
  return `${list}<details class="more"><summary>${summary}</summary>${renderList(others, context)}</details>`;
}

function renderList(slots: readonly FoundSlot[], context: SlotContext): string {
  let items = '';
  for (const slot of slots) items += `<li>${renderSlot(slot, context)}</li>`;
  return `<ul class="slots">${items}</ul>`;
}

function renderSlot(slot: FoundSlot, { origin, dayId }: SlotContext): string {
  const { start, end, consultations, audiences, isReserved, isWalkIn, reasons, url } = slot;
  let content = `<time datetime="${escapeHtml(start)}">${escapeHtml(start.slice(11, 16))}</time>–${escapeHtml(end.slice(11, 16))}`;
  for (const consultation of consultations) {
    const { letter, words } = consultationWords[consultation];
    content += ` <b class="letter ${consultation}" aria-hidden="true">${letter}</b><span class="sr"> ${words}</span>`;
  }
  const audience = audienceWords[audiences.join()] ?? '';
  content += ` <small>${audience}, ${isWalkIn ? '<b>sans rendez-vous</b>' : 'sur RDV'}</small>`;
  if (reasons.length > 0)
    content += ` <small class="reasons">${escapeHtml(reasons.join(', '))}</small>`;
  if (toLead(start, slot.startsAt) !== 0) {
    content += ` <small>${toParisClock(slot.startsAt)} à Paris</small>`;
  }
  if (url === null || !/^https?:/i.test(url)) {
    return `<span class="slot">${content} <small>sans lien</small></span>`;
  }
  // The platform appends text: it does not parse the URL.
  return `<a class="slot${isReserved ? ' for-sas' : ''}" href="${escapeHtml(`${url}&origin=${origin}`)}" target="_blank" rel="noreferrer" aria-describedby="${dayId} onglet">${content}</a>`;
}
