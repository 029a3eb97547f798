import { describe, expect, it } from 'vitest';
import { correctReport, toLocalField } from './report-correction.js';

const before = {
  id: 'a1',
  status: 'booked',
  start: '2026-12-01T10:00:30.000+04:00',
  end: '2026-12-01T10:20:30.000+04:00',
  takenAt: '2026-11-30T10:00:00.000+01:00',
  regulator: { nationalId: '810100050075' },
  effector: '810100050083',
} as const;
const zone = 'Indian/Reunion';
const fields = {
  rpps: undefined,
  regulator: undefined,
  start: undefined,
  end: undefined,
};
const technicalId = '5a5d0000-0000-4000-8000-000000000001';

describe('A corrected report', () => {
  it.each([
    { name: 'nothing, if the form has nothing', given: {}, expected: {} },
    { name: 'the doctor', given: { rpps: '10100050075' }, expected: { effector: '810100050075' } },
    { name: 'no doctor', given: { rpps: ' ' }, expected: { effector: null } },
    {
      name: 'the regulator, by RPPS',
      given: { regulator: '10100050083' },
      expected: { regulator: { nationalId: '810100050083' } },
    },
    {
      name: 'the regulator, by the identifier of the platform',
      given: { regulator: technicalId },
      expected: { regulator: { technicalId } },
    },
    {
      name: 'no other regulator than the form shows',
      given: { regulator: '10100050075' },
      expected: {},
    },
    {
      name: 'the times, at the place',
      given: { start: '2026-12-01T11:00', end: '2026-12-01T11:20' },
      expected: { start: '2026-12-01T07:00:00.000Z', end: '2026-12-01T07:20:00.000Z' },
    },
    {
      name: 'no time that the form shows as it is',
      given: { start: toLocalField(before.start, zone), end: toLocalField(before.end, zone) },
      expected: {},
    },
  ])('has $name', ({ given, expected }) => {
    expect(correctReport(before, { ...fields, ...given }, zone)).toEqual({
      ...before,
      ...expected,
    });
  });

  it.each([
    { given: { rpps: 'x' }, mistake: 'rpps' },
    { given: { regulator: '' }, mistake: 'regulator' },
    { given: { start: '2026-12-01T12:00' }, mistake: 'times' },
    { given: { end: 'x' }, mistake: 'times' },
    { given: { start: '2026-02-30T12:00' }, mistake: 'times' },
  ])('is not sent with $given', ({ given, mistake }) => {
    expect(correctReport(before, { ...fields, ...given }, zone)).toBe(mistake);
  });

  it('needs a doctor if it is honoured', () => {
    const honoured = { ...before, status: 'fulfilled' } as const;
    expect(correctReport(honoured, { ...fields, rpps: '' }, zone)).toBe('rpps');
  });

  it('shows times as they are at the place', () => {
    expect(toLocalField('2026-12-01T06:00:00Z', zone)).toBe('2026-12-01T10:00');
  });
});
