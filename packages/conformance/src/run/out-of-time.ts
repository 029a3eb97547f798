import type { Text } from '../rule/text.js';

/** Why what was left at the end of a run's time was left out. */
export const outOfTime: Text = {
  fr: 'Le temps accordé au passage entier (limits.run) est écoulé.',
  en: 'The time granted to the whole run (limits.run) is over.',
};
