import type { OpeningHours } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { readOpeningHours } from './opening-hours.js';

const row = (opens: unknown, closes: unknown, days: unknown = ['mon']) =>
  readOpeningHours({ days, opens, closes } as OpeningHours);

describe('readOpeningHours', () => {
  it.each([
    { opens: '08:00', closes: '20:30', hours: { opens: '08:00:00', closes: '20:30:00' } },
    { opens: '08:00:30', closes: '23:59', hours: { opens: '08:00:30', closes: '23:59:00' } },
    { opens: '20:00', closes: '24:00', hours: { opens: '20:00:00', closes: '23:59:59' } },
    { opens: '20:00', closes: '24:00:00', hours: { opens: '20:00:00', closes: '23:59:59' } },
    { opens: '20:00', closes: '00:00', hours: { opens: '20:00:00', closes: '00:00:00' } },
    { opens: '20:00', closes: '08:00', hours: { opens: '20:00:00', closes: '08:00:00' } },
    { opens: '00:00', closes: '24:00', hours: undefined },
    { opens: '00:00', closes: '00:00', hours: undefined },
  ])('reads $opens to $closes', ({ opens, closes, hours }) => {
    expect(row(opens, closes)).toEqual({ days: ['mon'], ...(hours && { hours }) });
  });

  it.each([
    ['08:00', '25:00'],
    ['08:00', '20:60'],
    ['08:00', undefined],
    ['24:00', '08:00'],
    ['8:00', '20:00'],
    ['08:00', '08:00'],
    ['08:00', '08:00:00'],
  ])('refuses %s to %s', (opens, closes) => {
    expect(row(opens, closes)).toBeUndefined();
  });

  it('reads each day once, and refuses a row without days or with another one', () => {
    expect(row('08:00', '20:00', ['mon', 'sun', 'mon'])?.days).toEqual(['mon', 'sun']);
    for (const days of [[], ['mon', 'lundi'], 'mon', null]) {
      expect(row('08:00', '20:00', days)).toBeUndefined();
    }
    for (const given of [null, 'mon', undefined]) {
      expect(readOpeningHours(given as never)).toBeUndefined();
    }
  });
});
