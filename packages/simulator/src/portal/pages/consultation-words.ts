import type { Consultation } from './search-query.js';

/** The letter of each kind of consultation, and its meaning. */
export const consultationWords: Readonly<
  Record<Consultation, { readonly letter: string; readonly words: string }>
> = {
  'on-site': { letter: 'C', words: 'consultation au cabinet' },
  remote: { letter: 'T', words: 'téléconsultation' },
  'home-visit': { letter: 'D', words: 'visite à domicile' },
};
