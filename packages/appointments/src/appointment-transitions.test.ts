import { describe, expect, it } from 'vitest';
import type { AppointmentStatus } from './appointment-report.js';
import { isAppointmentTransition, toPrecedingStatuses } from './appointment-transitions.js';

const all = ['pending', 'booked', 'fulfilled', 'noshow', 'cancelled'] as const;

describe('isAppointmentTransition', () => {
  it.each<{ before: AppointmentStatus | null; after: readonly AppointmentStatus[] }>([
    { before: null, after: all },
    { before: 'pending', after: all },
    { before: 'booked', after: all },
    { before: 'fulfilled', after: ['fulfilled', 'noshow'] },
    { before: 'noshow', after: ['fulfilled', 'noshow'] },
    { before: 'cancelled', after: ['cancelled'] },
  ])('after $before: $after', ({ before, after }) => {
    expect(all.filter((status) => isAppointmentTransition(before, status))).toEqual(after);
  });
});

describe('toPrecedingStatuses', () => {
  it.each(all)('is the inverse for %s', (after) => {
    expect(toPrecedingStatuses(after)).toEqual(
      all.filter((before) => isAppointmentTransition(before, after)),
    );
  });
});
