import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFhirId, toFhirId } from './fhir-id.js';

describe('toFhirId', () => {
  it.each([
    { name: 'a number', input: '42' },
    { name: 'a UUID', input: '5f0c3a3e-0b5a-4c3e-8b5a-0123456789ab' },
    { name: 'a UUID in capitals', input: '5F0C3A3E-0B5A-4C3E-8B5A-0123456789AB' },
    { name: 'dots and dashes', input: 'lyon.3-b' },
    { name: '64 characters', input: 'a'.repeat(64) },
    { name: 'x without a dash', input: 'x42' },
    { name: 'three dots', input: '...' },
  ])('keeps $name', ({ input }) => {
    expect(isFhirId(input)).toBe(true);
    expect(toFhirId(input)).toBe(input);
  });

  it.each([
    { name: 'nothing', input: '' },
    { name: '65 characters', input: 'a'.repeat(65) },
    { name: 'an underscore', input: 'place_1' },
    { name: 'a slash', input: 'rennes/1' },
    { name: 'a space', input: 'rennes 1' },
    { name: 'an accent', input: 'orléans' },
    { name: 'a line break', input: '42\n' },
    { name: 'a text in the form of a digest', input: `x-${'0'.repeat(48)}` },
    { name: 'a dot, which is dropped from a URL path', input: '.' },
    { name: 'two dots, which go up in a URL path', input: '..' },
  ])('digests $name', ({ input }) => {
    expect(toFhirId(input)).toMatch(/^x-[0-9a-f]{48}$/);
  });

  it('always returns a FHIR id, the same for the same id, another one for another id', () => {
    const id = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.uuid(),
      fc.constantFrom('.', '..', 'x-'),
    );
    fc.assert(
      fc.property(id, id, (first, second) => {
        expect(isFhirId(toFhirId(first))).toBe(true);
        expect(toFhirId(first)).toBe(toFhirId(first));
        expect(toFhirId(first) === toFhirId(second)).toBe(first === second);
      }),
    );
  });

  it('returns an id that a URL path keeps', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '-', 'x', 'a') }), (id) => {
        const { pathname } = new URL(`https://agenda.example/fhir/Slot/${toFhirId(id)}`);
        expect(pathname).toBe(`/fhir/Slot/${toFhirId(id)}`);
      }),
    );
  });

  it('takes for an id what the expression of FHIR takes for one', () => {
    const nearly = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '-', '.', '_', ' ', 'é', '\n'),
    });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ minLength: 60, maxLength: 70 })), (id) => {
        expect(isFhirId(id)).toBe(/^[A-Za-z0-9.-]{1,64}$/.test(id));
      }),
    );
  });
});
