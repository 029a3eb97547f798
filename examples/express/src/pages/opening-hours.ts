import type { DayOfWeek, OpeningHours } from '@sas-sos/core';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const names: Readonly<Record<DayOfWeek, string>> = {
  mon: 'lundi',
  tue: 'mardi',
  wed: 'mercredi',
  thu: 'jeudi',
  fri: 'vendredi',
  sat: 'samedi',
  sun: 'dimanche',
};
const list = new Intl.ListFormat('fr', { type: 'conjunction', style: 'long' });

/** `du mardi au dimanche, 08:00–19:00`. */
export function toOpening({ days, opens, closes }: OpeningHours): string {
  return `${toDays(days)}, ${opens}–${closes}`;
}

function toDays(days: readonly DayOfWeek[]): string {
  if (days.length === week.length) return 'tous les jours';
  const ranks = days.map((day) => week.indexOf(day)).sort((first, second) => first - second);
  const [first = 0] = ranks;
  const last = ranks.at(-1) ?? first;
  // A list of one or two days is shorter than a range.
  if (ranks.length > 2 && last - first === ranks.length - 1) {
    return `du ${names[week[first] ?? 'mon']} au ${names[week[last] ?? 'sun']}`;
  }
  return list.format(ranks.map((rank) => names[week[rank] ?? 'mon']));
}
