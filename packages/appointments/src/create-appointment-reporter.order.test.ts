import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryOutbox } from '@sas-sos/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAppointmentReporter } from './create-appointment-reporter.js';
import { openSqliteOutbox } from './sqlite/open-sqlite-outbox.js';
import { createHistory, readHistory } from './test-data/appointment-histories.js';
import { type Fault, startPlatformDouble } from './test-data/platform-double.js';
import { identifierSystem } from './test-data/report-data.js';

const anyFault = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Fault>('none') },
  { weight: 5, arbitrary: fc.constantFrom<Fault>('cut-before', 'cut-after') },
  { weight: 1, arbitrary: fc.constant<Fault>('silent-after') },
  {
    weight: 8,
    arbitrary: fc.record({
      status: fc.constantFrom(408, 425, 429, 500, 502, 503, 504),
      acts: fc.boolean(),
      headers: fc.constantFrom<Record<string, string>>({}, { 'retry-after': '0' }),
    }),
  },
);

const stores = [
  {
    name: 'memory',
    open: async () => ({ outbox: createMemoryOutbox(), close: async () => {} }),
  },
  {
    name: 'SQLite',
    async open() {
      const folder = await mkdtemp(join(tmpdir(), 'sas-sos-order-'));
      const outbox = await openSqliteOutbox({ file: join(folder, 'outbox.sqlite') });
      return {
        outbox,
        async close() {
          await outbox.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
];

it.each(stores)(
  'keeps the order of each appointment and creates it once, whatever the platform does: $name',
  async ({ open }) => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
      fc.array(anyFault, { minLength: 40, maxLength: 120 }),
      async (lengths, faults) => {
        await using platform = await startPlatformDouble((_, count) => faults[count] ?? 'none');
        const { outbox, close } = await open();
        const reporter = createAppointmentReporter({
          ...{ outbox, platformUrl: platform.url, identifierSystem, concurrency: 4 },
          limits: {
            ...{ firstRetryMilliseconds: 1, longestRetryMilliseconds: 10, pollMilliseconds: 20 },
            answerMilliseconds: 500,
          },
        });
        reporter.start();
        const histories = lengths.map((length, index) => createHistory(`a${index}`, length));
        await Promise.all(
          histories.map(async (history) => {
            for (const report of history) await reporter.report(report);
          }),
        );
        await expect
          .poll(async () => (await outbox.count()).waiting, { timeout: 20_000, interval: 5 })
          .toBe(0);
        await reporter.stop();
        await close();
        for (const [index, length] of lengths.entries()) {
          expect(readHistory(platform.states.get(`a${index}`))).toEqual(
            Array.from({ length }, (_, event) => event),
          );
          expect(platform.resources.get(`a${index}`)).toBe(1);
        }
      },
    );
    await fc.assert(property, { numRuns: 8, seed: 20261123, endOnFailure: true });
  },
  120_000,
);
