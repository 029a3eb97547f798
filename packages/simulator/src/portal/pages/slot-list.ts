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

/**
 * Writes the slots of a day under the heading with an id: the first ones, then those that unfold.
 * The id is HTML.
 */
export type SlotListRenderer = (slots: readonly FoundSlot[], dayId: string) => string;

/**
 * Creates a renderer for one page. A page has thousands of slots, and few kinds and instants:
 * the words of each are written once. Few long pieces are joined, because a text made of many short
 * ones takes longer to send than to write.
 */
export function createSlotListRenderer(origin: string): SlotListRenderer {
  const kinds = new Map<string, string>();
  const times = new Map<string, string>();
  // The platform appends text: it does not parse the URL.
  const ending = escapeHtml(`&origin=${origin}`);

  function renderKind({ consultations, audiences, isWalkIn, reasons }: FoundSlot): string {
    const key = `${consultations.join()} ${audiences.join()} ${isWalkIn} ${reasons.join()}`;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind = writeKind({ consultations, audiences, isWalkIn, reasons });
    kinds.set(key, kind);
    return kind;
  }

  function renderStart(start: string): string {
    const known = times.get(start);
    if (known !== undefined) return known;
    const time = `<span class="at"><time datetime="${escapeHtml(start)}">${escapeHtml(start.slice(11, 16))}</time>–`;
    times.set(start, time);
    return time;
  }

  function renderSlot(slot: FoundSlot, dayId: string): string {
    const { start, end, startsAt, isReserved, url } = slot;
    const paris =
      toLead(start, startsAt) === 0 ? '' : ` <small>${toParisClock(startsAt)} à Paris</small>`;
    const content = [renderStart(start), escapeHtml(end.slice(11, 16)), renderKind(slot), paris];
    if (url === null || !/^https?:/i.test(url)) {
      return `<li><span class="slot">${content.join('')} <small>sans lien</small></span></li>`;
    }
    const style = isReserved ? 'slot for-sas' : 'slot';
    return [
      `<li><a class="${style}" href="`,
      escapeHtml(url),
      ending,
      `" target="_blank" rel="noreferrer" aria-describedby="${dayId} onglet">`,
      ...content,
      '</a></li>',
    ].join('');
  }

  function renderList(slots: readonly FoundSlot[], dayId: string): string {
    return `<ul class="slots">${slots.map((slot) => renderSlot(slot, dayId)).join('')}</ul>`;
  }

  return (slots, dayId) => {
    const isLong = slots.length >= shown + fewest;
    const list = renderList(isLong ? slots.slice(0, shown) : slots, dayId);
    if (!isLong) return list;
    const others = slots.slice(shown);
    const last = escapeHtml((others.at(-1)?.start ?? '').slice(11, 16));
    const summary = `${toCount(others.length, 'autre créneau', 'autres créneaux')}, jusqu’à ${last}`;
    return `${list}<details class="more"><summary>${summary}</summary>${renderList(others, dayId)}</details>`;
  };
}

/** The end of the times: how the patient is seen, who may book, whether an appointment is needed, and the reasons. */
function writeKind({
  consultations,
  audiences,
  isWalkIn,
  reasons,
}: Pick<FoundSlot, 'consultations' | 'audiences' | 'isWalkIn' | 'reasons'>): string {
  const ways = consultations.map((consultation) => {
    const { letter, words } = consultationWords[consultation];
    return ` <b class="letter ${consultation}" aria-hidden="true">${letter}</b><span class="sr"> ${words}</span>`;
  });
  const audience = audienceWords[audiences.join()] ?? '';
  const booking = isWalkIn ? '<b>sans rendez-vous</b>' : 'sur RDV';
  const why =
    reasons.length > 0 ? ` <small class="reasons">${escapeHtml(reasons.join(', '))}</small>` : '';
  return `</span>${ways.join('')} <small>${audience}, ${booking}</small>${why}`;
}
