import { createTimeZone, isSasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { parseSlotSearch } from './parse-slot-search.js';

const zone = createTimeZone('Europe/Paris');
const start = '_has:Slot:schedule:start';
const status = '_has:Slot:schedule:status';
const identifier = 'actor:Location.organization.identifier';
const oid = 'urn:oid:1.2.250.1.71.4.2.2';
const rennes = `${oid}|334173748400020`;

interface Parts {
  ge?: string;
  le?: string;
  status?: string;
  identifier?: string;
  rest?: string;
}

/** A right query, a part of it replaced. */
function query(parts: Parts = {}): string {
  const {
    ge = `${start}=ge2026-12-01T08:00:00+01:00`,
    le = `${start}=le2026-12-04T08:00:00+01:00`,
    status: free = `${status}=free`,
    identifier: associations = `${identifier}=${rennes}`,
    rest = '',
  } = parts;
  return [ge, le, free, associations, rest].filter((part) => part !== '').join('&');
}

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
      name: 'a pipe escaped twice',
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
      name: 'the same association twice',
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
    { name: '_count=0, a hint like any other', text: query({ rest: '_count=0' }) },
    { name: '_format with a bare +', text: query({ rest: '_format=application/fhir+json' }) },
    {
      name: '_format as the platform writes it',
      text: query({ rest: '_format=application/json%2Bfhir' }),
    },
    {
      name: 'a parameter that FHIR says to pass over',
      text: query({ rest: 'trace=1&_pretty=true' }),
    },
    { name: 'empty parameters', text: `&${query()}&&` },
  ])('$name', ({ text }) => {
    expect(parse(text)).toEqual({
      identifiers: ['334173748400020'],
      from: Date.parse(from),
      to: Date.parse('2026-12-04T07:00:00.000Z'),
    });
  });

  it('takes 25 associations, and more', () => {
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
      name: 'the hour that spring skips',
      ge: 'ge2026-03-29T02:30:00',
      le: 'le2026-03-29T02:30:00',
      expected: ['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    },
    {
      name: 'the hour that autumn shows twice',
      ge: 'ge2026-10-25T02:30:00',
      le: 'le2026-10-25T02:30:00',
      expected: ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    },
    {
      name: 'the day of spring',
      ge: 'ge2026-03-29',
      le: 'le2026-03-29',
      expected: ['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    },
    {
      name: 'the day of autumn',
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
      name: 'the widest offsets',
      ge: 'ge2026-12-01T08:00:00%2B14:00',
      le: 'le2026-12-01T08:00:00-12:00',
      expected: ['2026-11-30T18:00:00.000Z', '2026-12-01T20:00:00.000Z'],
    },
  ])('window: $name', ({ ge, le, expected }) => {
    const { from, to } = parse(query({ ge: `${start}=${ge}`, le: `${start}=${le}` }));
    expect([iso(from), iso(to)]).toEqual(expected);
  });
});

const missing = {
  start: { code: 'SAS_SEARCH_START_MISSING', expression: start },
  end: { code: 'SAS_SEARCH_END_MISSING', expression: start },
  status: { code: 'SAS_SEARCH_STATUS_MISSING', expression: status },
  identifier: { code: 'SAS_SEARCH_IDENTIFIER_MISSING', expression: identifier },
};
const bound = (text: string): Parts => ({ ge: `${start}=${text}` });
const associations = (text: string): Parts => ({ identifier: `${identifier}=${text}` });
const malformedBound = [{ code: 'SAS_SEARCH_BOUND_MALFORMED', expression: start }];
const malformedIdentifier = [{ code: 'SAS_SEARCH_IDENTIFIER_MALFORMED', expression: identifier }];

/** Every malformed query, and every issue of its refusal. */
const refusals: readonly {
  name: string;
  text: string;
  issues: unknown[];
  strict?: boolean;
}[] = [
  {
    name: 'nothing',
    text: '',
    issues: [missing.start, missing.end, missing.status, missing.identifier],
  },
  {
    name: 'only separators',
    text: '&&&',
    issues: [missing.start, missing.end, missing.status, missing.identifier],
  },
  { name: 'no start', text: query({ ge: '' }), issues: [missing.start] },
  { name: 'no end', text: query({ le: '' }), issues: [missing.end] },
  { name: 'no window', text: query({ ge: '', le: '' }), issues: [missing.start, missing.end] },
  { name: 'no status', text: query({ status: '' }), issues: [missing.status] },
  { name: 'no association', text: query({ identifier: '' }), issues: [missing.identifier] },
  {
    name: 'a start twice',
    text: query({ le: `${start}=ge2026-12-02T08:00:00Z` }),
    issues: [{ code: 'SAS_SEARCH_BOUND_REPEATED', expression: start }, missing.end],
  },
  {
    name: 'an end twice',
    text: query({ ge: `${start}=le2026-12-02T08:00:00Z` }),
    issues: [{ code: 'SAS_SEARCH_BOUND_REPEATED', expression: start }, missing.start],
  },
  {
    name: 'a third bound',
    text: query({ rest: `${start}=ge2026-12-01T08:00:00Z` }),
    issues: [{ code: 'SAS_SEARCH_BOUND_REPEATED', expression: start }],
  },
  {
    name: 'an end before the start',
    text: query({ le: `${start}=le2026-11-30T08:00:00Z` }),
    issues: [{ code: 'SAS_SEARCH_WINDOW_REVERSED', expression: start }],
  },
  ...[
    '2026-12-01T08:00:00Z',
    'gt2026-12-01T08:00:00Z',
    'lt2026-12-01T08:00:00Z',
    'eq2026-12-01',
    'sa2026-12-01',
    'ap2026-12-01',
    'GE2026-12-01T08:00:00Z',
    '',
    'g',
  ].map((text) => ({
    name: `a bound without ge or le: "${text}"`,
    text: query(bound(text)),
    issues: [{ code: 'SAS_SEARCH_BOUND_PREFIX', expression: start }],
  })),
  ...[
    'ge',
    'ge ',
    'getomorrow',
    'ge2026-13-01',
    'ge2026-00-01',
    'ge2026-02-30',
    'ge2026-12-32',
    'ge2026-12-01T24:00:00Z',
    'ge2026-12-01T08:60:00Z',
    'ge2026-12-01T08:00:60Z',
    'ge2026-12-01T08',
    'ge2026-12-01T08Z',
    'ge2026-12-01 08:00:00Z',
    'ge2026-12-01T08:00:00%2B0100',
    'ge2026-12-01T08:00:00%2B01',
    'ge2026-12-01T08:00:00%2B15:00',
    'ge2026-12-01T08:00:00%2B01:60',
    'ge2026-12-01T08:00:00.Z',
    'ge2026-12-01T08:00:00,5Z',
    'ge2026-12-01T08:00:00z',
    'ge2026-12-01Z',
    'ge26-12-01',
    'ge20261201',
    'ge0000-12-01',
    'ge-2026-12-01',
    'ge2026-12-01T08:00:00Z,le2026-12-02T08:00:00Z',
    'ge2026-12-01T08:00:00Z%00',
    'ge٢٠٢٦-12-01',
    `ge${'9'.repeat(4000)}`,
    'ge1760000000',
    "ge2026-12-01' OR 1=1--",
  ].map((text) => ({
    name: `no instant: "${text.slice(0, 40)}"`,
    text: query(bound(text)),
    issues: malformedBound,
  })),
  ...[
    'busy',
    'FREE',
    'free,busy',
    'free ',
    '',
    'http://hl7.org/fhir/slotstatus|busy',
    '|free',
    'other|free',
  ].map((text) => ({
    name: `another status: "${text}"`,
    text: query({ status: `${status}=${text}` }),
    issues: [{ code: 'SAS_SEARCH_STATUS_UNSUPPORTED', expression: status }],
  })),
  {
    name: 'the status twice',
    text: query({ rest: `${status}=free` }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression: status }],
  },
  ...['', ',', ' , ', '%2C'].map((text) => ({
    name: `no association in "${text}"`,
    text: query(associations(text)),
    issues: [missing.identifier],
  })),
  ...[
    `${oid}|`,
    `${oid}|33417374840002`.slice(0, -1),
    `${oid}|3341737484000200`,
    `${oid}|A34173748400020`,
    `${oid}|334173748400020|x`,
    `${oid}|${oid}|334173748400020`,
    `${oid}|334173748400020%00`,
    `${oid}|<script>`,
    `${oid}|${'3'.repeat(5000)}`,
    oid,
    'abc',
    `${rennes},${oid}|12`,
    `${oid}|33417374840002O`,
  ].map((text) => ({
    name: `no identifier: "${text.slice(0, 60)}"`,
    text: query(associations(text)),
    issues: malformedIdentifier,
  })),
  ...[
    'urn:oid:1.2.250.1.71.4.2.1|334173748400020',
    '|334173748400020',
    'http://sirene.fr|334173748400020',
    `${oid} |334173748400020`,
  ].map((text) => ({
    name: `another system: "${text}"`,
    text: query(associations(text)),
    issues: [{ code: 'SAS_SEARCH_IDENTIFIER_SYSTEM', expression: identifier }],
  })),
  {
    name: 'the associations twice',
    text: query({ rest: `${identifier}=${rennes}` }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression: identifier }],
  },
  {
    name: 'more associations than the limit',
    text: query(
      associations(Array.from({ length: 101 }, (_, n) => `3${10_000_000_000_000 + n}`).join(',')),
    ),
    issues: [{ code: 'SAS_SEARCH_IDENTIFIER_TOO_MANY', expression: identifier }],
  },
  ...['-1', '1.5', 'ten', '', '1e3', '99999999999', ' 1'].map((text) => ({
    name: `no count: "${text}"`,
    text: query({ rest: `_count=${text}` }),
    issues: [{ code: 'SAS_QUERY_COUNT_INVALID', expression: '_count' }],
  })),
  ...['xml', 'application/fhir%2Bxml', 'html', ''].map((text) => ({
    name: `another format: "${text}"`,
    text: query({ rest: `_format=${text}` }),
    issues: [{ code: 'SAS_QUERY_FORMAT_UNKNOWN', expression: '_format' }],
  })),
  ...['_include', '_revinclude', '_include:iterate'].map((name) => ({
    name: `a link that is not followed: ${name}`,
    text: query({ rest: `${name}=Patient:general-practitioner` }),
    issues: [{ code: 'SAS_QUERY_INCLUDE_UNKNOWN', expression: name }],
  })),
  {
    name: 'another filter on the slots',
    text: query({ rest: '_has:Slot:schedule:service-type=AMB' }),
    issues: [
      { code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: '_has:Slot:schedule:service-type' },
    ],
  },
  ...['_id', '_lastUpdated', 'actor', 'specialty', 'service-type', 'date:missing'].map((name) => ({
    name: `a filter of FHIR that is not served: ${name}`,
    text: query({ rest: `${name}=x` }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: name }],
  })),
  {
    name: 'a filter with a typo',
    text: query({ status: '_has:Slot:shedule:status=free' }),
    issues: [
      { code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: '_has:Slot:shedule:status' },
      missing.status,
    ],
  },
  {
    name: 'another path to the associations',
    text: query({ rest: 'actor:Practitioner.identifier=8' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: 'actor:Practitioner.identifier' }],
  },
  {
    name: 'a parameter not known, when strict',
    text: query({ rest: 'trace=1' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: 'trace' }],
    strict: true,
  },
  {
    name: 'a broken escape in a value',
    text: query({ rest: '_count=%ZZ' }),
    issues: [{ code: 'SAS_QUERY_ENCODING', expression: '_count' }],
  },
  {
    name: 'half an escape',
    text: query({ rest: '_count=%2' }),
    issues: [{ code: 'SAS_QUERY_ENCODING', expression: '_count' }],
  },
  {
    name: 'bytes that are not UTF-8',
    text: query({ rest: '_count=%C3%28' }),
    issues: [{ code: 'SAS_QUERY_ENCODING', expression: '_count' }],
  },
  {
    name: 'a broken escape in a name',
    text: query({ rest: '%E0%A4%A=1' }),
    issues: [{ code: 'SAS_QUERY_ENCODING' }],
  },
  {
    name: 'a hundred parameters and one',
    text: query({ rest: Array.from({ length: 97 }, () => 'a=b').join('&') }),
    issues: [{ code: 'SAS_QUERY_TOO_MANY_PARAMETERS' }],
  },
  {
    name: 'names of the prototype',
    text: '__proto__=1&constructor=2&toString=3',
    issues: [missing.start, missing.end, missing.status, missing.identifier],
  },
  {
    name: 'a filter whose name is no name is not repeated',
    text: query({ rest: '_has:<b>=1' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN' }],
  },
  {
    name: 'several faults at once',
    text: query({
      ...bound('gexx'),
      ...associations('abc'),
      status: `${status}=busy`,
      rest: '_count=-1',
    }),
    issues: [
      { code: 'SAS_QUERY_COUNT_INVALID', expression: '_count' },
      ...malformedBound,
      { code: 'SAS_SEARCH_STATUS_UNSUPPORTED', expression: status },
      ...malformedIdentifier,
    ],
  },
];

describe('what is refused', () => {
  it.each(refusals)('$name', ({ text, issues, strict }) => {
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
