import { describe, expect, it } from 'vitest';
import { renderZone, toSpan, toZoneNote } from './place-time.js';

const at = (text: string) => ({
  startsAt: Date.parse(text),
  endsAt: Date.parse(text) + 20 * 60_000,
});

describe('The time of a place', () => {
  it.each([
    {
      name: 'in Paris',
      zone: 'Europe/Paris',
      start: '2026-12-01T08:00:00Z',
      text: 'mardi 1er décembre 2026, 09:00–09:20',
    },
    {
      name: 'in La Réunion',
      zone: 'Indian/Reunion',
      start: '2026-12-01T06:00:00Z',
      text: 'mardi 1er décembre 2026, 10:00–10:20 (heure locale, UTC+4 ; 07:00–07:20 à Paris)',
    },
    {
      name: 'in Guyane, in the evening of the day before',
      zone: 'America/Cayenne',
      start: '2026-12-02T00:30:00Z',
      text: 'mardi 1er décembre 2026, 21:30–21:50 (heure locale, UTC−3 ; mer. 2 déc., 01:30–01:50 à Paris)',
    },
  ])('says whose it is, beside that of Paris: $name', ({ zone, start, text }) => {
    expect(toSpan(at(start), zone)).toBe(text);
  });

  it('has half hours, and the hour of the season', () => {
    const winter = Date.parse('2026-12-01T08:00:00Z');
    expect(toZoneNote(winter, 'Pacific/Marquesas')).toBe('heure locale, UTC−9:30');
    expect(toZoneNote(winter, 'Africa/Kinshasa')).toBeUndefined();
    const summer = Date.parse('2026-07-01T08:00:00Z');
    expect(toZoneNote(summer, 'Africa/Kinshasa')).toBe('heure locale, UTC+1');
  });

  it('is marked in tables too', () => {
    const { startsAt, endsAt } = at('2026-12-01T06:00:00Z');
    const cell = String(renderZone({ startsAt, endsAt }, 'Indian/Reunion'));
    expect(cell).toContain('>heure locale, UTC+4<');
    expect(cell).toContain('>07:00–\u206007:20 à Paris<');
    expect(renderZone({ startsAt, endsAt }, 'Europe/Paris')).toBe(false);
  });
});
