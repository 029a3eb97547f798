import { describe, expect, it } from 'vitest';
import { toOpeningHours } from './opening-hours.js';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('toOpeningHours', () => {
  it.each([
    { name: 'none', hours: [], expected: [] },
    {
      name: 'a run of days',
      hours: [{ days: week.slice(0, 5), opens: '08:00:00', closes: '19:00:00' }],
      expected: ['lun.–ven. 08:00–19:00'],
    },
    {
      name: 'every day, day and night',
      hours: [{ days: week, opens: null, closes: null }],
      expected: ['tous les jours 24 h/24'],
    },
    {
      name: 'two consecutive days',
      hours: [{ days: ['sat', 'sun'], opens: '09:30:00', closes: '12:15:00' }],
      expected: ['sam., dim. 09:30–12:15'],
    },
    {
      name: 'separate days, in any order',
      hours: [{ days: ['fri', 'mon'], opens: '08:00:00', closes: '09:00:00' }],
      expected: ['lun., ven. 08:00–09:00'],
    },
    {
      name: 'a break at noon',
      hours: [
        { days: ['mon'], opens: '08:00:00', closes: '12:00:00' },
        { days: ['mon'], opens: '14:00:00', closes: '19:00:00' },
      ],
      expected: ['lun. 08:00–12:00, 14:00–19:00'],
    },
    {
      name: 'no closing',
      hours: [{ days: ['mon'], opens: '08:00:00', closes: null }],
      expected: ['lun. dès 08:00'],
    },
    {
      name: 'no opening',
      hours: [{ days: ['mon'], opens: null, closes: '08:00:00' }],
      expected: ['lun. jusqu’à 08:00'],
    },
    {
      name: 'until midnight, which FHIR cannot say',
      hours: [{ days: ['mon'], opens: '19:00:00', closes: '23:59:59' }],
      expected: ['lun. 19:00–24:00'],
    },
    {
      name: 'an unknown day',
      hours: [{ days: ['x'], opens: '08:00:00', closes: '09:00:00' }],
      expected: ['jours non précisés, 08:00–09:00'],
    },
  ])('$name', ({ hours, expected }) => {
    expect(toOpeningHours(hours)).toEqual(expected);
  });
});
