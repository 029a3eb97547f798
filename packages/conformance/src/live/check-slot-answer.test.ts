import { profiles } from '@sas-sos/fhir-http';
import { expect, it } from 'vitest';
import { toSlotBundle } from '../read/search-set/right-answers.fixture.js';
import { type Bundle, check, failed, place, slot, url } from './slot-answer.fixture.js';

it('passes a valid answer, and an empty one', () => {
  expect(failed(check({}))).toEqual([]);
  const empty = check({
    spoil: (bundle) => {
      bundle.total = 0;
      bundle.entry = undefined;
    },
    data: toSlotBundle(url),
  });
  expect(failed(empty)).toEqual([]);
});

it.each<{
  readonly name: string;
  readonly rules: readonly string[];
  readonly status?: number;
  readonly type?: string;
  readonly durationMilliseconds?: number;
  readonly data?: unknown;
}>([
  {
    name: '4: a status that is not 200',
    rules: ['slots.status'],
    status: 503,
    data: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'transient' }] },
  },
  { name: '4: a redirection', rules: ['slots.status'], status: 302, data: {} },
  { name: '4: plain JSON', rules: ['slots.content-type'], type: 'application/json' },
  { name: '4: no Bundle', rules: ['slots.bundle'], data: { resourceType: 'Slot' } },
  { name: '4: an array', rules: ['slots.bundle'], data: [] },
  { name: '4: text', rules: ['slots.bundle'], data: '<html>' },
  { name: '5: a second', rules: ['slots.duration'], durationMilliseconds: 1000 },
  {
    name: 'a failure without an OperationOutcome',
    rules: ['slots.status', 'slots.outcome'],
    status: 500,
    data: { message: 'oops' },
  },
  {
    name: 'an OperationOutcome without an issue',
    rules: ['slots.status', 'slots.outcome'],
    status: 500,
    data: { resourceType: 'OperationOutcome', issue: [{}] },
  },
])('catches $name', ({ rules, name: _, ...answer }) => {
  expect(failed(check(answer))).toEqual(rules);
});

it.each<{ readonly name: string; readonly rules: readonly string[]; spoil(bundle: Bundle): void }>([
  {
    name: '4: another type of Bundle',
    rules: ['slots.bundle'],
    spoil: (bundle) => {
      bundle.type = 'collection';
    },
  },
  {
    name: '6: another profile',
    rules: ['slots.profiles'],
    spoil: (bundle) => {
      slot(bundle).meta = { ...slot(bundle).meta, profile: [profiles.schedule] };
    },
  },
  {
    name: '6: two profiles',
    rules: ['slots.profiles'],
    spoil: (bundle) => void place(bundle).meta?.profile?.push(profiles.slot),
  },
  {
    name: '6: a resource that does not belong there',
    rules: ['slots.resource-types'],
    spoil: (bundle) =>
      void bundle.entry?.push({
        fullUrl: 'https://agenda.example/fhir/Patient/1',
        resource: { resourceType: 'Patient', id: '1' } as never,
        search: { mode: 'include' },
      }),
  },
  {
    name: '6: an entry without fullUrl',
    rules: ['slots.entries'],
    spoil: (bundle) => {
      (bundle.entry ?? [])[0] = { ...bundle.entry?.[0], fullUrl: undefined };
    },
  },
  {
    name: '6: an entry without a mode',
    rules: ['slots.entries'],
    spoil: (bundle) => {
      (bundle.entry ?? [])[0] = { ...bundle.entry?.[0], search: undefined };
    },
  },
  {
    name: '6: a resource that is repeated',
    rules: ['slots.total', 'slots.duplicates'],
    spoil: (bundle) => void bundle.entry?.push(...(bundle.entry ?? []).slice(1, 2)),
  },
  {
    name: 'an empty element',
    rules: ['slots.empty-elements'],
    spoil: (bundle) => {
      slot(bundle).specialty = [];
    },
  },
  {
    name: 'a null',
    rules: ['slots.empty-elements'],
    spoil: (bundle) => {
      slot(bundle).specialty = null as never;
    },
  },
  {
    name: '7: no link',
    rules: ['slots.single-link', 'slots.self-link', 'slots.self-address'],
    spoil: (bundle) => {
      bundle.link = undefined;
    },
  },
  {
    name: '7: a link to a next page',
    rules: ['slots.single-link'],
    spoil: (bundle) => void bundle.link?.push({ relation: 'next', url }),
  },
  {
    name: '7: a missing parameter',
    rules: ['slots.self-link', 'slots.self-address'],
    spoil: (bundle) => {
      bundle.link = [{ relation: 'self', url: url.replace('&a=2', '') }];
    },
  },
  {
    name: '7: the same parameters in another order',
    rules: ['slots.self-address'],
    spoil: (bundle) => {
      bundle.link = [{ relation: 'self', url: url.replace('&a=1&a=2', '&a=2&a=1') }];
    },
  },
  {
    name: '11: a total that counts all entries',
    rules: ['slots.total'],
    spoil: (bundle) => {
      bundle.total = 10;
    },
  },
  {
    name: '16: places without slots',
    rules: ['slots.total', 'slots.empty', 'slots.orphans'],
    spoil: (bundle) => {
      bundle.entry = bundle.entry?.filter(({ resource }) => resource?.resourceType !== 'Slot');
    },
  },
  {
    name: 'a slot as a match',
    rules: ['slots.modes'],
    spoil: (bundle) => {
      (bundle.entry ?? [])[1] = { ...bundle.entry?.[1], search: { mode: 'match' } };
    },
  },
])('catches $name', ({ rules, spoil }) => {
  expect(failed(check({ spoil })).sort()).toEqual([...rules].sort());
});

it('handles nesting that is too deep for recursion', () => {
  let deep: unknown = 'bottom';
  for (let depth = 0; depth < 100_000; depth += 1) deep = { extension: [deep] };
  const checks = check({ data: { ...toSlotBundle(url), extension: [deep] } });
  // A Bundle has no extension.
  expect(failed(checks)).toEqual(['slots.empty-elements', 'slots.structure']);
});

it('reads no more entries than its limit', () => {
  const entry = Array.from({ length: 100_001 }, () => 7);
  expect(failed(check({ data: { resourceType: 'Bundle', entry } }))).toContain('slots.size');
});
