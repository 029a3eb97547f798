import { createTimeZone, isSasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import {
  identifier,
  oid,
  query,
  refusedQueries,
  rennes,
  start,
  status,
} from '../test-data/refused-queries.js';
import { parseSlotSearch } from './parse-slot-search.js';

const zone = createTimeZone('Europe/Paris');
function parse(text: string, strict = false) {
  return parseSlotSearch(text, { zone, maxAssociations: 100, strict });
}

function iso(epoch: number): string {
  return new Date(epoch).toISOString();
}

describe('what the platform sends, oddities included', () => {
  const from = '2026-12-01T07:00:00.000Z';
  it.each([
    { name: 'the specification’s own form', text: query() },
    {
      name: 'escaped throughout',
      text: query().replaceAll(':', '%3A').replaceAll('|', '%7C').replaceAll('+', '%2B'),
    },
    { name: 'a raw pipe and a bare + in the offset', text: query() },
    {
      name: 'the guide’s typo: 7C without its %',
      text: query({ identifier: `${identifier}=${oid}7C334173748400020` }),
    },
    {
      name: 'a doubly escaped pipe',
      text: query({ identifier: `${identifier}=${oid}%257C334173748400020` }),
    },
    { name: 'milliseconds', text: query({ ge: `${start}=ge2026-12-01T08:00:00.000+01:00` }) },
    { name: 'microseconds', text: query({ ge: `${start}=ge2026-12-01T08:00:00.000000+01:00` }) },
    { name: 'Z', text: query({ ge: `${start}=ge2026-12-01T07:00:00Z` }) },
    { name: 'no offset: Europe/Paris', text: query({ ge: `${start}=ge2026-12-01T08:00:00` }) },
    { name: 'no seconds', text: query({ ge: `${start}=ge2026-12-01T08:00+01:00` }) },
    { name: 'another offset', text: query({ ge: `${start}=ge2026-12-01T11:00:00%2B04:00` }) },
    {
      name: 'an empty item after the last comma',
      text: query({ identifier: `${identifier}=${rennes},` }),
    },
    {
      name: 'a repeated association',
      text: query({ identifier: `${identifier}=${rennes},${rennes}` }),
    },
    {
      name: 'a SIRET without its prefix',
      text: query({ identifier: `${identifier}=${oid}|34173748400020` }),
    },
    {
      name: 'a value without system',
      text: query({ identifier: `${identifier}=334173748400020` }),
    },
    { name: 'parameters in another order', text: query().split('&').reverse().join('&') },
    {
      name: 'names in another case',
      text: query({ identifier: `actor:location.Organization.identifier=${rennes}` }),
    },
    {
      name: 'the status with its system',
      text: query({ status: `${status}=http://hl7.org/fhir/slotstatus|free` }),
    },
    {
      name: '_revinclude and _include',
      text: query({
        rest: '_revinclude=Slot:schedule&_include=Schedule:actor:Location&_include:iterate=Location:organization',
      }),
    },
    {
      name: 'Location:Organization for Location:organization',
      text: query({ rest: '_include:iterate=Location:Organization' }),
    },
    { name: '_count', text: query({ rest: '_count=1000' }) },
    { name: '_format with a bare +', text: query({ rest: '_format=application/fhir+json' }) },
    {
      name: '_format as the platform writes it',
      text: query({ rest: '_format=application/json%2Bfhir' }),
    },
    {
      name: 'a parameter that FHIR says to ignore',
      text: query({ rest: 'trace=1&_pretty=true' }),
    },
    { name: 'empty parameters', text: `&${query()}&&` },
    ...['_count', '_format', '_include', '_include:iterate', '_revinclude', 'specialty'].map(
      (name) => ({ name: `${name} without a value`, text: query({ rest: `${name}=` }) }),
    ),
    { name: '_count without "="', text: query({ rest: '_count' }) },
    { name: 'a blank _format', text: query({ rest: '_format=%20+' }) },
    {
      name: 'an empty status next to the status',
      text: query({ rest: `${status}=&status=` }),
    },
    {
      name: 'an empty token with its system',
      text: query({ identifier: `${identifier}=${oid}|,${rennes},|` }),
    },
    {
      name: 'a space before the pipe',
      text: query({ identifier: `${identifier}=${oid} | 334173748400020` }),
    },
    {
      name: 'start and status by the names of the guide’s table',
      text: query({
        ge: 'start=ge2026-12-01T08:00:00+01:00',
        le: 'start=le2026-12-04T08:00:00+01:00',
        status: 'status=free',
      }),
    },
    {
      name: 'one bound under each name',
      text: query({ le: 'start=le2026-12-04T08:00:00+01:00' }),
    },
    {
      name: 'both names, the same window',
      text: query({
        rest: 'start=ge2026-12-01T08:00:00+01:00&start=le2026-12-04T08:00:00+01:00&status=free',
      }),
    },
    {
      name: 'both names, a wider window',
      text: query({ rest: 'start=ge2026-11-01&start=le2026-12-31' }),
    },
  ])('$name', ({ text }) => {
    expect(parse(text)).toEqual({
      identifiers: ['334173748400020'],
      from: Date.parse(from),
      to: Date.parse('2026-12-04T07:00:00.000Z'),
      countOnly: false,
      unreadable: [],
    });
  });

  it.each([
    { name: 'overlapping', rest: 'start=ge2026-12-02T08:00:00Z', days: 2 },
    { name: 'apart', rest: 'start=ge2026-12-05T08:00:00Z', days: -1 },
  ])('windows under both names, $name: what they have in common', ({ rest, days }) => {
    const { from, to } = parse(query({ le: `${start}=le2026-12-04T08:00:00Z`, rest }));
    expect(to - from).toBe(days * 86_400_000);
  });

  it.each([
    { rest: '_count=0', expected: true },
    { rest: '_count=000', expected: true },
    { rest: '_summary=count', expected: true },
    { rest: '_count=1', expected: false },
    { rest: '_count=', expected: false },
    { rest: '_summary=true', expected: false },
  ])('only the number of slots for $rest: $expected', ({ rest, expected }) => {
    expect(parse(query({ rest })).countOnly).toBe(expected);
  });

  it('leaves out the associations that cannot be read, and says which', () => {
    const list = [`${oid}|12`, rennes, '', `urn:oid:1.2|${rennes.slice(-15)}`, `${oid}|`, 'x'];
    const { identifiers, unreadable } = parse(
      query({ identifier: `${identifier}=${list.join(',')}` }),
    );
    expect(identifiers).toEqual(['334173748400020']);
    expect(unreadable).toEqual([
      { parameter: identifier, position: 1, code: 'SAS_SEARCH_IDENTIFIER_MALFORMED' },
      { parameter: identifier, position: 4, code: 'SAS_SEARCH_IDENTIFIER_SYSTEM' },
      { parameter: identifier, position: 6, code: 'SAS_SEARCH_IDENTIFIER_MALFORMED' },
    ]);
  });

  it('accepts 25 associations, and more', () => {
    const list = Array.from({ length: 40 }, (_, n) => `${oid}|3${10_000_000_000_000 + n}`).join(
      ',',
    );
    expect(parse(query({ identifier: `${identifier}=${list}` })).identifiers).toHaveLength(40);
  });

  it.each([
    {
      name: 'a day',
      ge: 'ge2026-12-01',
      le: 'le2026-12-03',
      expected: ['2026-11-30T23:00:00.000Z', '2026-12-03T22:59:59.999Z'],
    },
    {
      name: 'a month',
      ge: 'ge2026-12',
      le: 'le2026-12',
      expected: ['2026-11-30T23:00:00.000Z', '2026-12-31T22:59:59.999Z'],
    },
    {
      name: 'a year',
      ge: 'ge2026',
      le: 'le2027',
      expected: ['2025-12-31T23:00:00.000Z', '2027-12-31T22:59:59.999Z'],
    },
    {
      name: 'the hour that is skipped in spring',
      ge: 'ge2026-03-29T02:30:00',
      le: 'le2026-03-29T02:30:00',
      expected: ['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    },
    {
      name: 'the hour that is shown twice in autumn',
      ge: 'ge2026-10-25T02:30:00',
      le: 'le2026-10-25T02:30:00',
      expected: ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    },
    {
      name: 'the day of the change in spring',
      ge: 'ge2026-03-29',
      le: 'le2026-03-29',
      expected: ['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    },
    {
      name: 'the day of the change in autumn',
      ge: 'ge2026-10-25',
      le: 'le2026-10-25',
      expected: ['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
    },
    {
      name: 'a window of one instant',
      ge: 'ge2026-12-01T08:00:00Z',
      le: 'le2026-12-01T08:00:00Z',
      expected: ['2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
    },
    {
      name: 'the largest offsets',
      ge: 'ge2026-12-01T08:00:00%2B14:00',
      le: 'le2026-12-01T08:00:00-12:00',
      expected: ['2026-11-30T18:00:00.000Z', '2026-12-01T20:00:00.000Z'],
    },
  ])('window: $name', ({ ge, le, expected }) => {
    const { from, to } = parse(query({ ge: `${start}=${ge}`, le: `${start}=${le}` }));
    expect([iso(from), iso(to)]).toEqual(expected);
  });
});

describe('what is refused', () => {
  it.each(refusedQueries)('$name', ({ text, issues, strict }) => {
    let refusal: unknown;
    try {
      parse(text, strict);
    } catch (error) {
      refusal = error;
    }
    if (!isSasError(refusal)) throw new Error('not refused');
    expect(refusal.issues).toEqual(issues);
  });
});
