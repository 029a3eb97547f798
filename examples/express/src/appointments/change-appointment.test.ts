import { describe, expect, it } from 'vitest';
import type { StoredSlot } from '../store/store.js';
import type { Appointment, AppointmentChange } from './appointment.js';
import {
  applyChange,
  type ChangeJudgement,
  isAt,
  judgeChange,
  toNewSlot,
} from './change-appointment.js';

const effector = '810100050075';
const appointment: Appointment = {
  id: 'b6e39355-8a61-4556-b340-36f7b95fec6a',
  slotId: 's1',
  placeId: 'p',
  startsAt: 1000,
  endsAt: 2000,
  status: 'pending',
  regulator: { accountId: 'a', nationalId: null, technicalId: 't' },
  effector: null,
  consultation: null,
  takenAt: 1,
  changedAt: 1,
};

function createSlot(consultation: StoredSlot['consultation']): StoredSlot {
  return {
    ...{ id: 's2', placeId: 'p', startsAt: 5000, endsAt: 6000, audience: ['sas'] },
    ...{ consultation, booking: 'appointment', reasons: [], status: 'free' },
  };
}

const honour = { kind: 'status', status: 'fulfilled' } as const;
const designate = { kind: 'effector', effector } as const;
const move = { kind: 'reschedule', slotId: 's2' } as const;
const cancel = { kind: 'status', status: 'cancelled' } as const;
const noshow = { kind: 'status', status: 'noshow' } as const;

describe('A change of an appointment', () => {
  it.each<{
    name: string;
    before: Partial<Appointment>;
    change: AppointmentChange;
    expected: ChangeJudgement;
  }>([
    { name: 'cancelled', before: {}, change: cancel, expected: 'possible' },
    { name: 'cancelled twice', before: { status: 'cancelled' }, change: cancel, expected: 'same' },
    {
      name: 'cancelled after it was honoured',
      before: { status: 'fulfilled', effector },
      change: cancel,
      expected: 'impossible',
    },
    { name: 'honoured without a doctor', before: {}, change: honour, expected: 'effector-missing' },
    { name: 'honoured', before: { effector }, change: honour, expected: 'possible' },
    {
      name: 'honoured by another doctor',
      before: { status: 'fulfilled', effector },
      change: { ...honour, effector: '810100050083' },
      expected: 'possible',
    },
    {
      name: 'honoured after a no-show',
      before: { status: 'noshow', effector },
      change: honour,
      expected: 'possible',
    },
    {
      name: 'honoured after it was cancelled',
      before: { status: 'cancelled', effector },
      change: honour,
      expected: 'impossible',
    },
    { name: 'not honoured', before: {}, change: noshow, expected: 'possible' },
    { name: 'assigned to a doctor', before: {}, change: designate, expected: 'possible' },
    {
      name: 'assigned to the same doctor',
      before: { status: 'booked', effector },
      change: designate,
      expected: 'same',
    },
    {
      name: 'assigned to a doctor when it is over',
      before: { status: 'noshow' },
      change: designate,
      expected: 'impossible',
    },
    { name: 'moved', before: { status: 'booked' }, change: move, expected: 'possible' },
    {
      name: 'moved when it is cancelled',
      before: { status: 'cancelled' },
      change: move,
      expected: 'impossible',
    },
  ])('$name: $expected', ({ before, change, expected }) => {
    expect(judgeChange({ ...appointment, ...before }, change)).toBe(expected);
  });

  it.each([
    { name: 'its slot', slot: {}, expected: true },
    { name: 'another slot', slot: { id: 's2' }, expected: false },
    { name: 'its slot, for another kind', slot: { kind: 'remote' as const }, expected: false },
    { name: 'its slot, imported again at another time', slot: { startsAt: 1500 }, expected: false },
    {
      name: 'its slot, imported again with a shorter duration',
      slot: { endsAt: 1500 },
      expected: false,
    },
  ])('is at $name: $expected', ({ slot, expected }) => {
    const its = { id: 's1', startsAt: 1000, endsAt: 2000, kind: null };
    expect(isAt(appointment, { ...its, ...slot })).toBe(expected);
  });

  it('takes the times of the slot and its kind, and keeps the rest', () => {
    const slot = { id: 's2', startsAt: 5000, endsAt: 6000, kind: 'remote' } as const;
    expect(applyChange(appointment, move, { now: 9, slot })).toEqual({
      ...appointment,
      ...{ slotId: 's2', startsAt: 5000, endsAt: 6000, consultation: 'remote', changedAt: 9 },
    });
  });

  it.each([
    { name: 'the kept kind', kind: 'remote', asked: undefined, expected: 'remote' },
    {
      name: 'the kind that was agreed on',
      kind: 'home-visit',
      asked: 'on-site',
      expected: 'on-site',
    },
    { name: 'no kind while nobody chose', kind: null, asked: undefined, expected: null },
  ] as const)('holds a new slot for $name', ({ kind, asked, expected }) => {
    const slot = createSlot(['on-site', 'remote']);
    const before = { ...appointment, consultation: kind };
    expect(toNewSlot(before, { ...move, consultation: asked }, slot)).toMatchObject({
      kind: expected,
    });
  });

  it('is not moved to a slot that does not offer its kind', () => {
    const before = { ...appointment, consultation: 'home-visit' } as const;
    expect(toNewSlot(before, move, createSlot(['on-site', 'remote']))).toBe('kind-not-offered');
  });

  it('changes its kind alone', () => {
    const change = { kind: 'consultation', consultation: 'remote' } as const;
    expect(applyChange(appointment, change, { now: 9 })).toEqual({
      ...appointment,
      ...{ consultation: 'remote', changedAt: 9 },
    });
  });

  it('becomes booked when a doctor is designated', () => {
    expect(applyChange(appointment, designate, { now: 9 })).toMatchObject({
      ...{ status: 'booked', effector, takenAt: 1, changedAt: 9 },
    });
  });
});
