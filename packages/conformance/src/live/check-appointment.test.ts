import type { Appointment } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { toSeverity } from '../rule/check.js';
import {
  effector,
  nobodyYet,
  toAppointment,
  toOperator,
  toPersonIdentifier,
  without,
} from '../rules/appointments/appointment.fixture.js';
import { appointmentRules } from '../rules/appointments/appointment-rules.js';
import { checkAppointment } from './check-appointment.js';

const uuid = '8d0aeb4c-6e1c-4d5b-8c0b-2f3d5f1e9a10';
const operatorAt = 'Appointment.extension[0].valueReference.identifier';
const effectorAt = 'Appointment.participant[0].actor.identifier';

function withOperator(identifier: unknown): Appointment {
  return toAppointment({ extension: [toOperator(identifier as never)] });
}

function withEffector(value: string, rest: Partial<Appointment> = {}): Appointment {
  const actor = { identifier: toPersonIdentifier(value) };
  return toAppointment({ ...rest, participant: [{ ...effector, actor }] });
}

describe('a report is accepted', () => {
  it.each([
    { name: 'booked, with an effector', body: toAppointment() },
    {
      name: 'pending, without an effector',
      body: toAppointment({ status: 'pending', participant: [nobodyYet] }),
    },
    { name: 'fulfilled', body: toAppointment({ status: 'fulfilled' }) },
    { name: 'not honoured', body: toAppointment({ status: 'noshow' }) },
    {
      name: 'cancelled before there was an effector',
      body: toAppointment({
        status: 'cancelled',
        participant: [{ type: nobodyYet.type ?? [], status: 'accepted' }],
      }),
    },
    { name: 'by a technical regulator', body: withOperator(toPersonIdentifier(uuid, 'INTRN')) },
    { name: 'by a regulator with an RPPS', body: withOperator(toPersonIdentifier('810100050075')) },
    { name: 'an effector with an ADELI', body: withEffector('0351234567') },
    { name: 'instants in UTC', body: toAppointment({ start: '2026-12-01T08:00:00Z' }) },
    {
      name: 'a URL as system',
      body: toAppointment({ identifier: [{ system: 'https://e.example/rdv', value: '1' }] }),
    },
  ])('$name', ({ body }) => {
    const { refusal, checks } = checkAppointment(body);
    expect(refusal).toBeNull();
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(checks).toHaveLength(1 + appointmentRules.length);
  });
});

