import { expect, it } from 'vitest';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import { metadataAgenda } from './metadata-agenda.js';
import { metadataStatement } from './metadata-statement.js';
import { metadataStatus } from './metadata-status.js';
import { metadataStructure } from './metadata-structure.js';
import { metadataVersion } from './metadata-version.js';

const rules = [
  metadataAgenda,
  metadataStatement,
  metadataStatus,
  metadataStructure,
  metadataVersion,
];

const toInteractions = (...codes: string[]) => codes.map((code) => ({ code }));
const toParameters = (...names: string[]) => names.map((name) => ({ name, type: 'token' }));

function toStatement() {
  const interaction = toInteractions('read', 'search-type');
  return {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [
          {
            type: 'Schedule',
            interaction,
            searchInclude: ['Schedule:actor:Location'],
            searchRevInclude: ['Slot:schedule'],
          },
          { type: 'Slot', interaction, searchParam: toParameters('start', 'status') },
          { type: 'Location', interaction, searchParam: toParameters('organization') },
          { type: 'Organization', interaction, searchParam: toParameters('identifier') },
          {
            type: 'Practitioner',
            interaction: toInteractions('create', 'update'),
            conditionalUpdate: true,
            updateCreate: true,
            searchParam: toParameters('identifier'),
          },
        ] as Record<string, unknown>[],
      },
    ],
  };
}

type Statement = ReturnType<typeof toStatement>;

function change(statement: Statement, type: string, members: Record<string, unknown>): Statement {
  const resources = statement.rest[0]?.resource ?? [];
  const found = resources.find((resource) => resource['type'] === type);
  if (found) Object.assign(found, members);
  return statement;
}

const toAnswer = (data: unknown, status = 200) => ({
  call: { url: '', status, headers: new Headers(), data, durationMilliseconds: 1 },
});

it('passes a statement with everything', () => {
  expect(findBroken(rules, toAnswer(toStatement()))).toEqual([]);
});

const rows = [
  { rule: 'metadata.status', name: '404', answer: toAnswer(toStatement(), 404) },
  { rule: 'metadata.statement', name: 'text', answer: toAnswer('<html>') },
  { rule: 'metadata.statement', name: 'a Bundle', answer: toAnswer({ resourceType: 'Bundle' }) },
  {
    rule: 'metadata.version',
    name: 'R5',
    answer: toAnswer({ ...toStatement(), fhirVersion: '5.0.0' }),
  },
  {
    rule: 'metadata.version',
    name: 'XML alone',
    answer: toAnswer({ ...toStatement(), format: ['application/fhir+xml'] }),
  },
  {
    rule: 'metadata.agenda',
    name: 'no search of Schedule',
    answer: toAnswer(change(toStatement(), 'Schedule', { interaction: toInteractions('read') })),
  },
  {
    rule: 'metadata.agenda',
    name: 'no _revinclude',
    answer: toAnswer(change(toStatement(), 'Schedule', { searchRevInclude: undefined })),
  },
  {
    rule: 'metadata.agenda',
    name: 'no Organization',
    answer: toAnswer(change(toStatement(), 'Organization', { type: 'Organisation' })),
  },
  {
    rule: 'metadata.structure',
    name: 'no conditional update',
    answer: toAnswer(change(toStatement(), 'Practitioner', { conditionalUpdate: false })),
  },
  {
    rule: 'metadata.structure',
    name: 'no Practitioner',
    answer: toAnswer(change(toStatement(), 'Practitioner', { type: 'Person' })),
  },
];

it.each(rows)('$rule catches $name', ({ rule, answer }) => {
  expect(findBroken(rules, answer)).toEqual([rule]);
});

it('has a wrong answer for every rule', () => {
  expect([...new Set(rows.map(({ rule }) => rule))].sort()).toEqual(toNames(rules));
});
