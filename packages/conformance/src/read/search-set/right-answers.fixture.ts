import { identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Bundle, Location, Organization, Schedule, Slot } from 'fhir/r4.js';

/** The search in tests: 2026-12-01, from 09:00 to 18:00 in Paris. */
export const query = {
  sirets: ['334173748400020', '340426662900033'],
  from: Date.parse('2026-12-01T08:00:00Z'),
  to: Date.parse('2026-12-01T17:00:00Z'),
};

type StructureBundle = Bundle<Slot | Schedule | Location | Organization>;

/** A valid answer to INT_SOS1: two associations, each with a place and two slots. */
export function toSlotBundle(selfUrl: string): StructureBundle {
  return toBundle(
    selfUrl,
    query.sirets.flatMap((siret, index) => [
      { resource: toSchedule(index), mode: 'match' as const },
      { resource: toSlot(index, '10'), mode: 'include' as const },
      { resource: toSlot(index, '11'), mode: 'include' as const },
      { resource: toLocation(index), mode: 'include' as const },
      { resource: toOrganization(siret, index), mode: 'include' as const },
    ]),
    4,
  );
}

/** Valid answers to INT_SOS-transco. */
export function toOrganizationBundle(selfUrl: string): StructureBundle {
  const organizations = query.sirets.map(toOrganization);
  return toBundle(
    selfUrl,
    organizations.map((resource) => ({ resource, mode: 'match' as const })),
    2,
  );
}

export function toLocationBundle(selfUrl: string): StructureBundle {
  return toBundle(
    selfUrl,
    query.sirets.flatMap((siret, index) => [
      { resource: toLocation(index), mode: 'match' as const },
      { resource: toOrganization(siret, index), mode: 'include' as const },
    ]),
    2,
  );
}

function toBundle(
  url: string,
  entries: readonly {
    readonly resource: Slot | Schedule | Location | Organization;
    readonly mode: 'match' | 'include';
  }[],
  total: number,
): StructureBundle {
  return {
    resourceType: 'Bundle',
    meta: { profile: [profiles.bundle] },
    type: 'searchset',
    total,
    link: [{ relation: 'self', url }],
    entry: entries.map(({ resource, mode }) => ({
      fullUrl: `https://agenda.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode },
    })),
  };
}

function toSlot(place: number, hour: string): Slot {
  return {
    resourceType: 'Slot',
    id: `s${place}-${hour}`,
    meta: {
      profile: [profiles.slot],
      security: [{ system: codeSystems.slotType, code: hour === '10' ? 'PUBLIC' : 'SNP' }],
    },
    serviceType: [{ coding: [{ system: codeSystems.consultation, code: 'AMB' }] }],
    specialty: [{ text: 'Fièvre' }],
    appointmentType: { coding: [{ system: codeSystems.booking, code: 'ROUTINE' }] },
    schedule: { reference: `Schedule/c${place}` },
    status: 'free',
    start: `2026-12-01T${hour}:00:00.000+01:00`,
    end: `2026-12-01T${hour}:30:00.000+01:00`,
    comment: `https://agenda.example/agenda/p${place}?slot=s${place}-${hour}`,
  };
}

function toSchedule(place: number): Schedule {
  return {
    resourceType: 'Schedule',
    id: `c${place}`,
    meta: { profile: [profiles.schedule] },
    actor: [{ reference: `Location/p${place}` }],
  };
}

function toLocation(place: number): Location {
  return {
    resourceType: 'Location',
    id: `p${place}`,
    meta: { profile: [profiles.location] },
    identifier: [
      {
        type: { coding: [{ system: codeSystems.structureIdentifierType, code: 'INTRN' }] },
        system: 'https://agenda.example/ids',
        value: `p${place}`,
      },
    ],
    name: `Centre ${place}`,
    telecom: [{ system: 'phone', value: '+33193246789' }],
    address: { line: ['320 avenue Patton'], city: 'Rennes', postalCode: '35700' },
    hoursOfOperation: [
      { daysOfWeek: ['mon', 'tue'], openingTime: '08:00:00', closingTime: '19:00:00' },
    ],
    position: { longitude: -1.68, latitude: 48.11 },
    managingOrganization: { reference: `Organization/o${place}` },
  };
}

function toOrganization(siret: string, place: number): Organization {
  return {
    resourceType: 'Organization',
    id: `o${place}`,
    meta: { profile: [profiles.organization] },
    identifier: [
      {
        type: { coding: [{ system: codeSystems.structureIdentifierType, code: 'IDNST' }] },
        system: identifierSystems.structure,
        value: siret,
      },
    ],
    name: `Association ${place}`,
  };
}
