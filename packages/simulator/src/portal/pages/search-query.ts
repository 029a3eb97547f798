import { z } from 'zod';
import { type ParisDay, toParisDay } from './local-time.js';

/** The days of a search, and their distance from today. */
const dayChoices = { today: [0], tomorrow: [1], after: [2], all: [0, 1, 2] } as const;

export type DayChoice = keyof typeof dayChoices;
export type Consultation = 'on-site' | 'remote' | 'home-visit';

/** The parameters in the URL of a search. */
export interface SearchQuery {
  /** Whether to search; otherwise only the form is shown. */
  readonly isAsked: boolean;
  /** Every association of the vendor. */
  readonly isForAll: boolean;
  /** With their prefix; invalid ones are left out. */
  readonly sirets: readonly string[];
  readonly day: DayChoice;
  /** All of them if empty. */
  readonly consultations: readonly Consultation[];
}

const maximumSirets = 500;
const siret = /^3\d{14}$/;
const day = z.enum(['today', 'tomorrow', 'after', 'all']).catch('all');
const consultation = z.enum(['on-site', 'remote', 'home-visit']);

/** Parses the query of a search; unreadable parameters are ignored. */
export function parseSearchQuery(parameters: URLSearchParams): SearchQuery {
  const sirets = parameters
    .getAll('association')
    .flatMap((text) => text.slice(0, 10_000).split(/[\s,;]+/))
    .filter((text) => siret.test(text));
  return {
    isAsked: parameters.has('day') || parameters.has('association') || parameters.has('all'),
    isForAll: parameters.has('all'),
    sirets: [...new Set(sirets)].slice(0, maximumSirets),
    day: day.parse(parameters.get('day')),
    consultations: parameters
      .getAll('consultation')
      .slice(0, 3)
      .flatMap((text) => consultation.safeParse(text).data ?? []),
  };
}

/** The days of a search, the first from now on. */
export function toSearchedDays(choice: DayChoice, now: number): readonly [ParisDay, ...ParisDay[]] {
  const [first, ...others] = dayChoices[choice];
  return [toParisDay(now, first), ...others.map((offset) => toParisDay(now, offset))];
}
