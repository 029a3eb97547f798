import { describe, expect, it } from 'vitest';
import { toOpeningHours } from './opening-hours.js';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('toOpeningHours', () => {
  it.each([
    { name: 'none', hours: [], expected: [] },
    {
      name: 'a run of days',
      hours: [{ days: week.slice(0, 5), opens: '08:00:00', closes: '19:00:00' }],
      expected: ['lun.–ven. 8 h–19 h'],
    },
    {
      name: 'every day, day and night',
      hours: [{ days: week, opens: null, closes: null }],
      expected: ['tous les jours 24 h/24'],
    },
    {
      name: 'two consecutive days',
      hours: [{ days: ['sat', 'sun'], opens: '09:30:00', closes: '12:15:00' }],
      expected: ['sam., dim. 9 h 30–12 h 15'],
    },
    {
      name: 'separate days, in any order',
      hours: [{ days: ['fri', 'mon'], opens: '08:00:00', closes: '09:00:00' }],
      expected: ['lun., ven. 8 h–9 h'],
    },
    {
      name: 'a break at noon',
      hours: [
        { days: ['mon'], opens: '08:00:00', closes: '12:00:00' },
        { days: ['mon'], opens: '14:00:00', closes: '19:00:00' },
      ],
      expected: ['lun. 8 h–12 h, 14 h–19 h'],
    },
    {
      name: 'no closing',
      hours: [{ days: ['mon'], opens: '08:00:00', closes: null }],
      expected: ['lun. dès 8 h'],
    },
    {
      name: 'no opening',
      hours: [{ days: ['mon'], opens: null, closes: '08:00:00' }],
      expected: ['lun. jusqu’à 8 h'],
    },
    {
      name: 'an unknown day',
      hours: [{ days: ['x'], opens: '08:00:00', closes: '09:00:00' }],
      expected: ['jours non précisés, 8 h–9 h'],
    },
  ])('$name', ({ hours, expected }) => {
    expect(toOpeningHours(hours)).toEqual(expected);
  });
});
