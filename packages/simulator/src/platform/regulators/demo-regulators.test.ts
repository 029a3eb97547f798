import { parseNationalIdentifier } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { demoRegulators } from './demo-regulators.js';

describe('demoRegulators', () => {
  it('are of every kind', () => {
    const active = demoRegulators.filter(({ isActive }) => isActive);
    expect(active.filter(({ nationalId }) => nationalId !== null)).toHaveLength(2);
    expect(active.filter(({ nationalId }) => nationalId === null)).toHaveLength(2);
    expect(demoRegulators).toHaveLength(5);
  });

  it.each(demoRegulators.map((regulator) => ({ ...regulator, name: regulator.givenName })))(
    'have valid identifiers, and unassigned addresses: $name',
    ({ id, technicalId, nationalId, email }) => {
      const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
      expect(id).toMatch(uuid);
      expect(technicalId).toMatch(uuid);
      expect(email).toMatch(/^[\w.-]+@(exemple\.fr|example\.org)$/);
      if (nationalId === null) return;
      expect(nationalId).toMatch(/^8\d{11}$/);
      expect(parseNationalIdentifier(nationalId, 'person').checkDigit).toBe('valid');
    },
  );

  it.each(['id', 'technicalId', 'nationalId', 'email'] as const)('share no %s', (field) => {
    const values = demoRegulators
      .map((regulator) => regulator[field])
      .filter((value) => value !== null);
    expect(new Set(values).size).toBe(values.length);
  });
});
