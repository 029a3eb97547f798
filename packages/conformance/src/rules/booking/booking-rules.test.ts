import { expect, it } from 'vitest';
import { readSearchSet } from '../../read/search-set/read-search-set.js';
import { toSlotBundle } from '../../read/search-set/right-answers.fixture.js';
import { findBroken } from '../../rule/judge.fixture.js';
import {
  nobodyYet,
  toAppointment,
  toOperator,
  toPersonIdentifier,
} from '../appointments/appointment.fixture.js';
import { appointmentsEffectorRpps } from '../appointments/appointments-effector-rpps.js';
import { declarationsAnswered } from '../declarations/declarations-answered.js';
import { declarationsFavourable } from '../declarations/declarations-favourable.js';
import { bookingFulfilledNamed } from './booking-fulfilled-named.js';
import { bookingOneWins } from './booking-one-wins.js';
import { bookingOperator } from './booking-operator.js';
import { bookingReported } from './booking-reported.js';
import { bookingSlotBack } from './booking-slot-back.js';
import { bookingSlotGone } from './booking-slot-gone.js';

const regulator = ['3456780581/11242343'];
const report = toAppointment();
const set = readSearchSet(toSlotBundle('https://agenda.example/fhir/Schedule?a=1'));

it('booking.reported', () => {
  const rest = { waitedMilliseconds: 5000, regulator };
  expect(findBroken([bookingReported], { report, ...rest })).toEqual([]);
  expect(findBroken([bookingReported], { report: undefined, ...rest })).toEqual([
    'booking.reported',
  ]);
});

it('booking.operator', () => {
  const other = toAppointment({ extension: [toOperator(toPersonIdentifier('810100050075'))] });
  const rest = { waitedMilliseconds: 1, regulator };
  expect(findBroken([bookingOperator], { report, ...rest })).toEqual([]);
  expect(findBroken([bookingOperator], { report: other, ...rest })).toEqual(['booking.operator']);
});

it('booking.slot-gone, booking.slot-back', () => {
  expect(findBroken([bookingSlotGone], { set, slot: 'booked' })).toEqual([]);
  expect(findBroken([bookingSlotGone], { set, slot: 's0-10' })).toEqual(['booking.slot-gone']);
  expect(findBroken([bookingSlotGone], { set: undefined, slot: 'booked' })).toEqual([
    'booking.slot-gone',
  ]);
  expect(findBroken([bookingSlotBack], { set, slot: 's0-10' })).toEqual([]);
  expect(findBroken([bookingSlotBack], { set, slot: 'booked' })).toEqual(['booking.slot-back']);
});

it.each([
  { statuses: [200, 409], reported: 1, broken: [] },
  { statuses: [200, 200], reported: 2, broken: ['booking.one-wins'] },
  { statuses: [409, 409], reported: 0, broken: ['booking.one-wins'] },
  { statuses: [200, 500], reported: 1, broken: ['booking.one-wins'] },
])('booking.one-wins: $statuses, $reported', ({ broken, ...race }) => {
  expect(findBroken([bookingOneWins], race)).toEqual(broken);
});

it('booking.fulfilled-named', () => {
  const unnamed = toAppointment({ status: 'fulfilled', participant: [nobodyYet] });
  const named = toAppointment({ status: 'fulfilled' });
  for (const right of [undefined, report, named]) {
    expect(findBroken([bookingFulfilledNamed], { report: right })).toEqual([]);
  }
  expect(findBroken([bookingFulfilledNamed], { report: unnamed })).toEqual([
    'booking.fulfilled-named',
  ]);
});

it('appointments.effector-rpps', () => {
  expect(findBroken([appointmentsEffectorRpps], report)).toEqual([]);
  for (const wrong of [toAppointment({ participant: [nobodyYet] }), 'text', null]) {
    expect(findBroken([appointmentsEffectorRpps], wrong)).toEqual(['appointments.effector-rpps']);
  }
});

it('declarations', () => {
  const rules = [declarationsAnswered, declarationsFavourable];
  const declarations = {
    rppsUsed: true,
    rppsAlwaysThere: true,
    structureIdentifier: 'SIRET',
    healthDataHosting: 'en cours',
    twoFactor: true,
    lockOut: true,
  };
  expect(findBroken(rules, { declarations })).toEqual([]);
  expect(findBroken(rules, { declarations: { ...declarations, twoFactor: false } })).toEqual([
    'declarations.favourable',
  ]);
  expect(findBroken(rules, { declarations: { rppsUsed: true } })).toEqual([
    'declarations.answered',
  ]);
});