const rows: readonly {
  readonly name: string;
  readonly rule: string;
  readonly body: Appointment;
  readonly at: string;
}[] = [
  {
    name: 'no identifier',
    rule: 'identifier',
    body: without('identifier'),
    at: 'Appointment.identifier',
  },
  {
    name: 'two identifiers',
    rule: 'identifier',
    body: toAppointment({
      identifier: ['1', '2'].map((value) => ({ system: 'urn:oid:1.2', value })),
    }),
    at: 'Appointment.identifier',
  },
  {
    name: 'an identifier without a system',
    rule: 'identifier',
    body: toAppointment({ identifier: [{ value: '1' }] }),
    at: 'Appointment.identifier[0].system',
  },
  {
    name: 'an identifier without a value',
    rule: 'identifier',
    body: toAppointment({ identifier: [{ system: 'urn:oid:1.2' }] }),
    at: 'Appointment.identifier[0].value',
  },
  {
    name: 'a system that is neither OID nor URL',
    rule: 'identifier',
    body: toAppointment({ identifier: [{ system: 'oid:1.2.250.1', value: '1' }] }),
    at: 'Appointment.identifier[0].system',
  },
  {
    name: 'no operator',
    rule: 'operator',
    body: without('extension'),
    at: 'Appointment.extension',
  },
  {
    name: 'another extension in addition',
    rule: 'operator',
    body: toAppointment({
      extension: [
        toOperator(toPersonIdentifier('3456780581/1')),
        { url: 'http://e.example', valueString: 'a' },
      ],
    }),
    at: 'Appointment.extension',
  },
  {
    name: 'an operator that is not a reference',
    rule: 'operator',
    body: toAppointment({ extension: [{ url: toOperator({}).url, valueString: 'Dr Who' }] }),
    at: 'Appointment.extension[0].valueReference',
  },
  {
    name: 'an operator without an identifier',
    rule: 'operator',
    body: toAppointment({
      extension: [{ url: toOperator({}).url, valueReference: { reference: 'Practitioner/1' } }],
    }),
    at: operatorAt,
  },
  {
    name: 'an operator without a type',
    rule: 'operator',
    body: withOperator({ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '810100050075' }),
    at: `${operatorAt}.type.coding`,
  },
  {
    name: 'two types of operator',
    rule: 'operator',
    body: withOperator({
      ...toPersonIdentifier('8'),
      type: { coding: [{ code: 'IDNPS' }, { code: 'INTRN' }] },
    }),
    at: `${operatorAt}.type.coding`,
  },
  {
    name: 'an identifier type of a structure',
    rule: 'operator',
    body: withOperator({
      ...toPersonIdentifier('8'),
      type: { coding: [{ system: 'http://e.example', code: 'IDNPS' }] },
    }),
    at: `${operatorAt}.type.coding[0].system`,
  },
  {
    name: 'an identifier type of another kind',
    rule: 'operator',
    body: withOperator(toPersonIdentifier('8', 'IDNST' as 'IDNPS', 'urn:oid:1.2.250.1.71.4.2.1')),
    at: `${operatorAt}.type.coding[0].code`,
  },
  {
    name: 'an operator without a system',
    rule: 'operator',
    body: withOperator({ type: toPersonIdentifier('8').type, value: '810100050075' }),
    at: `${operatorAt}.system`,
  },
  {
    name: 'a type and a system that contradict each other',
    rule: 'operator',
    body: withOperator(toPersonIdentifier(uuid, 'INTRN', 'urn:oid:1.2.250.1.71.4.2.1')),
    at: `${operatorAt}.system`,
  },
  {
    name: 'an operator without a value',
    rule: 'operator',
    body: withOperator({
      type: toPersonIdentifier('8').type,
      system: 'urn:oid:1.2.250.1.71.4.2.1',
    }),
    at: `${operatorAt}.value`,
  },
  {
    name: 'an RPPS without its prefix',
    rule: 'operator',
    body: withOperator(toPersonIdentifier('81010005007')),
    at: `${operatorAt}.value`,
  },
  {
    name: 'a technical identifier that is not a UUID',
    rule: 'operator',
    body: withOperator(toPersonIdentifier('42', 'INTRN')),
    at: `${operatorAt}.value`,
  },
  { name: 'no status', rule: 'status', body: without('status'), at: 'Appointment.status' },
  {
    name: 'a status that FHIR has and the flow does not',
    rule: 'status',
    body: toAppointment({ status: 'arrived' }),
    at: 'Appointment.status',
  },
  { name: 'no start', rule: 'period', body: without('start'), at: 'Appointment.start' },
  { name: 'no end', rule: 'period', body: without('end'), at: 'Appointment.end' },
  {
    name: 'an end before the start, because of their offsets',
    rule: 'period',
    body: toAppointment({ end: '2026-12-01T09:15:00+02:00' }),
    at: 'Appointment.end',
  },
  {
    name: 'no participant',
    rule: 'participants',
    body: without('participant'),
    at: 'Appointment.participant',
  },
  {
    name: 'a participant without a status',
    rule: 'participants',
    body: toAppointment({ participant: [{ actor: effector.actor ?? {} } as never] }),
    at: 'Appointment.participant[0].status',
  },
  {
    name: 'a participant who declined',
    rule: 'participants',
    body: toAppointment({ participant: [effector, { ...effector, status: 'declined' }] }),
    at: 'Appointment.participant[1].status',
  },
  {
    name: 'a participant of another type',
    rule: 'participants',
    body: toAppointment({
      participant: [
        {
          ...effector,
          type: [{ coding: [{ ...nobodyYet.type?.[0]?.coding?.[0], code: 'ATND' }] }],
        },
      ],
    }),
    at: 'Appointment.participant[0].type',
  },
  {
    name: 'a participant without type or actor',
    rule: 'participants',
    body: toAppointment({ status: 'cancelled', participant: [{ status: 'accepted' }] }),
    at: 'Appointment.participant[0]',
  },
  {
    name: 'an effector with a SIRET',
    rule: 'effector',
    body: withEffector('333417374840002'),
    at: `${effectorAt}.value`,
  },
  {
    name: 'an RPPS that is too short',
    rule: 'effector',
    body: withEffector('8101000500'),
    at: `${effectorAt}.value`,
  },
  {
    name: 'a technical effector',
    rule: 'effector',
    body: toAppointment({
      participant: [{ ...effector, actor: { identifier: toPersonIdentifier(uuid, 'INTRN') } }],
    }),
    at: `${effectorAt}.type.coding[0].code`,
  },
  {
    name: 'an effector without an identifier',
    rule: 'effector',
    body: toAppointment({ participant: [{ ...effector, actor: { display: 'Dr Who' } }] }),
    at: effectorAt,
  },
  {
    name: 'accepted without an actor',
    rule: 'effector',
    body: toAppointment({ participant: [{ ...nobodyYet, status: 'accepted' }] }),
    at: 'Appointment.participant[0].actor',
  },
  {
    name: 'fulfilled without an effector',
    rule: 'effector',
    body: toAppointment({
      status: 'fulfilled',
      participant: [{ ...effector, status: 'needs-action' }],
    }),
    at: 'Appointment.participant',
  },
  {
    name: 'no effector yet, without the type ADM',
    rule: 'effector',
    body: toAppointment({
      status: 'pending',
      participant: [{ type: [{ text: 'x' }], status: 'needs-action' }],
    }),
    at: 'Appointment.participant[0].type',
  },
  {
    name: 'needs-action in a booked appointment',
    rule: 'needs-action',
    body: toAppointment({ participant: [nobodyYet] }),
    at: 'Appointment.participant[0].status',
  },
  {
    name: 'a cancellation reason without a cancellation',
    rule: 'cancelation-reason',
    body: toAppointment({ cancelationReason: { text: 'x' } }),
    at: 'Appointment.cancelationReason',
  },
  {
    name: 'a contained resource',
    rule: 'patient',
    body: toAppointment({ contained: [{ resourceType: 'Patient', id: 'p' }] }),
    at: 'Appointment.contained',
  },
  {
    name: 'a patient among the participants',
    rule: 'patient',
    body: toAppointment({
      participant: [
        effector,
        { actor: { ...effector.actor, reference: 'Patient/1' }, status: 'accepted' },
      ],
    }),
    at: 'Appointment.participant[1].actor',
  },
];

