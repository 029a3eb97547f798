import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAppointment } from '../appointments/appointment.fixture.js';
import { findShapeFaults } from './find-shape-faults.js';

const rows: readonly { readonly name: string; readonly body: unknown; readonly at: string }[] = [
  { name: 'a list', body: [], at: 'Appointment' },
  { name: 'a text', body: 'x', at: 'Appointment' },
  { name: 'null', body: null, at: 'Appointment' },
  { name: 'another resource', body: { resourceType: 'Slot' }, at: 'Appointment.resourceType' },
  { name: 'no type', body: { status: 'booked' }, at: 'Appointment.resourceType' },
  { name: 'an unknown element', body: { status2: 'x' }, at: 'Appointment.status2' },
  {
    name: 'a nested unknown element',
    body: { identifier: [{ val: '1' }] },
    at: 'Appointment.identifier[0].val',
  },
  { name: 'an object for a list', body: { identifier: {} }, at: 'Appointment.identifier' },
  { name: 'an empty list', body: { participant: [] }, at: 'Appointment.participant' },
  { name: 'an empty object', body: { participant: [{}] }, at: 'Appointment.participant[0]' },
  { name: 'an empty text', body: { comment: '' }, at: 'Appointment.comment' },
  { name: 'null for an element', body: { start: null }, at: 'Appointment.start' },
  { name: 'a number for a text', body: { comment: 5 }, at: 'Appointment.comment' },
  { name: 'a text for a number', body: { priority: '5' }, at: 'Appointment.priority' },
  {
    name: 'an instant without offset',
    body: { start: '2026-12-01T09:00:00' },
    at: 'Appointment.start',
  },
  {
    name: 'an instant without seconds',
    body: { start: '2026-12-01T09:00+01:00' },
    at: 'Appointment.start',
  },
  {
    name: 'a day that does not exist',
    body: { start: '2026-02-30T09:00:00Z' },
    at: 'Appointment.start',
  },
  { name: 'a day for an instant', body: { end: '2026-12-01' }, at: 'Appointment.end' },
  {
    name: 'a moment without offset',
    body: { created: '2026-12-01T09:00:00' },
    at: 'Appointment.created',
  },
  {
    name: 'a system that is not an absolute URI',
    body: { identifier: [{ system: 'mine', value: '1' }] },
    at: 'Appointment.identifier[0].system',
  },
  {
    name: 'a code that FHIR does not have',
    body: { identifier: [{ use: 'mine', value: '1' }] },
    at: 'Appointment.identifier[0].use',
  },
  {
    name: 'a narrative without its content',
    body: { text: { status: 'empty' } },
    at: 'Appointment.text',
  },
  { name: 'an id with a space', body: { id: 'a b' }, at: 'Appointment.id' },
  {
    name: 'an extension without url',
    body: { extension: [{ valueString: 'a' }] },
    at: 'Appointment.extension[0].url',
  },
  {
    name: 'an extension with two values',
    body: { extension: [{ url: 'http://a', valueString: 'a', valueCode: 'b' }] },
    at: 'Appointment.extension[0]',
  },
  {
    name: 'an extension with nothing',
    body: { extension: [{ url: 'http://a' }] },
    at: 'Appointment.extension[0]',
  },
  {
    name: 'an underscore before something that is not a primitive',
    body: { _identifier: {} },
    at: 'Appointment._identifier',
  },
  {
    name: 'null in an element that is not checked further',
    body: { contained: [{ a: null }] },
    at: 'Appointment.contained[0].a',
  },
  { name: 'a key that every object has', body: { constructor: {} }, at: 'Appointment.constructor' },
];

describe('the structure of a report', () => {
  it.each(rows)('is wrong: $name', ({ body, at }) => {
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    const isBare = isObject && ('resourceType' in body || 'status' in body);
    const whole = isObject && !isBare ? { resourceType: 'Appointment', ...body } : body;
    expect(findShapeFaults(whole, 'Appointment')[0]).toMatchObject({
      code: 'structure',
      element: at,
    });
  });

  it.each([
    { name: 'a year for a date', body: { created: '2026' } },
    {
      name: 'an extension of a primitive',
      body: { _start: { extension: [{ url: 'http://a', valueCode: 'b' }] } },
    },
    {
      name: 'a narrative',
      body: {
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">a</div>' },
      },
    },
  ])('is right: $name', ({ body }) => {
    expect(findShapeFaults(toAppointment(body as never), 'Appointment')).toEqual([]);
  });

  it('never gives more than twenty faults', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (body, part) => {
        expect(findShapeFaults(body, 'Appointment').length).toBeGreaterThan(0);
        const faults = findShapeFaults({ ...toAppointment(), participant: part }, 'Appointment');
        expect(faults.length).toBeLessThanOrEqual(20);
      }),
    );
    const many = { resourceType: 'Appointment', participant: Array.from({ length: 100 }, () => 1) };
    expect(findShapeFaults(many, 'Appointment')).toHaveLength(20);
  });
});
