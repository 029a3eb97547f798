import { z } from 'zod';

export type DayChoice = 'today' | 'tomorrow' | 'after' | 'all';
export type DayPart = 'any' | 'morning' | 'afternoon' | 'evening' | 'night';
export type Consultation = 'on-site' | 'remote' | 'home-visit';

/** A rectangle of the map, in degrees. */
export interface Area {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The parameters in the URL of a search. */
export interface SearchQuery {
  /** Whether to search; otherwise only the form is shown. */
  readonly isAsked: boolean;
  /** Every association of the vendor. */
  readonly isForAll: boolean;
  /** With their prefix; invalid ones are left out. */
  readonly sirets: readonly string[];
  /** « Ce soir » is `today` with the part `evening`. */
  readonly day: DayChoice;
  readonly part: DayPart;
  /** All of them if empty. */
  readonly consultations: readonly Consultation[];
  /** Town or postal code, as typed; empty if none. */
  readonly near: string;
  /** Only places in this rectangle. */
  readonly area: Area | undefined;
  readonly order: 'soonest' | 'nearest';
}

const maximumSirets = 500;
const siret = /^3\d{14}$/;
const day = z.enum(['today', 'tomorrow', 'after', 'all']).catch('all');
const part = z.enum(['any', 'morning', 'afternoon', 'evening', 'night']).catch('any');
const consultation = z.enum(['on-site', 'remote', 'home-visit']);

/** Parses the query of a search; unreadable parameters are ignored. */
export function parseSearchQuery(parameters: URLSearchParams): SearchQuery {
  const sirets = parameters
    .getAll('association')
    .flatMap((text) => text.slice(0, 10_000).split(/[\s,;]+/))
    .filter((text) => siret.test(text));
  const chosenDay = parameters.get('day');
  const isTonight = chosenDay === 'tonight';
  const near = (parameters.get('near') ?? '').trim().slice(0, 80);
  const order = parameters.get('order');
  return {
    isAsked: ['day', 'association', 'all', 'near'].some((name) => parameters.has(name)),
    // Chosen ones count more than « Toutes »; a town alone is searched in all of them.
    isForAll: sirets.length === 0 && (parameters.has('all') || near !== ''),
    sirets: [...new Set(sirets)].slice(0, maximumSirets),
    day: isTonight ? 'today' : day.parse(chosenDay),
    part: isTonight ? 'evening' : part.parse(parameters.get('part')),
    consultations: parameters
      .getAll('consultation')
      .slice(0, 3)
      .flatMap((text) => consultation.safeParse(text).data ?? []),
    near,
    area: parseArea(parameters.get('area')),
    order: order === 'soonest' || order === 'nearest' ? order : near ? 'nearest' : 'soonest',
  };
}

/** Parses `south,west,north,east`. */
function parseArea(text: string | null): Area | undefined {
  if (!text || !/^(?:-?\d{1,3}(?:\.\d{1,8})?(?:,|$)){4}$/.test(text)) return undefined;
  const [south = 0, west = 0, north = 0, east = 0] = text.split(',').map(Number);
  const isInRange = Math.max(Math.abs(south), Math.abs(north)) <= 90 && Math.abs(west) <= 180;
  return isInRange && south < north && west < east ? { south, west, north, east } : undefined;
}

/** Writes the parameters of a search again, with some of them replaced. */
export function toSearchPath(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  const { isForAll, sirets, consultations, near, area, ...rest } = { ...query, ...changes };
  const parameters = new URLSearchParams();
  if (near) parameters.set('near', near);
  if (isForAll) parameters.set('all', '1');
  for (const value of sirets) parameters.append('association', value);
  parameters.set('day', rest.day);
  if (rest.part !== 'any') parameters.set('part', rest.part);
  for (const value of consultations) parameters.append('consultation', value);
  if (area) {
    const { south, west, north, east } = area;
    parameters.set('area', [south, west, north, east].map((degree) => degree.toFixed(4)).join());
  }
  parameters.set('order', rest.order);
  return `/?${parameters}`;
}
