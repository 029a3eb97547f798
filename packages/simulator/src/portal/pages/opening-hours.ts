import type { FoundOpeningHours } from '../../platform/vendor/found-place.js';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names = ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'];

/** Summarises opening hours: `lun.–ven. 08:00–12:00, 14:00–19:00`, a line per run of days. */
export function toOpeningHours(hours: readonly FoundOpeningHours[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const { days, opens, closes } of hours) {
    const name = toDays(days);
    lines.set(name, [...(lines.get(name) ?? []), toHours(opens, closes)]);
  }
  return [...lines].map(([days, ranges]) => `${days} ${[...new Set(ranges)].join(', ')}`);
}

function toDays(days: readonly string[]): string {
  const open = week.map((day) => days.includes(day));
  if (open.every(Boolean)) return 'tous les jours';
  if (!open.some(Boolean)) return 'jours non précisés,';
  const runs: string[] = [];
  for (let first = 0; first < 7; first += 1) {
    if (!open[first]) continue;
    let last = first;
    while (open[last + 1]) last += 1;
    const isRange = last > first + 1;
    runs.push(isRange ? `${names[first]}–${names[last]}` : names.slice(first, last + 1).join(', '));
    first = last;
  }
  return runs.join(', ');
}

function toHours(opens: string | null, closes: string | null): string {
  if (opens === null && closes === null) return '24 h/24';
  if (closes === null) return `dès ${toHour(opens ?? '')}`;
  // FHIR has no 24:00: a place that closes at midnight is sent as the last minute.
  const end = closes.startsWith('23:59') ? '24:00' : toHour(closes);
  return opens === null ? `jusqu’à ${end}` : `${toHour(opens)}–${end}`;
}

function toHour(text: string): string {
  const [clock] = /^\d{2}:\d{2}/.exec(text) ?? [text];
  return clock;
}
