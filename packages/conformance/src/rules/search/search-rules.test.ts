import type { Location, Schedule, Slot } from 'fhir/r4.js';
import { expect, it } from 'vitest';
import { readSearchSet } from '../../read/search-set/read-search-set.js';
import { query, toSlotBundle } from '../../read/search-set/right-answers.fixture.js';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import type { ExpectedAnswer } from './expected-set.js';
import { searchCardinality } from './search-cardinality.js';
import { searchDeclaredConsultations } from './search-declared-consultations.js';
import { searchDeclaredTypes } from './search-declared-types.js';
import { searchFilled } from './search-filled.js';
import { searchNoHomeVisit } from './search-no-home-visit.js';
import { searchNotPast } from './search-not-past.js';
import { searchOwners } from './search-owners.js';

const rules = [
  searchCardinality,
  searchDeclaredConsultations,
  searchDeclaredTypes,
  searchFilled,
  searchNoHomeVisit,
  searchNotPast,
  searchOwners,
];

const url = 'https://agenda.example/fhir/Schedule?a=1';
type Bundle = ReturnType<typeof toSlotBundle>;

function toAnswer(
  spoil: (bundle: Bundle) => void = () => {},
  rest: Partial<ExpectedAnswer> = {},
): ExpectedAnswer {
  const data = toSlotBundle(url);
  spoil(data);
  const set = readSearchSet(data);
  if (!set) throw new Error('Not a Bundle');
  return {
    call: { url, status: 200, headers: new Headers(), data, durationMilliseconds: 1 },
    set,
    query,
    expected: { schedules: 2, locations: 2, organizations: 2 },
    declared: { slotTypes: ['SNP', 'PUBLIC'], consultations: ['AMB'] },
    now: query.from,
    ...rest,
  };
}

function resourcesOf<Resource>({ entry = [] }: Bundle, type: string): Resource[] {
  return entry
    .map(({ resource }) => resource)
    .filter((resource) => resource?.resourceType === type) as Resource[];
}

it('passes what the test data promise', () => {
  expect(findBroken(rules, toAnswer())).toEqual([]);
});

it('asks nothing of types that the vendor did not declare', () => {
  const declared = { slotTypes: undefined, consultations: undefined };
  expect(
    findBroken(
      rules,
      toAnswer(() => {}, { declared }),
    ),
  ).toEqual([]);
});

const rows: readonly {
  readonly name: string;
  readonly broken: readonly string[];
  readonly answer: ExpectedAnswer;
}[] = [
  {
    name: 'a place too many',
    broken: ['search.cardinality'],
    answer: toAnswer(() => {}, { expected: { schedules: 1, locations: 1, organizations: 2 } }),
  },
  {
    name: 'an empty Bundle',
    broken: ['search.cardinality', 'search.filled', 'search.owners'],
    answer: toAnswer((bundle) => {
      bundle.entry = undefined;
    }),
  },
  {
    name: 'a place without slots',
    broken: ['search.filled'],
    answer: toAnswer((bundle) => {
      for (const slot of resourcesOf<Slot>(bundle, 'Slot')) {
        slot.schedule = { reference: 'Schedule/c0' };
      }
    }),
  },
  {
    name: 'both places in one association',
    broken: ['search.owners'],
    answer: toAnswer((bundle) => {
      for (const place of resourcesOf<Location>(bundle, 'Location')) {
        place.managingOrganization = { reference: 'Organization/o0' };
      }
    }),
  },
  {
    name: 'a slot that has begun',
    broken: ['search.not-past'],
    answer: toAnswer(() => {}, { now: Date.parse('2026-12-01T09:30:00Z') }),
  },
  {
    name: 'a home visit',
    broken: ['search.declared-consultations', 'search.no-home-visit'],
    answer: toAnswer((bundle) => {
      const [slot] = resourcesOf<Slot>(bundle, 'Slot');
      if (slot?.serviceType?.[0]?.coding?.[0]) slot.serviceType[0].coding[0].code = 'HH';
    }),
  },
  {
    name: 'a declared slot type that no slot has',
    broken: ['search.declared-types'],
    answer: toAnswer((bundle) => {
      for (const { meta } of resourcesOf<Slot>(bundle, 'Slot')) {
        if (meta?.security?.[0]) meta.security[0].code = 'PUBLIC';
      }
    }),
  },
  {
    name: 'a consultation type that was not declared',
    broken: ['search.declared-consultations'],
    answer: toAnswer((bundle) => {
      const [slot] = resourcesOf<Slot>(bundle, 'Slot');
      if (slot?.serviceType?.[0]?.coding?.[0]) slot.serviceType[0].coding[0].code = 'VR';
    }),
  },
  {
    name: 'a Schedule without an actor',
    broken: ['search.filled'],
    answer: toAnswer((bundle) => {
      const [schedule] = resourcesOf<Schedule>(bundle, 'Schedule');
      if (schedule) schedule.actor = [];
    }),
  },
];

it.each(rows)('catches $name', ({ answer, broken }) => {
  expect(findBroken(rules, answer)).toEqual(broken);
});

it('has a wrong answer for every rule', () => {
  expect([...new Set(rows.flatMap(({ broken }) => broken))].sort()).toEqual(toNames(rules));
});
