import { describe, expect, it } from 'vitest';
import type { StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { toMoveChoices, toMoveWindow } from './move-choices.js';

const hour = 3_600_000;
const now = Date.parse('2026-12-01T07:00:00Z');
const appointment = { startsAt: now + 48 * hour } as Appointment;

function slot(id: string, hours: number, part: Partial<StoredSlot> = {}): StoredSlot {
  const startsAt = now + hours * hour;
  return {
    ...{ id, placeId: 'p', startsAt, endsAt: startsAt + hour, audience: ['sas'] },
    ...{ consultation: ['home-visit'], booking: 'appointment', reasons: [], status: 'free' },
    ...part,
  };
}

const idsOf = (list: readonly StoredSlot[]) => list.map(({ id }) => id);

describe('The slots that an appointment can be moved to', () => {
  it('are the nearest first, those of the same kind apart from those of another', () => {
    const slots = [
      slot('early', 2),
      slot('before', 46),
      slot('after', 49),
      slot('late', 90),
      slot('several', 51, { consultation: ['on-site', 'home-visit'] }),
      slot('office', 48.5, { consultation: ['on-site'] }),
      slot('remote', 47, { consultation: ['remote'] }),
    ];
    const { same, other } = toMoveChoices(appointment, ['home-visit'], { slots, now });
    expect(idsOf(same)).toEqual(['after', 'before', 'several', 'late', 'early']);
    expect(idsOf(other)).toEqual(['office', 'remote']);
  });

  it.each([
    { name: 'taken', part: { status: 'booked' } },
    { name: 'walk-in', part: { booking: 'walk-in' } },
    { name: 'for others', part: { audience: ['samu'] } },
    { name: 'past', part: { startsAt: now } },
  ] as const)('leave out a slot that is $name', ({ part }) => {
    const slots = [slot('s', 3, part)];
    const choices = toMoveChoices(appointment, ['home-visit'], { slots, now });
    expect(choices).toEqual({ same: [], other: [] });
  });

  it('are looked for a week before and after, never in the past', () => {
    expect(toMoveWindow(appointment, now)).toEqual({ from: now, to: now + 9 * 24 * hour });
    const far = { startsAt: now + 240 * hour } as Appointment;
    expect(toMoveWindow(far, now)).toEqual({ from: now + 72 * hour, to: now + 408 * hour });
  });
});
