import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSlotHandler } from './create-slot-handler.js';
import { generatedEpoch } from './test-data/arbitrary-agenda.js';
import { toSlotQuery } from './test-data/slot-query.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const handler = createSlotHandler({
  agenda: {
    listAssociations: () => [
      {
        siret: '34173748400020',
        name: 'SOS',
        places: [
          {
            id: 'p',
            name: 'Lieu',
            address: { line: '1 rue', postalCode: '35000', city: 'Rennes' },
          },
        ],
      },
    ],
    findFreeSlots: ({ from }) => [
      {
        id: 's',
        placeId: 'p',
        start: from.getTime(),
        end: from.getTime() + 60_000,
        audience: ['sas'],
        consultation: ['remote'],
        booking: 'appointment',
        url: 'https://agenda.example/p?x=1',
      },
    ],
  },
  placeIdSystem: 'urn:oid:1.2.3',
  clock: { now: () => generatedEpoch },
});

const right = toSlotQuery({
  from: '2026-12-01T08:00:00+01:00',
  to: '2026-12-03T08:00:00+01:00',
  sirets: ['334173748400020'],
});
const pieces = right.split(/(?<=[&=|:,])/);
const noise = [
  '%',
  '%2',
  '%ZZ',
  '%00',
  '&',
  '=',
  '|',
  ',',
  ';',
  '+',
  '%F0%9F%98%80',
  "'",
  '"',
  '<',
  '..',
  '\\',
  '9'.repeat(200),
  '[]',
  '{}',
  'ge',
  'le',
  '__proto__',
  '&_format=xml',
  '%C3',
  '-',
  '١',
];

const anyQuery = fc.oneof(
  // A valid query, with some pieces removed, repeated or replaced by noise.
  fc
    .array(fc.tuple(fc.nat({ max: pieces.length - 1 }), fc.constantFrom(...noise, '')), {
      maxLength: 4,
    })
    .map((edits) => {
      const edited = [...pieces];
      for (const [at, piece] of edits) edited[at] = piece;
      return edited.join('');
    }),
  fc.array(fc.constantFrom(...pieces, ...noise), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 200 }),
  fc.webQueryParameters({ size: 'medium' }),
);
const anyPath = fc.constantFrom(
  'Schedule',
  'Schedule',
  'Schedule',
  'Slot',
  'Location',
  'Organization',
  'Slot/%ZZ',
  'Slot/s',
);

it('100,000 queries: none causes an internal error, and memory does not grow', async () => {
  const statuses = new Map<number, number>();
  const run = async (numRuns: number, seed: number) => {
    await fc.assert(
      fc.asyncProperty(anyPath, anyQuery, async (path, query) => {
        const url = `https://agenda.example/${path}?${query.replaceAll('#', '')}`;
        const response = await handler(new Request(url));
        const body = JSON.parse(await response.text());
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        if (response.status === 200) return;
        if (![400, 404, 406].includes(response.status))
          throw new Error(`${response.status} ${url}`);
        if (body.resourceType !== 'OperationOutcome') throw new Error(`no outcome: ${url}`);
      }),
      { numRuns, seed },
    );
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const warm = await run(10_000, 1);
  const after = await run(90_000, 2);
  // The rest belongs to the runtime: a leak of 100 bytes per query would be 9 MB.
  expect(after - warm).toBeLessThan(6_000_000);
  expect([...statuses.keys()].sort()).toEqual([200, 400, 404, 406]);
  for (const count of statuses.values()) expect(count).toBeGreaterThan(100);
}, 120_000);
