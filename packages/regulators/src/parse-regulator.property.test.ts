import { toEmailKey } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegulator } from './parse-regulator.js';
import { anyAccount, anyBody } from './test-data/arbitrary-bodies.js';
import { toFhirPractitioner } from './to-fhir-practitioner.js';

const overTheWire = (resource: unknown): unknown => JSON.parse(JSON.stringify(resource));

describe('any account', () => {
  it('is the same after it is written and read again', () => {
    fc.assert(
      fc.property(anyAccount, (account) => {
        const { id, version: _, ...regulator } = account;
        const resource = toFhirPractitioner(account);
        expect(resource.id).toBe(id);
        expect(parseRegulator(overTheWire(resource))).toEqual(regulator);
      }),
      { numRuns: 2000, seed: 2026 },
    );
  });
});

describe('any body', () => {
  it('is read, and is read as the same after it was stored and served', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const regulator = parseRegulator(overTheWire(body));
        expect(regulator.active).toBe(body.active);
        expect(regulator.emailKey).toBe(toEmailKey(regulator.email));
        const served = toFhirPractitioner({ ...regulator, id: 'a', version: 1 });
        expect(parseRegulator(overTheWire(served))).toEqual(regulator);
      }),
      { numRuns: 2000, seed: 2026 },
    );
  });
});
