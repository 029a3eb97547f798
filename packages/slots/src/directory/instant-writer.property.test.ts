import { createTimeZone, type InstantLike, toEpochMilliseconds } from '@sas-sos/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createInstantWriter } from './instant-writer.js';

const zone = createTimeZone('Europe/Paris');

/** An instant as vendors give it: few of them, so that they come again, in any order. */
const anyInstant: fc.Arbitrary<InstantLike> = fc.oneof(
  fc.constantFrom<unknown>(
    ...['2026-10-25 00:45:00+00', '2026-10-25T02:45:00+02:00', '2026-10-25T02:45:00+01:00'],
    ...['1792', 1792, 0, Number.NaN, Number.POSITIVE_INFINITY, 1792000000000, 1792000000000.5],
    ...['', 'demain', '2026-02-30T00:00:00Z', '2026-10-25T00:45:00', new Date(Number.NaN)],
    ...[undefined, null, true, {}, [], new Date(1792000000000), new Date(0)],
  ) as fc.Arbitrary<InstantLike>,
  fc.tuple(fc.nat(40), fc.constantFrom('Z', '+00', '+02:00')).map(([quarter, offset]) => {
    const text = new Date(1_792_000_000_000 + quarter * 900_000).toISOString();
    return `${text.slice(0, 19)}${offset}`;
  }),
);

it('writes each instant as if it were alone, whatever came before it', () => {
  fc.assert(
    fc.property(fc.array(anyInstant, { maxLength: 300 }), (instants) => {
      const write = createInstantWriter(zone);
      // Twice: what followed an instant the first time may follow it again, or not.
      for (const instant of [...instants, ...instants]) {
        const epoch = toEpochMilliseconds(instant);
        const written = write(instant);
        if (Number.isNaN(epoch)) expect(written).toBeUndefined();
        else expect(written).toMatchObject({ epoch, text: zone.format(epoch) });
      }
    }),
    { numRuns: 200 },
  );
});

it('goes on after more instants than it keeps', () => {
  const write = createInstantWriter(zone);
  // Slots of a quarter of an hour: what follows an instant the second time is what did the first.
  for (let n = 0; n < 10_000; n += 1) {
    for (const quarter of [n, n + 1, n, n + 1]) {
      const epoch = 1_792_000_000_000 + quarter * 900_000;
      expect(write(epoch)).toMatchObject({ epoch, text: zone.format(epoch) });
    }
  }
});
