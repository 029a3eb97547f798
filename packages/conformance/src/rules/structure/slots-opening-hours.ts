import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations } from './structure-faults.js';

const days = /^(?:mon|tue|wed|thu|fri|sat|sun)$/;

/** Opening hours have their days and well-written times. */
export const slotsOpeningHours: Rule<ReadAnswer> = {
  id: 'slots.opening-hours',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Location'),
  check: 6,
  looksAt: 'Location.hoursOfOperation',
  title: {
    fr: 'Les horaires d’ouverture ont leurs jours (mon … sun) et leurs heures.',
    en: 'Opening hours have their days (mon … sun) and their times.',
  },
  wrong: {
    fr: 'Les horaires n’ont pas leurs jours (mon … sun), ou leurs heures ne sont pas de la forme hh:mm:ss',
    en: 'Opening hours lack their days (mon … sun), or their times are not of the form hh:mm:ss',
  },
  remedy: {
    fr: 'Écrivez daysOfWeek (mon, tue…), openingTime et closingTime (08:00:00), ou allDay.',
    en: 'Write daysOfWeek (mon, tue…), openingTime and closingTime (08:00:00), or allDay.',
  },
  applies: ({ set }) => set.locations.some(({ hours }) => hours.length > 0),
  find: findLocations('hoursOfOperation', ({ hours }) =>
    hours.every(
      (hours) =>
        hours.days.length > 0 &&
        hours.days.every((day) => days.test(day)) &&
        [hours.opens, hours.closes].every(isTime),
    ),
  ),
};

function isTime(time: string | undefined): boolean {
  return time === undefined || /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/.test(time);
}
