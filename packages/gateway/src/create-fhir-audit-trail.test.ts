import { SasError } from '@sas-sos/core';
import type { AuditEvent } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createFhirAuditTrail } from './create-fhir-audit-trail.js';
import { createGateway } from './create-gateway.js';
import { createEchoPart } from './echo-part.fixture.js';

const site = 'https://agenda.example';
const fingerprint = 'a'.repeat(64);

async function recordOf(
  method: string,
  path: string,
  guard?: Parameters<typeof createGateway>[0]['guard'],
): Promise<AuditEvent> {
  const records: AuditEvent[] = [];
  const store = (record: AuditEvent) => void records.push(record);
  const gateway = createGateway({
    parts: [createEchoPart()],
    audit: createFhirAuditTrail({ observer: 'agenda.example', store }),
    clock: { now: () => Date.UTC(2026, 11, 1) },
    guard,
  });
  await gateway(new Request(`${site}/${path}`, { method }), { remoteAddress: '192.0.2.1' });
  const [record] = records;
  if (!record || records.length > 1) throw new Error('not one record');
  return record;
}

const rest = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
const caller = { commonName: 'sas-platform', organizationalUnit: '300000000000000' };

describe('createFhirAuditTrail', () => {
  it.each([
    { method: 'GET', path: 'Slot', interaction: 'search-type', action: 'E', type: 'Slot' },
    { method: 'GET', path: 'Slot/1', interaction: 'read', action: 'R', type: 'Slot' },
    {
      method: 'POST',
      path: 'Practitioner',
      interaction: 'create',
      action: 'C',
      type: 'Practitioner',
    },
    {
      method: 'PUT',
      path: 'Practitioner/1',
      interaction: 'update',
      action: 'U',
      type: 'Practitioner',
    },
    { method: 'GET', path: 'metadata', interaction: 'capabilities', action: 'R', type: undefined },
  ])('records $interaction of $type', async ({ method, path, interaction, action, type }) => {
    const record = await recordOf(method, path, async () => ({ caller, fingerprint }));
    expect(record).toMatchObject({
      ...{ resourceType: 'AuditEvent', type: rest, action, outcome: '0' },
      recorded: '2026-12-01T00:00:00.000Z',
      subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: interaction }],
      agent: [
        {
          who: { identifier: { value: fingerprint }, display: 'sas-platform' },
          requestor: true,
          network: { address: '192.0.2.1', type: '2' },
        },
        { who: { display: 'agenda.example' }, requestor: false },
      ],
      source: { observer: { display: 'agenda.example' } },
    });
    expect(record.entity?.[0]?.name).toBe(type);
    expect(findFaults(record)).toEqual([]);
  });

  it.each([
    {
      name: 'a caller refused by its name',
      guard: async () => ({
        refusal: new SasError('SAS_CALLER_NOT_ADMITTED'),
        ...{ fingerprint, presentedSubject: 'CN=sas,OU=1' },
      }),
      expected: { outcome: '4', outcomeDesc: 'HTTP 403 SAS_CALLER_NOT_ADMITTED' },
      who: 'CN=sas,OU=1',
    },
    {
      name: 'a caller without a certificate',
      guard: async () => ({ refusal: new SasError('SAS_CLIENT_CERTIFICATE_MISSING') }),
      expected: { outcome: '4', outcomeDesc: 'HTTP 401 SAS_CLIENT_CERTIFICATE_MISSING' },
      who: 'unknown caller',
    },
  ])('records $name', async ({ guard, expected, who }) => {
    const record = await recordOf('GET', 'Slot?a=secret', guard);
    expect(record).toMatchObject({ ...expected, action: 'E' });
    expect(record.agent[0]?.who?.display).toBe(who);
    expect(record.subtype).toBeUndefined();
    expect(findFaults(record)).toEqual([]);
    expect(JSON.stringify(record)).not.toContain('secret');
  });

  it.each([
    { observer: ' ', store() {} },
    { observer: 'a', store: 1 as never },
  ])('refuses $observer, $store', (options) => {
    expect(() => createFhirAuditTrail(options)).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });

  it('has its records checked by rules that find what is wrong', async () => {
    const record = await recordOf('GET', 'Slot');
    const { recorded: _, ...undated } = record;
    for (const wrong of [
      undated,
      { ...record, agent: [] },
      { ...record, outcome: '5' },
      { ...record, action: 'X' },
      { ...record, source: {} },
      { ...record, subtype: [] },
      { ...record, who: 'me' },
    ]) {
      expect(findFaults(wrong)).toHaveLength(1);
    }
  });
});

/** The base structure of an AuditEvent in R4: elements, cardinalities, and required codes. */
function findFaults(record: object): string[] {
  const faults: string[] = [];
  const check = (value: unknown, path: string, shape: Shape) => {
    const members = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(members)) if (!(name in shape)) faults.push(`${path}.${name}?`);
    for (const [name, { min = 0, list, codes, of, type }] of Object.entries(shape)) {
      const found = members[name];
      if (found === undefined) {
        if (min > 0) faults.push(`${path}.${name} is missing`);
        continue;
      }
      const all = list ? (found as unknown[]) : [found];
      if (Array.isArray(found) !== (list ?? false) || all.length === 0)
        faults.push(`${path}.${name}`);
      for (const one of all) {
        if (of) check(one, `${path}.${name}`, of);
        else if (typeof one !== (type ?? 'string') || (codes && !codes.test(`${one}`)))
          faults.push(`${path}.${name} is ${one}`);
      }
    }
  };
  check(record, 'AuditEvent', shape);
  return faults;
}

interface Element {
  readonly min?: number;
  readonly list?: boolean;
  readonly codes?: RegExp;
  readonly of?: Shape;
  readonly type?: string;
}
type Shape = Readonly<Record<string, Element>>;

const coding: Shape = { system: {}, code: {}, display: {} };
const concept: Shape = { coding: { list: true, of: coding }, text: {} };
const reference: Shape = {
  identifier: { of: { type: { of: concept }, value: {} } },
  display: {},
};
const shape: Shape = {
  resourceType: { min: 1, codes: /^AuditEvent$/ },
  type: { min: 1, of: coding },
  subtype: { list: true, of: coding },
  action: { codes: /^[CRUDE]$/ },
  recorded: { min: 1, codes: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
  outcome: { codes: /^(0|4|8|12)$/ },
  outcomeDesc: {},
  agent: {
    ...{ min: 1, list: true },
    of: {
      type: { of: concept },
      who: { of: reference },
      requestor: { min: 1, type: 'boolean' },
      network: { of: { address: {}, type: { codes: /^[1-5]$/ } } },
    },
  },
  source: {
    min: 1,
    of: { observer: { min: 1, of: reference }, type: { list: true, of: coding } },
  },
  entity: { list: true, of: { type: { of: coding }, name: {} } },
};
