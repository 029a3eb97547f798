import { describe, expect, it } from 'vitest';
import { overseasTimeZone } from './overseas.js';
import { createTimeZone } from './time-zone.js';

describe('overseasTimeZone', () => {
  it.each([
    { name: 'Guadeloupe', input: '97110', expected: 'America/Guadeloupe', offset: '-04:00' },
    {
      name: 'Saint-Barthélemy, before 977',
      input: '97133',
      expected: 'America/Guadeloupe',
      offset: '-04:00',
    },
    {
      name: 'Saint-Martin, before 978',
      input: '97150',
      expected: 'America/Guadeloupe',
      offset: '-04:00',
    },
    { name: 'Martinique', input: '97200', expected: 'America/Martinique', offset: '-04:00' },
    { name: 'Guyane', input: '97300', expected: 'America/Cayenne', offset: '-03:00' },
    { name: 'Réunion', input: '97400', expected: 'Indian/Reunion', offset: '+04:00' },
    {
      name: 'Saint-Pierre-et-Miquelon',
      input: '97500',
      expected: 'America/Miquelon',
      offset: '-03:00',
    },
    { name: 'Mayotte', input: '97600', expected: 'Indian/Mayotte', offset: '+03:00' },
    {
      name: 'Saint-Barthélemy',
      input: '97700',
      expected: 'America/St_Barthelemy',
      offset: '-04:00',
    },
    { name: 'Saint-Martin', input: '97801', expected: 'America/Marigot', offset: '-04:00' },
    { name: 'Wallis-et-Futuna', input: '98600', expected: 'Pacific/Wallis', offset: '+12:00' },
    { name: 'Polynésie', input: '98714', expected: 'Pacific/Tahiti', offset: '-10:00' },
    { name: 'Nouvelle-Calédonie', input: '98800', expected: 'Pacific/Noumea', offset: '+11:00' },
  ])('$name', ({ input, expected, offset }) => {
    expect(overseasTimeZone(input)).toBe(expected);
    expect(createTimeZone(expected).format(Date.UTC(2026, 11, 1))).toMatch(
      new RegExp(`\\${offset}$`),
    );
  });

  it.each([
    { name: 'the mainland', input: '35000' },
    { name: 'Corsica', input: '20000' },
    { name: 'Monaco', input: '98000' },
    { name: 'nothing', input: '' },
    { name: 'a property name that every object has', input: 'constructor' },
  ])('returns undefined for $name', ({ input }) => {
    expect(overseasTimeZone(input)).toBeUndefined();
  });
});
