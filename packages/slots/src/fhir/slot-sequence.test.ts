import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedSlot } from '../read-free-slot.js';
import { createOctetWriter } from './octets.js';
import { createSlotSequence } from './slot-sequence.js';

interface Added {
  readonly epoch: number;
  readonly id: string;
  /** From a few octets to more than a piece. */
  readonly length: number;
}

const anySlots: fc.Arbitrary<readonly Added[]> = fc.uniqueArray(
  fc.record({
    epoch: fc.integer({ min: 0, max: 5 }),
    id: fc.string({ unit: fc.constantFrom('a', 'b', '-', '1'), minLength: 1, maxLength: 4 }),
    length: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 20_000, max: 70_000 })),
  }),
  { selector: ({ id }) => id, maxLength: 24 },
);

const textOf = ({ id, length }: Added) => `<${id}:${'é'.repeat(length)}>`;

function write(slots: readonly Added[], before = ''): string {
  const sequence = createSlotSequence();
  for (const slot of slots) {
    const { epoch, id } = slot;
    sequence.add({ start: { epoch, text: '' }, fhirId: id } as ListedSlot, textOf(slot));
  }
  const writer = createOctetWriter();
  writer.write(before);
  sequence.writeTo(writer);
  return Buffer.concat(writer.finish()).toString('latin1');
}

const inOrder = (slots: readonly Added[]) =>
  slots.toSorted((a, b) => a.epoch - b.epoch || (a.id < b.id ? -1 : 1));

describe('The slots of a place', () => {
  it('are written by start, then by id, in whatever order they came', () => {
    fc.assert(
      fc.property(anySlots, (slots) => {
        const expected = `before${inOrder(slots).map(textOf).join('')}`;
        expect(write(slots, 'before') === expected).toBe(true);
        expect(write(inOrder(slots), 'before') === expected).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('are sorted when the last alone is out of order, after pieces that were converted', () => {
    const slots = [1, 2, 3, 0].map((epoch) => ({ epoch, id: `s${epoch}`, length: 70_000 }));
    expect(write(slots) === inOrder(slots).map(textOf).join('')).toBe(true);
  });
});

describe('The last octet', () => {
  it.each(['of a text', 'of bytes', 'of a long text'])('is removed %s', (kind) => {
    const writer = createOctetWriter();
    if (kind === 'of bytes') writer.writeBytes(Buffer.from('abc'));
    else writer.write(kind === 'of a text' ? 'abc' : `${'a'.repeat(200_000)}bc`);
    writer.dropLast();
    writer.write(']');
    expect(Buffer.concat(writer.finish()).toString('latin1')).toMatch(/ab\]$/);
  });
});
