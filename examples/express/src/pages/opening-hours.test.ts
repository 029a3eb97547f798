import { describe, expect, it } from 'vitest';
import { toOpening } from './opening-hours.js';

describe('Opening hours', () => {
  it.each([
    { days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'], text: 'du mardi au dimanche' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], text: 'tous les jours' },
    { days: ['sun', 'sat'], text: 'samedi et dimanche' },
    { days: ['wed'], text: 'mercredi' },
    { days: ['mon', 'wed', 'fri'], text: 'lundi, mercredi et vendredi' },
    { days: ['wed', 'mon', 'tue'], text: 'du lundi au mercredi' },
  ] as const)('are $text', ({ days, text }) => {
    expect(toOpening({ days, opens: '08:00', closes: '19:00' })).toBe(`${text}, 08:00–19:00`);
  });
});
