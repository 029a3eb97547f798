import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations } from './structure-faults.js';

/** Opening hours do not close at the time they open: nothing says whether it is never or all day. */
export const slotsOpeningLength: Rule<ReadAnswer> = {
  id: 'slots.opening-length',
  level: 'good-practice',
  source: fhir('Location.hoursOfOperation'),
  looksAt: 'Location.hoursOfOperation',
  title: {
    fr: 'L’heure de fermeture diffère de l’heure d’ouverture.',
    en: 'The closing time differs from the opening time.',
  },
  wrong: {
    fr: 'Des horaires ferment à l’heure où ils ouvrent : on ne sait pas si le lieu est fermé ou ouvert 24 heures',
    en: 'Opening hours close at the time they open: nothing says whether the place is closed or open for 24 hours',
  },
  remedy: {
    fr: 'Écrivez allDay à true si le lieu est ouvert 24 heures sur 24, sinon retirez ces horaires.',
    en: 'Write allDay as true if the place is open around the clock, otherwise leave these hours out.',
  },
  applies: ({ set }) =>
    set.locations.some(({ hours }) =>
      hours.some(({ opens, closes }) => opens !== undefined && closes !== undefined),
    ),
  find: findLocations('hoursOfOperation', ({ hours }) =>
    hours.every(
      ({ opens, closes }) =>
        opens === undefined || closes === undefined || withoutZeros(opens) !== withoutZeros(closes),
    ),
  ),
};

/** Writes `08:00:00.000` as `08:00:00`. */
function withoutZeros(time: string): string {
  return time.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
