import type { Agenda, FreeSlot, Logger } from '@sas-sos/core';
import { responseErrorCodes } from '@sas-sos/fhir-http';
import type { Bundle } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createSlotHandler } from './create-slot-handler.js';
import { identifier, oid, query, rennes } from './test-data/refused-queries.js';

const now = Date.parse('2026-12-01T07:00:00Z');
const hour = 3_600_000;

function place(id: string) {
  return {
    id,
    name: `Lieu ${id}`,
    phone: '01 99 00 12 34',
    address: { line: '1 rue de Rennes', postalCode: '35000', city: 'Rennes' },
    agendaUrl: 'https://agenda.example/?lieu=1',
  };
}

const slots: readonly FreeSlot[] = ['p1', 'p2', 'p3'].map((placeId, index) => ({
  id: `s${index + 1}`,
  placeId,
  start: now + (index + 1) * hour,
  end: now + (index + 2) * hour,
  audience: ['public'],
  consultation: ['on-site'],
  booking: 'appointment',
}));

function create() {
  const lines: unknown[] = [];
  const asked: unknown[] = [];
  const log = (level: string) => (fields: object, message: string) => {
    lines.push([level, fields, message]);
  };
  const logger: Logger = {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
  const agenda: Agenda = {
    listAssociations: () => [
      { siret: '34173748400020', name: 'Rennes', places: [place('p1'), place('p2')] },
      { siret: '92080466300010', name: 'Lorient', places: [place('p3')] },
    ],
    findFreeSlots: ({ placeIds }) => {
      asked.push(placeIds);
      return slots;
    },
  };
  const handler = createSlotHandler({
    agenda,
    placeIdSystem: 'https://editeur.example/ids',
    clock: { now: () => now },
    logger,
  });
  const search = async (path: string) => {
    const response = await handler(new Request(`https://agenda.example/fhir/${path}`), {
      basePath: '/fhir',
    });
    const bundle = (await response.json()) as Bundle;
    const types = (bundle.entry ?? []).map(
      ({ resource, search: role }) => `${resource?.resourceType} ${role?.mode}`,
    );
    return { status: response.status, codes: responseErrorCodes(response), bundle, types };
  };
  return { search, lines, asked };
}

const all = `Schedule?${query({ identifier: `${identifier}=${rennes},${oid}|392080466300010` })}`;

describe('an optional parameter without a value', () => {
  it.each(['_count=', '_format=', '_include=', '_include:iterate=', '_revinclude='])(
    '%s: the same Bundle, and the self link keeps it',
    async (parameter) => {
      const { search } = create();
      const { bundle } = await search(all);
      const { status, bundle: same } = await search(`${all}&${parameter}`);
      expect(status).toBe(200);
      expect(same).toEqual({
        ...bundle,
        link: [{ relation: 'self', url: `https://agenda.example/fhir/${all}&${parameter}` }],
      });
      expect(bundle.entry).toHaveLength(3 + 3 + 3 + 2);
    },
  );

  it.each([
    { path: 'Organization?_count=&_format=', total: 2 },
    { path: 'Organization?identifier=', total: 2 },
    { path: `Organization?identifier=${oid}|`, total: 2 },
    { path: 'Organization?_id=&name=', total: 2 },
    { path: 'Location?organization=&_include=', total: 3 },
    { path: 'Location?organization.identifier=,', total: 3 },
    { path: 'Slot?start=&status=&schedule=', total: 3 },
  ])('$path is no filter', async ({ path, total }) => {
    const { status, bundle } = await create().search(path);
    expect(status).toBe(200);
    expect(bundle.total).toBe(total);
  });
});

describe('only the number of matches', () => {
  it.each(
    ['_count=0', '_summary=count'].flatMap((parameter) => [
      { path: `${all}&${parameter}`, total: 3 },
      { path: `Organization?${parameter}`, total: 2 },
      { path: `Location?_include=Location:organization&${parameter}`, total: 3 },
      { path: `Slot?${parameter}`, total: 3 },
    ]),
  )('$path', async ({ path, total }) => {
    const { status, bundle } = await create().search(path);
    expect(status).toBe(200);
    expect(bundle).not.toHaveProperty('entry');
    expect(bundle).toMatchObject({ type: 'searchset', total, link: [{ relation: 'self' }] });
  });
});

describe('a list of which one item cannot be read', () => {
  it.each([
    {
      path: `Schedule?${query({ identifier: `${identifier}=${oid}|secret,${rennes}` })}`,
      parameter: identifier,
      code: 'SAS_SEARCH_IDENTIFIER_MALFORMED',
      total: 2,
    },
    {
      path: `Organization?identifier=secret,${rennes}`,
      parameter: 'identifier',
      code: 'SAS_SEARCH_IDENTIFIER_MALFORMED',
      total: 1,
    },
    {
      path: `Location?organization.identifier=secret|x,${rennes}`,
      parameter: 'organization.identifier',
      code: 'SAS_SEARCH_IDENTIFIER_SYSTEM',
      total: 2,
    },
    {
      path: 'Location?_id=secret_,p1',
      parameter: '_id',
      code: 'SAS_SEARCH_ID_MALFORMED',
      total: 1,
    },
    {
      path: 'Slot?schedule=Secret/1,Schedule/p3,',
      parameter: 'schedule',
      code: 'SAS_SEARCH_REFERENCE_MALFORMED',
      total: 1,
    },
  ])('$parameter, $code: the others are answered', async ({ path, parameter, code, total }) => {
    const { search, lines } = create();
    const { status, codes, bundle } = await search(path);
    expect(status).toBe(200);
    expect(bundle.total).toBe(total);
    expect(codes).toEqual([code]);
    expect(lines).toEqual([
      ['warn', { unreadable: [{ parameter, position: 1, code }] }, expect.any(String)],
    ]);
    expect(JSON.stringify(lines).toLowerCase()).not.toContain('secret');
  });

  it('nothing is noted of a list that can be read', async () => {
    const { search, lines } = create();
    expect((await search(`${all},${oid}|,`.replace(',urn', ',,urn'))).codes).toEqual([]);
    expect(lines).toEqual([]);
  });
});

describe('a search for the slots of a practitioner (INT_R01)', () => {
  const kit =
    'Slot?_include=Slot:schedule&_include:iterate=Schedule:actor&status=free' +
    '&start=ge2026-12-01T08:00:00%2B01:00&start=le2026-12-03T08:00:00%2B01:00';
  it.each([
    'schedule.actor:Practitioner.identifier=urn:oid:1.2.250.1.71.4.2.1|810000000001',
    'schedule:Schedule.actor:Practitioner.identifier=810000000001,810000000002',
    'schedule.actor:PractitionerRole.practitioner.identifier=810000000001',
    'schedule.actor:HealthcareService=HealthcareService/1',
  ])('%s: an empty Bundle, and the agenda is not asked', async (filter) => {
    const { search, asked } = create();
    const { status, bundle } = await search(`${kit}&${filter}`);
    expect(status).toBe(200);
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 0 });
    expect(bundle).not.toHaveProperty('entry');
    expect(asked).toEqual([]);
  });

  it.each([
    { include: '', types: [] },
    { include: '&_include=Slot:schedule', types: ['Schedule include', 'Schedule include'] },
    {
      include: '&_include=Slot:schedule&_include:iterate=Schedule:actor',
      types: ['Schedule include', 'Schedule include', 'Location include', 'Location include'],
    },
    {
      include:
        '&_include=Slot:schedule&_include:iterate=Schedule:actor:Location&_include:iterate=Location:organization',
      types: [
        ...['Schedule include', 'Schedule include', 'Location include', 'Location include'],
        'Organization include',
      ],
    },
    { include: '&_include:iterate=Location:organization', types: [] },
  ])('without that filter, slots with what is included: "$include"', async ({ include, types }) => {
    const path = `Slot?schedule=Schedule/p1,Schedule/p2${include}`;
    const { bundle, types: sent } = await create().search(path);
    expect(bundle.total).toBe(2);
    expect(sent).toEqual([...types, 'Slot match', 'Slot match']);
  });

  it('a filter on places through the schedule stays unknown', async () => {
    const { status } = await create().search('Slot?schedule.actor:Location.name=x');
    expect(status).toBe(400);
  });
});
