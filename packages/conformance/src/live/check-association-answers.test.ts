import type { Location, Organization } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { readSearchSet } from '../read/search-set/read-search-set.js';
import {
  toLocationBundle,
  toOrganizationBundle,
} from '../read/search-set/right-answers.fixture.js';
import { checkAssociationAnswer, checkPlaceAnswer } from './check-association-answers.js';

const url = 'https://agenda.example/fhir/Organization';
type Bundle = ReturnType<typeof toLocationBundle>;

const toAnswer = (data: unknown) => ({
  call: {
    url,
    status: 200,
    headers: new Headers({ 'content-type': 'application/fhir+json' }),
    data,
    durationMilliseconds: 1,
  },
  set: readSearchSet(data),
});

function first<Resource extends Location | Organization>(bundle: Bundle): Resource {
  return bundle.entry?.[0]?.resource as Resource;
}

const failed = (checks: ReturnType<typeof checkAssociationAnswer>) =>
  checks.filter(({ passed }) => !passed).map(({ rule }) => rule);

describe('the list of associations', () => {
  it.each<{ readonly name: string; readonly rules: string[]; spoil(bundle: Bundle): void }>([
    { name: 'nothing in a valid one', rules: [], spoil: () => {} },
    {
      name: 'an association without its SIRET',
      rules: ['associations.organization-identifier'],
      spoil: (bundle) => {
        first<Organization>(bundle).identifier = undefined;
      },
    },
    {
      name: 'a wrong total',
      rules: ['associations.total'],
      spoil: (bundle) => {
        bundle.total = 0;
      },
    },
  ])('catches $name', ({ rules, spoil }) => {
    const bundle = toOrganizationBundle(url);
    spoil(bundle);
    expect(failed(checkAssociationAnswer(toAnswer(bundle)))).toEqual(rules);
  });
});

describe('the list of places', () => {
  it.each<{ readonly name: string; readonly rules: string[]; spoil(bundle: Bundle): void }>([
    { name: 'nothing in a valid one', rules: [], spoil: () => {} },
    {
      name: 'a place without an association',
      rules: ['associations.references'],
      spoil: (bundle) => {
        first<Location>(bundle).managingOrganization = undefined;
      },
    },
    {
      name: 'an association that is not in the list',
      rules: ['associations.references', 'associations.listed'],
      spoil: ({ entry: [, second] = [] }) => {
        (second?.resource as Organization).id = 'other';
        Object.assign(second ?? {}, { fullUrl: 'https://agenda.example/fhir/Organization/other' });
      },
    },
    {
      name: 'a total that counts every entry',
      rules: ['associations.places-total'],
      spoil: (bundle) => {
        bundle.total = 4;
      },
    },
    {
      name: 'a place without an address',
      rules: ['associations.address'],
      spoil: (bundle) => {
        first<Location>(bundle).address = undefined;
      },
    },
  ])('catches $name', ({ rules, spoil }) => {
    const bundle = toLocationBundle(url);
    spoil(bundle);
    const listed = toAnswer(toOrganizationBundle(url)).set;
    if (!listed) throw new Error('The list of associations is not a Bundle.');
    expect(failed(checkPlaceAnswer(toAnswer(bundle), listed)).sort()).toEqual([...rules].sort());
  });
});
