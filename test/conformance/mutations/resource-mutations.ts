import { copyFirst, type Loose, pick } from './mutation.js';

/** What is wrong with a search set of any kind; the flow is the first part of the rule's name. */
export interface ResourceMutation {
  /** The rule without its flow: `names`. */
  readonly rule: string;
  readonly name: string;
  readonly change: (bundle: Loose) => void;
}

/** Changes the first resource of a type. */
const first =
  (type: 'Location' | 'Organization', change: (resource: Loose) => void) => (bundle: Loose) => {
    for (const resource of pick(bundle, type).slice(0, 1)) change(resource);
  };

const place = (change: (location: Loose) => void) => first('Location', change);

/** Wrong in ways that searches of slots and lists of places share. */
export const resourceMutations: readonly ResourceMutation[] = [
  {
    rule: 'bundle',
    name: 'Bundle of type collection',
    change: (bundle) => {
      bundle['type'] = 'collection';
    },
  },
  {
    rule: 'profiles',
    name: 'a place without its profile',
    change: place((location) => delete location['meta']),
  },
  {
    rule: 'resource-types',
    name: 'a Patient in the answer',
    change: (bundle) => {
      const resource = { resourceType: 'Patient', id: 'p1' };
      bundle['entry'].push({
        fullUrl: 'http://agenda.example/fhir/Patient/p1',
        resource,
        search: { mode: 'include' },
      });
    },
  },
  {
    rule: 'entries',
    name: 'an entry without fullUrl',
    change: (bundle) => delete bundle['entry'][0].fullUrl,
  },
  {
    rule: 'duplicates',
    name: 'a place twice',
    change: (bundle) => void copyFirst(bundle, 'Location'),
  },
  {
    rule: 'size',
    name: '100,001 entries',
    change: (bundle) => {
      const many = Array.from({ length: 100_001 }, () => ({}));
      bundle['entry'] = [...bundle['entry'], ...many];
    },
  },
  {
    rule: 'empty-elements',
    name: 'an empty description',
    change: place((location) => {
      location['description'] = '';
    }),
  },
  {
    rule: 'structure',
    name: 'a place with an element that FHIR does not have',
    change: place((location) => {
      location['cabinet'] = '12';
    }),
  },
  {
    rule: 'organization-identifier',
    name: 'a SIRET without its prefix',
    change: first('Organization', ({ identifier: [identifier] }) => {
      identifier.value = identifier.value.slice(1);
    }),
  },
  {
    rule: 'organization-once',
    name: 'an association under two ids',
    change: (bundle) => void copyFirst(bundle, 'Organization', 'second'),
  },
  {
    rule: 'names',
    name: 'a place without name',
    change: place((location) => delete location['name']),
  },
  {
    rule: 'location-identifier',
    name: 'a FINESS without prefix',
    change: place(({ identifier: [identifier] }) => {
      identifier.type.coding[0].code = 'IDNST';
      identifier.system = 'urn:oid:1.2.250.1.71.4.2.2';
      identifier.value = '350000001';
    }),
  },
  {
    rule: 'address',
    name: 'a postal code of four digits',
    change: place(({ address }) => {
      address.postalCode = '3570';
    }),
  },
  {
    rule: 'phone',
    name: 'a national phone number',
    change: place(({ telecom }) => {
      telecom[0].value = '0193246789';
    }),
  },
  {
    rule: 'phone-there',
    name: 'a place without phone',
    change: place((location) => delete location['telecom']),
  },
  {
    rule: 'opening-hours',
    name: 'an hour of one digit',
    change: place(({ hoursOfOperation }) => {
      hoursOfOperation[0].openingTime = '8:00';
    }),
  },
  {
    rule: 'opening-length',
    name: 'a place that opens and closes at once',
    change: place(({ hoursOfOperation: [hours] }) => {
      hours.closingTime = hours.openingTime;
    }),
  },
];
