import { type Html, html } from './html.js';
import { toDate, toShortDate, toTime, toZone } from './local-time.js';

/** The start and end of a slot or of an appointment, in milliseconds since 1970. */
export interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

const paris = 'Europe/Paris';
const offsetOf = (epoch: number, timeZone: string) => toZone(timeZone).offsetAt(epoch);

/** Says whose time it is where clocks differ from those in Paris: `heure locale, UTC+4`. */
export function toZoneNote(epoch: number, timeZone: string): string | undefined {
  const offset = offsetOf(epoch, timeZone);
  if (offset === offsetOf(epoch, paris)) return undefined;
  const minutes = Math.abs(offset) / 60_000;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const sign = offset < 0 ? '−' : '+';
  return `heure locale, UTC${sign}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** `09:00–09:30`, in a time zone. */
export function toTimes({ startsAt, endsAt }: Span, timeZone: string): string {
  return `${toTime(startsAt, timeZone)}–${toTime(endsAt, timeZone)}`;
}

/** The same times in Paris, with the day if it is another one; only where clocks differ. */
function toParisTimes(span: Span, timeZone: string): string | undefined {
  if (toZoneNote(span.startsAt, timeZone) === undefined) return undefined;
  const day = toShortDate(span.startsAt, paris);
  const isOtherDay = day !== toShortDate(span.startsAt, timeZone);
  return `${isOtherDay ? `${day}, ` : ''}${toTimes(span, paris)} à Paris`;
}

/** `mardi 1er décembre 2026, 09:00–09:30`; overseas with whose time it is, and that of Paris. */
export function toSpan(span: Span, timeZone: string): string {
  const local = `${toDate(span.startsAt, timeZone)}, ${toTimes(span, timeZone)}`;
  const note = toZoneNote(span.startsAt, timeZone);
  return note === undefined ? local : `${local} (${note} ; ${toParisTimes(span, timeZone)})`;
}

/** Renders whose time it is and that of Paris, to follow local times; nothing on Paris time. */
export function renderZone(span: Span, timeZone: string): Html | false {
  const note = toZoneNote(span.startsAt, timeZone);
  if (note === undefined) return false;
  return html` <span class="zone">${note}</span> <span class="zone">${toParisTimes(span, timeZone)}</span>`;
}
