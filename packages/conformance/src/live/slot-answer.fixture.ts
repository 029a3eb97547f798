import type { Location, Organization, Schedule, Slot } from 'fhir/r4.js';
import { readSearchSet } from '../read/search-set/read-search-set.js';
import { query, toSlotBundle } from '../read/search-set/right-answers.fixture.js';
import { checkSlotAnswer } from './check-slot-answer.js';

export const url = 'https://agenda.example/fhir/Schedule?_count=1000&status=free&a=1&a=2';

export type Bundle = ReturnType<typeof toSlotBundle>;

/** Checks an answer with something broken in it; returns the rules that failed. */
export function check({
  spoil = () => {},
  status = 200,
  type = 'application/fhir+json; charset=utf-8',
  durationMilliseconds = 20,
  data = toSlotBundle(url),
}: {
  readonly spoil?: ((bundle: Bundle) => void) | undefined;
  readonly status?: number | undefined;
  readonly type?: string | undefined;
  readonly durationMilliseconds?: number | undefined;
  readonly data?: unknown;
}) {
  spoil(data as Bundle);
  const headers = new Headers({ 'content-type': type });
  const call = { url, status, headers, data, durationMilliseconds };
  const set = status === 200 ? readSearchSet(data) : undefined;
  return checkSlotAnswer({ call, set, query });
}

export const failed = (checks: ReturnType<typeof check>) =>
  checks.filter(({ passed }) => !passed).map(({ rule }) => rule);

function first<Resource extends Slot | Schedule | Location | Organization>(
  { entry = [] }: Bundle,
  type: Resource['resourceType'],
): Resource {
  return entry.find(({ resource }) => resource?.resourceType === type)?.resource as Resource;
}

export const slot = (bundle: Bundle) => first<Slot>(bundle, 'Slot');
export const place = (bundle: Bundle) => first<Location>(bundle, 'Location');
export const association = (bundle: Bundle) => first<Organization>(bundle, 'Organization');
export const schedule = (bundle: Bundle) => first<Schedule>(bundle, 'Schedule');
