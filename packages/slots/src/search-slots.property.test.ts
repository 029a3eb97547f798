import fc from 'fast-check';
import type { Bundle, Slot } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createSlotHandler } from './create-slot-handler.js';
import type { Directory } from './directory/directory.js';
import { readDirectory } from './directory/read-directory.js';
import { toFhirLocation } from './fhir/to-fhir-location.js';
import { toFhirOrganization } from './fhir/to-fhir-organization.js';
import { toFhirSchedule } from './fhir/to-fhir-schedule.js';
import { toFhirSlot } from './fhir/to-fhir-slot.js';
import { type ListedSlot, readFreeSlot } from './read-free-slot.js';
import {
  anyAgenda,
  anyWindow,
  type GeneratedAgenda,
  generatedEpoch,
  toSloppyAgenda,
} from './test-data/arbitrary-agenda.js';
import { toSlotQuery } from './test-data/slot-query.js';

const placeIdSystem = 'https://editeur.example/ids';
const baseUrl = 'https://agenda.example/fhir';

interface Case {
  readonly agenda: GeneratedAgenda;
  readonly window: { readonly from: number; readonly to: number };
  readonly asked: readonly number[];
  readonly now: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  agenda: anyAgenda,
  window: anyWindow,
  asked: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 2, maxLength: 6 }),
  now: fc.integer({ min: -40, max: 60 }).map((n) => generatedEpoch + n * 900_000),
});

/** The expected result, computed the slow way from the words of the specification. */
function expectedSlots(
  { agenda, window, asked, now }: Case,
  directory: Directory,
): readonly ListedSlot[] {
  const sirets = asked.map(toSiret);
  const byId = new Map<string, ListedSlot>();
  for (const slot of agenda.slots) {
    const read = readFreeSlot(slot, directory);
    if ('fault' in read || read.audience === 0) continue;
    if (!sirets.includes(read.place.association.siret.unprefixed)) continue;
    const { epoch } = read.start;
    if (epoch < window.from || epoch > window.to || epoch < now) continue;
    if (!byId.has(read.fhirId)) byId.set(read.fhirId, read);
  }
  return [...byId.values()];
}

function toSiret(index: number): string {
  return `${10_000_000_000_000 + index}`;
}

async function search(testCase: Case, slots = testCase.agenda.slots): Promise<Bundle> {
  const handler = createSlotHandler({
    agenda: toSloppyAgenda(
      { ...testCase.agenda, slots },
      testCase.now % 2 ? 'array' : 'async iterable',
    ),
    placeIdSystem,
    clock: { now: () => testCase.now },
  });
  const query = toSlotQuery({
    ...testCase.window,
    sirets: testCase.asked.map((n) => `3${toSiret(n)}`),
  });
  const response = await handler(new Request(`https://h.example/fhir/Schedule?${query}`), {
    basePath: '/fhir',
    baseUrl,
  });
  expect(response.status).toBe(200);
  const body = await response.text();
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
  return JSON.parse(body);
}

const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) =>
  (a.id ?? '') < (b.id ?? '') ? -1 : 1;

function resourcesOf<Type extends string>(bundle: Bundle, type: Type) {
  return (bundle.entry ?? [])
    .map((entry) => entry.resource)
    .filter((resource) => resource?.resourceType === type) as { id?: string }[];
}

describe('INT_SOS1, for any agenda and any query', () => {
  it('contains exactly what the object mappings produce for the requested slots', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (testCase) => {
        const bundle = await search(testCase);
        const directory = readDirectory(testCase.agenda.associations);
        const slots = expectedSlots(testCase, directory);
        const places = [...new Set(slots.map((slot) => slot.place))];
        const associations = [...new Set(places.map((place) => place.association))];
        const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
        expect(bundle.total).toBe(slots.length);
        expect(resourcesOf(bundle, 'Slot').sort(byId)).toEqual(
          plain(slots.map((slot) => toFhirSlot(slot)).sort(byId)),
        );
        expect(resourcesOf(bundle, 'Schedule')).toHaveLength(places.length);
        expect(resourcesOf(bundle, 'Schedule').sort(byId)).toEqual(
          plain(places.map(toFhirSchedule).sort(byId)),
        );
        expect(resourcesOf(bundle, 'Location').sort(byId)).toEqual(
          plain(places.map((place) => toFhirLocation(place, { placeIdSystem })).sort(byId)),
        );
        expect(resourcesOf(bundle, 'Organization').sort(byId)).toEqual(
          plain(associations.map(toFhirOrganization).sort(byId)),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('resolves every reference, and gives every entry its fullUrl and role', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (testCase) => {
        const bundle = await search(testCase);
        const entries = bundle.entry ?? [];
        const references = new Set(
          entries.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`),
        );
        expect(references.size).toBe(entries.length);
        for (const { fullUrl, resource, search: role } of entries) {
          expect(fullUrl).toBe(`${baseUrl}/${resource?.resourceType}/${resource?.id}`);
          expect(resource?.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
          expect(role?.mode).toBe(resource?.resourceType === 'Schedule' ? 'match' : 'include');
          expect(resource?.meta?.profile).toHaveLength(1);
          for (const [, reference] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)) {
            expect(references).toContain(reference);
          }
        }
        if (bundle.total === 0) expect(bundle).not.toHaveProperty('entry');
      }),
      { numRuns: 200 },
    );
  });

  it('has the same order, in whatever order the agenda returns its slots', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (testCase) => {
        // Of two slots with the same id the first is sent, so their order matters.
        const ids = testCase.agenda.slots.map((slot) => slot.id);
        fc.pre(new Set(ids).size === ids.length);
        const bundle = await search(testCase);
        expect(await search(testCase, testCase.agenda.slots.toReversed())).toEqual(bundle);
        const slots = resourcesOf(bundle, 'Slot') as Slot[];
        const order = resourcesOf(bundle, 'Schedule').map(({ id }) => `Schedule/${id}`);
        const ranks = slots.map((slot) => order.indexOf(slot.schedule.reference ?? ''));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });
});
