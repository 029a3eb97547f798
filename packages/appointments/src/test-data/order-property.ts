import type { Outbox } from '@sas-sos/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createAppointmentReporter } from '../create-appointment-reporter.js';
import { createHistory, readHistory } from './appointment-histories.js';
import { type Fault, startPlatformDouble } from './platform-double.js';
import { identifierSystem } from './report-data.js';

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

/** An outbox over an empty store. */
interface OpenedOutbox {
  readonly outbox: Outbox;
  close(): Promise<void>;
}

/**
 * Asserts that, with the outbox from `open` and under any platform faults, the platform gets every
 * event of each appointment in order and creates each appointment once.
 */
export async function assertOrderIsKept(open: () => Promise<OpenedOutbox>): Promise<void> {
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
}
