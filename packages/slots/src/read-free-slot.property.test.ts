import type { FreeSlot } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDirectory } from './directory/read-directory.js';
import { createSlotReader, readFreeSlot } from './read-free-slot.js';
import { anyAgenda } from './test-data/arbitrary-agenda.js';

const odd: fc.Arbitrary<unknown> = fc.constantFrom(
  undefined,
  null,
  '',
  ' ',
  7,
  {},
  [],
  ['Fièvre', ' '],
  [{ code: 'SM54', label: '\u0000' }],
);
const properties = [
  'id',
  'placeId',
  'start',
  'end',
  'audience',
  'consultation',
  'booking',
  'url',
  'reasons',
] as const;

/** Slots of an agenda, some of them with a property that is wrong, in runs of one place or mixed. */
const anySlots = fc
  .tuple(
    anyAgenda,
    fc.infiniteStream(fc.tuple(fc.nat(9), fc.constantFrom(...properties), odd)),
    fc.boolean(),
  )
  .map(([agenda, faults, inRuns]) => {
    const slots = agenda.slots.map((slot): FreeSlot => {
      const [chance, property, value] = faults.next().value;
      return chance === 0 ? ({ ...slot, [property]: value } as FreeSlot) : slot;
    });
    const key = (slot: FreeSlot) => String(slot.placeId);
    return {
      directory: readDirectory(agenda.associations),
      slots: inRuns ? slots.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) : slots,
    };
  });

describe('createSlotReader', () => {
  it('reads each slot as if it were alone, whatever came before it', () => {
    fc.assert(
      fc.property(anySlots, ({ directory, slots }) => {
        const read = createSlotReader(directory);
        for (const slot of slots) expect(read(slot)).toEqual(readFreeSlot(slot, directory));
      }),
      { numRuns: 60 },
    );
  });
});
