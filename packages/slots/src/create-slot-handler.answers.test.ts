import type { Agenda, FreeSlot } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { checkAgenda } from './check-agenda.js';
import { createSlotHandler } from './create-slot-handler.js';
import { slotResources } from './slot-resources.js';
import { toSlotQuery } from './test-data/slot-query.js';

const now = Date.parse('2026-12-01T07:00:00Z');
const base = 'https://agenda.example/fhir';
const siret = '334173748400020';

const common = { placeId: 'p1', end: now + 7_200_000 } as const;
const slots: readonly FreeSlot[] = [
  {
    ...{ ...common, id: 's1', start: now, booking: 'appointment' },
    audience: ['public', 'sas', 'samu'],
    consultation: ['on-site', 'remote', 'home-visit'],
    reasons: ['Fièvre', { code: 'SM26', label: ' Soins\ninfirmiers ' }, { code: 'SM01' }],
  },
  {
    ...{ ...common, id: 's2', start: now + 1, booking: 'walk-in' },
    ...{ audience: ['sas'], consultation: ['remote'], url: 'https://agenda.example/s2' },
  },
];
const agenda: Agenda = {
  listAssociations: () => [
    {
      siret,
      name: 'SOS Médecins',
      places: [
        {
          ...{ id: 'p1', name: 'Lieu', finess: '350000022', phone: '01 99 00 12 34' },
          agendaUrl: 'https://agenda.example/p1',
          address: { line: '1 rue', postalCode: '35000', city: 'Rennes' },
          coordinates: { latitude: 48.1, longitude: -1.6 },
          openingHours: [
            { days: ['mon', 'sat'], opens: '08:00', closes: '20:00' },
            { days: ['sun'], opens: '00:00', closes: '24:00' },
          ],
        },
      ],
    },
  ],
  findFreeSlots: () => slots,
};
const handler = createSlotHandler({
  ...{ agenda, placeIdSystem: 'https://editeur.example/ids', placeIdentifier: 'national' },
  clock: { now: () => now },
});
const get = async (path: string) => {
  const response = await handler(new Request(`${base}/${path}`), { basePath: '/fhir' });
  return response.json();
};

const profile = (name: string) => [
  `https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-sos-${name}-aggregator`,
];
const coding = (system: string, code: string, more = {}) => ({
  coding: [{ system, code, ...more }],
});
const slotType = (code: string) => ({
  system: 'https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau',
  code,
});
const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const specialties =
  'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale';
const national = {
  type: coding('http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type', 'IDNST'),
  system: 'urn:oid:1.2.250.1.71.4.2.2',
};

const schedule = {
  ...{ resourceType: 'Schedule', id: 'p1', meta: { profile: profile('schedule') } },
  actor: [{ reference: 'Location/p1' }],
};
const location = {
  ...{ resourceType: 'Location', id: 'p1', meta: { profile: profile('location') } },
  identifier: [{ ...national, value: '1350000022' }],
  name: 'Lieu',
  telecom: [{ system: 'phone', value: '+33199001234' }],
  address: { line: ['1 rue'], city: 'Rennes', postalCode: '35000' },
  position: { longitude: -1.6, latitude: 48.1 },
  managingOrganization: { reference: `Organization/${siret}` },
  hoursOfOperation: [
    { daysOfWeek: ['mon', 'sat'], openingTime: '08:00:00', closingTime: '20:00:00' },
    { daysOfWeek: ['sun'], allDay: true },
  ],
};
const organization = {
  ...{ resourceType: 'Organization', id: siret, meta: { profile: profile('organization') } },
  identifier: [{ ...national, value: siret }],
  name: 'SOS Médecins',
};
const schedulePart = { schedule: { reference: 'Schedule/p1' }, status: 'free' };
const booking = 'http://terminology.hl7.org/CodeSystem/v2-0276';
const bookable = {
  ...{ resourceType: 'Slot', id: 's1', ...schedulePart },
  meta: { profile: profile('slot'), security: [slotType('PUBLIC'), slotType('SNP')] },
  serviceType: [coding(act, 'AMB'), coding(act, 'VR'), coding(act, 'HH')],
  appointmentType: coding(booking, 'ROUTINE'),
  start: '2026-12-01T08:00:00.000+01:00',
  end: '2026-12-01T10:00:00.000+01:00',
  comment: 'https://agenda.example/p1?sas=1',
  specialty: [
    { ...coding(specialties, 'SM54'), text: 'Fièvre' },
    coding(specialties, 'SM26', { display: 'Soins infirmiers' }),
    coding(specialties, 'SM01'),
  ],
};
const walkIn = {
  ...{ resourceType: 'Slot', id: 's2', ...schedulePart },
  meta: { profile: profile('slot'), security: [slotType('SNP')] },
  serviceType: [coding(act, 'VR')],
  appointmentType: coding(booking, 'WALKIN'),
  start: '2026-12-01T08:00:00.001+01:00',
  end: '2026-12-01T10:00:00.000+01:00',
  comment: 'https://agenda.example/s2?sas=1',
};

