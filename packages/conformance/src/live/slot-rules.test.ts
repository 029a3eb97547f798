import { profiles } from '@sas-sos/fhir-http';
import { expect, it } from 'vitest';
import { query } from '../read/search-set/right-answers.fixture.js';
import {
  association,
  type Bundle,
  check,
  failed,
  place,
  schedule,
  slot,
} from './slot-answer.fixture.js';

it.each<{ readonly name: string; readonly rules: readonly string[]; spoil(bundle: Bundle): void }>([
  {
    name: '6: an element that FHIR does not have',
    rules: ['slots.structure'],
    spoil: (bundle) => {
      Object.assign(slot(bundle), { cabinet: '12' });
    },
  },
  {
    name: '6: a number for a text',
    rules: ['slots.structure'],
    spoil: (bundle) => {
      Object.assign(place(bundle), { description: 12 });
    },
  },
  {
    name: '6: an address of another resource',
    rules: ['slots.entries'],
    spoil: ({ entry = [] }) => {
      Object.assign(entry[1] as object, { fullUrl: 'https://agenda.example/fhir/Slot/other' });
    },
  },
  {
    name: '6: no total',
    rules: ['slots.total', 'slots.total-there'],
    spoil: (bundle) => {
      delete bundle.total;
    },
  },
  {
    name: '8: a slot that is not free',
    rules: ['slots.free'],
    spoil: (bundle) => {
      slot(bundle).status = 'busy';
    },
  },
  {
    name: '8: a start before the window',
    rules: ['slots.window'],
    spoil: (bundle) => {
      slot(bundle).start = '2026-12-01T08:59:59.000+01:00';
    },
  },
  {
    name: '8: a start after the window',
    rules: ['slots.window'],
    spoil: (bundle) => {
      slot(bundle).start = '2026-12-01T18:00:01.000+01:00';
      slot(bundle).end = '2026-12-01T18:30:00.000+01:00';
    },
  },
  {
    name: '8: an instant in UTC',
    rules: ['slots.instants'],
    spoil: (bundle) => {
      slot(bundle).start = '2026-12-01T09:00:00.000Z';
    },
  },
  {
    name: '8: no milliseconds',
    rules: ['slots.instants'],
    spoil: (bundle) => {
      slot(bundle).end = '2026-12-01T10:30:00+01:00';
    },
  },
  {
    name: '8: a day that does not exist',
    rules: ['slots.instants'],
    spoil: (bundle) => {
      slot(bundle).end = '2026-12-32T10:30:00.000+01:00';
    },
  },
  {
    name: '8: an end at the start',
    rules: ['slots.instants'],
    spoil: (bundle) => {
      slot(bundle).end = slot(bundle).start;
    },
  },
  {
    name: '8: a phone number in the national format',
    rules: ['slots.phone'],
    spoil: (bundle) => {
      place(bundle).telecom = [{ system: 'phone', value: '0193246789' }];
    },
  },
  {
    name: '8: an e-mail address',
    rules: ['slots.phone'],
    spoil: (bundle) => {
      place(bundle).telecom = [{ system: 'email', value: 'a@agenda.example' }];
    },
  },
  {
    name: '8: no phone',
    rules: ['slots.phone-there'],
    spoil: (bundle) => {
      place(bundle).telecom = undefined;
    },
  },
  {
    name: '8: a place without an identifier',
    rules: ['slots.location-identifier'],
    spoil: (bundle) => {
      place(bundle).identifier = undefined;
    },
  },
  {
    name: '8: a national identifier without its prefix',
    rules: ['slots.location-identifier'],
    spoil: (bundle) => {
      place(bundle).identifier = [{ ...association(bundle).identifier?.[0], value: '350000001' }];
    },
  },
  {
    name: '8: an absolute reference',
    rules: ['slots.references', 'slots.orphans'],
    spoil: (bundle) => {
      place(bundle).managingOrganization = {
        reference: 'https://agenda.example/fhir/Organization/o0',
      };
    },
  },
  {
    name: '8: a reference to nothing',
    rules: ['slots.references'],
    spoil: (bundle) => {
      slot(bundle).schedule = { reference: 'Schedule/nowhere' };
    },
  },
  {
    name: '9: no agenda URL',
    rules: ['slots.comment'],
    spoil: (bundle) => {
      slot(bundle).comment = ' ';
    },
  },
  {
    name: '9: a URL that no browser should open',
    rules: ['slots.agenda-address'],
    spoil: (bundle) => {
      slot(bundle).comment = 'javascript:alert(1)?';
    },
  },
  {
    name: '9: a URL with a fragment',
    rules: ['slots.agenda-address'],
    spoil: (bundle) => {
      slot(bundle).comment = 'https://agenda.example/?slot=1#day';
    },
  },
  {
    name: '9: a URL without a query',
    rules: ['slots.agenda-query'],
    spoil: (bundle) => {
      slot(bundle).comment = 'https://agenda.example/agenda/p0';
    },
  },
  {
    name: '10: another type of appointment',
    rules: ['slots.appointment-type'],
    spoil: (bundle) => {
      slot(bundle).appointmentType = { coding: [{ code: 'CHECKUP' }] };
    },
  },
  {
    name: '12: an association that was not asked for',
    rules: ['slots.asked'],
    spoil: (bundle) => {
      association(bundle).identifier = [
        { ...association(bundle).identifier?.[0], value: '300000000000000' },
      ];
    },
  },
  {
    name: '12: a SIRET without its prefix',
    rules: ['slots.organization-identifier', 'slots.asked'],
    spoil: (bundle) => {
      association(bundle).identifier = [
        { ...association(bundle).identifier?.[0], value: '34173748400020' },
      ];
    },
  },
  {
    name: '13: two associations for one SIRET',
    rules: ['slots.organization-once'],
    spoil: (bundle) => {
      association(bundle).identifier = [
        { ...association(bundle).identifier?.[0], value: query.sirets[1] },
      ];
    },
  },
  {
    name: '13: two Schedules for one place',
    rules: ['slots.schedules', 'slots.orphans'],
    spoil: (bundle) => {
      schedule(bundle).actor = [{ reference: 'Location/p1' }];
    },
  },
  {
    name: '14: a postal code of four digits',
    rules: ['slots.address'],
    spoil: (bundle) => {
      place(bundle).address = { ...place(bundle).address, postalCode: '1000' };
    },
  },
  {
    name: '14: no address line',
    rules: ['slots.address'],
    spoil: (bundle) => {
      place(bundle).address = { city: 'Rennes', postalCode: '35700' };
    },
  },
  {
    name: 'a place without a name',
    rules: ['slots.names'],
    spoil: (bundle) => {
      place(bundle).name = undefined;
    },
  },
  {
    name: 'opening hours without a day',
    rules: ['slots.opening-hours'],
    spoil: (bundle) => {
      place(bundle).hoursOfOperation = [{ daysOfWeek: ['MON' as never], openingTime: '8h' }];
    },
  },
  ...['08:00:00', '08:00:00.000'].map((closingTime) => ({
    name: `opening hours of no length: 08:00:00 to ${closingTime}`,
    rules: ['slots.opening-length'],
    spoil: (bundle: Bundle) => {
      place(bundle).hoursOfOperation = [
        { daysOfWeek: ['mon'], openingTime: '08:00:00', closingTime },
      ];
    },
  })),
  {
    name: '15: a type that the SOS Médecins flow does not have',
    rules: ['slots.types'],
    spoil: (bundle) => {
      slot(bundle).meta = {
        ...slot(bundle).meta,
        security: [{ ...slot(bundle).meta?.security?.[0], code: 'CPTS' }],
      };
    },
  },
  {
    name: '15: no type',
    rules: ['slots.types'],
    spoil: (bundle) => {
      slot(bundle).meta = { profile: [profiles.slot] };
    },
  },
  {
    name: '15: no consultation',
    rules: ['slots.consultations'],
    spoil: (bundle) => {
      slot(bundle).serviceType = undefined;
    },
  },
])('catches $name', ({ rules, spoil }) => {
  expect(failed(check({ spoil })).sort()).toEqual([...rules].sort());
});