describe('a report is refused', () => {
  it.each(rows)('$rule: $name', ({ rule, body, at }) => {
    const { refusal, checks } = checkAppointment(body);
    expect(refusal?.status).toBe(422);
    expect(refusal?.issues.map(({ expression }) => expression)).toContain(at);
    const failed = checks.filter(({ passed, severity }) => !passed && severity === 'error');
    expect(failed.map((check) => check.rule)).toContain(`appointments.${rule}`);
  });

  it('has at least one example for every rule that can refuse', () => {
    const refusing = appointmentRules.filter(({ level }) => toSeverity(level) === 'error');
    expect(new Set(rows.map(({ rule }) => `appointments.${rule}`))).toEqual(
      new Set(refusing.map(({ id }) => id)),
    );
  });
});

describe('a report is accepted with a warning', () => {
  it.each([
    { rule: 'profile', body: without('meta') },
    { rule: 'created', body: without('created') },
    { rule: 'unexpected-element', body: toAppointment({ comment: 'Fièvre' }) },
  ])('$rule', ({ rule, body }) => {
    const { refusal, checks } = checkAppointment(body);
    expect(refusal).toBeNull();
    expect(checks.filter(({ passed }) => !passed)).toMatchObject([
      { rule: `appointments.${rule}`, severity: 'warning' },
    ]);
    expect(JSON.stringify(checks)).not.toContain('Fièvre');
  });
});