describe('every element that is sent (INT_SOS1)', () => {
  it('comes from an agenda whose only fault is that it has home visits', async () => {
    expect(await checkAgenda(agenda, { clock: { now: () => now } })).toEqual({
      ...{ associations: 1, places: 1, slots: 2 },
      faults: [expect.objectContaining({ code: 'association-with-home-visits' })],
    });
  });

  it('in the answer to the platform', async () => {
    const query = toSlotQuery({ from: now, to: now + 3_600_000, sirets: [siret] });
    const entry = (mode: string) => (resource: { resourceType: string; id: string }) => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode },
    });
    expect(await get(`Schedule?${query}`)).toEqual({
      ...{ resourceType: 'Bundle', meta: { profile: profile('bundle') }, type: 'searchset' },
      total: 2,
      link: [{ relation: 'self', url: `${base}/Schedule?${query}` }],
      entry: [
        entry('match')(schedule),
        ...[location, organization, bookable, walkIn].map(entry('include')),
      ],
    });
  });

  it.each([schedule, location, organization, bookable, walkIn])(
    'in $resourceType/$id, read alone',
    async (resource) => {
      expect(await get(`${resource.resourceType}/${resource.id}`)).toEqual(resource);
    },
  );
});

it('is announced with the parameters and the references that can be included', () => {
  expect(
    slotResources.map(
      ({ searchInclude, searchRevInclude, searchParameters = [], ...resource }) => ({
        ...resource,
        includes: [searchInclude, searchRevInclude],
        parameters: searchParameters.map(({ name, type }) => `${name} ${type}`),
      }),
    ),
  ).toEqual([
    {
      ...{ type: 'Schedule', supportedProfile: profile('schedule')[0] },
      interactions: ['read', 'search-type'],
      includes: [['Schedule:actor:Location', 'Location:organization'], ['Slot:schedule']],
      parameters: [
        ...['_has special', '_has:Slot:schedule:start date', '_has:Slot:schedule:status token'],
        ...['start date', 'status token', 'actor reference'],
        'actor:Location.organization.identifier token',
      ],
    },
    {
      ...{ type: 'Slot', supportedProfile: profile('slot')[0] },
      interactions: ['read', 'search-type'],
      includes: [['Slot:schedule', 'Schedule:actor:Location', 'Location:organization'], undefined],
      parameters: ['start date', 'status token', 'schedule reference'],
    },
    {
      ...{ type: 'Location', supportedProfile: profile('location')[0] },
      interactions: ['read', 'search-type'],
      includes: [['Location:organization'], undefined],
      parameters: ['_id token', 'organization reference', 'organization.identifier token'],
    },
    {
      ...{ type: 'Organization', supportedProfile: profile('organization')[0] },
      interactions: ['read', 'search-type'],
      includes: [undefined, undefined],
      parameters: ['_id token', 'identifier token'],
    },
  ]);
});
