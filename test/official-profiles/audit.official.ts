import { type CallerGuard, SasError } from '@sas-sos/core';
import { type FhirHandler, toFhirResponse } from '@sas-sos/fhir-http';
import { createFhirAuditTrail, createGateway } from '@sas-sos/gateway';
import type { AuditEvent } from 'fhir/r4.js';
import { beforeAll, expect, it } from 'vitest';
import {
  toAppointmentRecord,
  toReportRecord,
  toSessionRecord,
} from '../../examples/express/src/audit/audit-record.js';
import { validateAll } from './validator.js';

const fingerprint = 'a'.repeat(64);
const admitted: CallerGuard = () => ({ caller: { commonName: 'sas-aggregator' }, fingerprint });
const refused: CallerGuard = () => ({
  refusal: new SasError('SAS_CALLER_NOT_ADMITTED'),
  ...{ fingerprint, presentedSubject: 'CN=other,OU=318751275100020' },
});
const withoutCertificate: CallerGuard = () => ({
  refusal: new SasError('SAS_CLIENT_CERTIFICATE_MISSING'),
});

/** Exchanges of every kind: what the gateway makes of each. */
const exchanges: readonly {
  readonly name: string;
  readonly method?: string;
  readonly path?: string;
  readonly guard?: CallerGuard | undefined;
  readonly isFailing?: boolean;
  readonly remoteAddress?: string;
}[] = [
  { name: 'a search' },
  { name: 'a search by POST', method: 'POST', path: 'Slot/_search' },
  { name: 'a read', path: 'Slot/1' },
  { name: 'a creation', method: 'POST', path: 'Practitioner' },
  { name: 'an update', method: 'PUT', path: 'Practitioner/1' },
  { name: 'the capabilities', path: 'metadata' },
  { name: 'a caller refused by its name', guard: refused },
  { name: 'a caller without a certificate', guard: withoutCertificate },
  { name: 'any caller, without a guard', guard: undefined },
  { name: 'a caller by IPv6', remoteAddress: '2001:db8::1' },
  { name: 'a failure', isFailing: true },
  { name: 'a path that nothing is served at', path: 'Patient/1' },
  { name: 'a method that is not served', method: 'DELETE', path: 'Slot/1' },
];

/** A part that answers anything, or always fails. */
function createPart(isFailing: boolean): FhirHandler {
  const handler = async () => {
    if (isFailing) throw new Error('The database is away');
    return toFhirResponse({ resourceType: 'Basic', code: { text: 'any' } });
  };
  const shared = { supportedProfile: 'https://profile.example' };
  return Object.assign(handler, {
    resources: [
      {
        ...{ ...shared, type: 'Slot', interactions: ['read', 'search-type'] as const },
        searchParameters: [{ name: 'start', type: 'date', documentation: 'Début' } as const],
      },
      { ...shared, type: 'Practitioner', interactions: ['create', 'update'] as const },
    ],
  });
}

async function recordExchange(exchange: (typeof exchanges)[number]): Promise<AuditEvent> {
  const { method = 'GET', path = 'Slot?start=ge2026', isFailing = false } = exchange;
  const records: AuditEvent[] = [];
  const gateway = createGateway({
    parts: [createPart(isFailing)],
    guard: 'guard' in exchange ? exchange.guard : admitted,
    audit: createFhirAuditTrail({
      observer: 'agenda.example',
      store: (record) => void records.push(record),
    }),
  });
  const { remoteAddress = '192.0.2.1' } = exchange;
  await gateway(new Request(`https://agenda.example/${path}`, { method }), { remoteAddress });
  const [record] = records;
  if (!record || records.length > 1) throw new Error(`${exchange.name}: not one record`);
  return record;
}

/** The records of what a person does, which are a vendor's own. */
function recordPeople(): readonly (readonly [string, AuditEvent])[] {
  const recording = { recordedAt: Date.UTC(2026, 11, 1), observer: 'agenda.example' };
  const names = { familyName: 'Roux', givenName: 'Ana' };
  const account = { id: 'r1', nationalId: '810002909371', technicalId: null, ...names };
  const regulator = { kind: 'regulator', account } as const;
  const technical = { ...account, nationalId: null, technicalId: 'a-technical-id' };
  const staff = { kind: 'staff' } as const;
  return [
    ['a sign-on', toSessionRecord('login', regulator, recording)],
    [
      'a sign-on by a technical id',
      toSessionRecord('login', { ...regulator, account: technical }, recording),
    ],
    ['a sign-out', toSessionRecord('logout', regulator, recording)],
    ['a login of the staff', toSessionRecord('login', staff, recording)],
    ['a booking', toAppointmentRecord({ action: 'taken', id: 'a1' }, regulator, recording)],
    ['a cancellation', toAppointmentRecord({ action: 'cancelled', id: 'a1' }, staff, recording)],
    ['a report delivered', toReportRecord({ id: 'a1', isDelivered: true }, recording)],
    ['a report refused', toReportRecord({ id: 'a1', isDelivered: false }, recording)],
  ];
}

/** Wrong in one way each, in this place: what the validator has to find. */
const wrongs = [
  { name: 'without the time', path: 'recorded' },
  { name: 'with a time without a zone', path: 'recorded', value: '2026-12-01T00:00:00' },
  { name: 'without a type', path: 'type' },
  { name: 'without a caller', path: 'agent' },
  { name: 'that does not say who asked', path: 'agent.0.requestor' },
  { name: 'with an unknown action', path: 'action', value: 'X' },
  { name: 'with an unknown outcome', path: 'outcome', value: '5' },
  { name: 'with a network of an unknown kind', path: 'agent.0.network.type', value: '9' },
  { name: 'without its source', path: 'source' },
  { name: 'without an observer', path: 'source.observer' },
  { name: 'with an unknown element', path: 'who', value: 'me' },
  { name: 'with a name and a query', path: 'entity.0.query', value: 'YQ==' },
];

function change(record: AuditEvent, path: string, value: string | undefined): AuditEvent {
  const copy = structuredClone(record);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let parent = copy as unknown as Record<string, unknown>;
  for (const name of names) parent = parent[name] as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

let records: Record<string, AuditEvent>;
let faults: Record<string, readonly string[]>;

// By one engine: that of HL7 takes a minute to start.
beforeAll(async () => {
  const made = exchanges.map(async (one) => [one.name, await recordExchange(one)] as const);
  records = Object.fromEntries([...(await Promise.all(made)), ...recordPeople()]);
  const search = records['a search'] as AuditEvent;
  const wrong = wrongs.map(({ name, path, value }) => [name, change(search, path, value)] as const);
  const all = [...Object.entries(records), ...wrong];
  faults = await validateAll(
    all.map(([id, resource]) => ({ id, resource })),
    'js',
  );
});

it('every kind of record is an AuditEvent of R4', () => {
  const names = Object.keys(records);
  expect(names).toHaveLength(21);
  expect(names.filter((name) => faults[name] !== undefined)).toEqual([]);
});

it.each(wrongs)('the validator refuses a record $name', ({ name }) => {
  expect(faults[name]).toBeDefined();
});

it('covers every outcome and action', () => {
  const all = Object.values(records);
  expect([...new Set(all.map(({ outcome }) => outcome))].sort()).toEqual(['0', '4', '8']);
  expect([...new Set(all.map(({ action }) => action))].sort()).toEqual(['C', 'E', 'R', 'U']);
});
