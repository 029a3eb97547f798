// Queries of INT_SOS1 that are refused, with the issues of each refusal.

export const start = '_has:Slot:schedule:start';
export const status = '_has:Slot:schedule:status';
export const identifier = 'actor:Location.organization.identifier';
export const oid = 'urn:oid:1.2.250.1.71.4.2.2';
export const rennes = `${oid}|334173748400020`;

interface Parts {
  ge?: string;
  le?: string;
  status?: string;
  identifier?: string;
  rest?: string;
}

/** A valid query with one part replaced. */
export function query(parts: Parts = {}): string {
  const {
    ge = `${start}=ge2026-12-01T08:00:00+01:00`,
    le = `${start}=le2026-12-04T08:00:00+01:00`,
    status: free = `${status}=free`,
    identifier: associations = `${identifier}=${rennes}`,
    rest = '',
  } = parts;
  return [ge, le, free, associations, rest].filter((part) => part !== '').join('&');
}

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

/** Malformed queries, with every issue of their refusal. */
export const refusedQueries: readonly {
  name: string;
  text: string;
  issues: readonly { readonly code: string; readonly expression?: string }[];
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
    name: 'a repeated start',
    text: query({ le: `${start}=ge2026-12-02T08:00:00Z` }),
    issues: [{ code: 'SAS_SEARCH_BOUND_REPEATED', expression: start }, missing.end],
  },
  {
    name: 'a repeated end',
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
    name: `not an instant: "${text.slice(0, 40)}"`,
    text: query(bound(text)),
    issues: malformedBound,
  })),
  ...[
    'busy',
    'FREE',
    'free,busy',
    'free ',
    'http://hl7.org/fhir/slotstatus|busy',
    '|free',
    'other|free',
  ].map((text) => ({
    name: `another status: "${text}"`,
    text: query({ status: `${status}=${text}` }),
    issues: [{ code: 'SAS_SEARCH_STATUS_UNSUPPORTED', expression: status }],
  })),
  {
    name: 'a repeated status',
    text: query({ rest: `${status}=free` }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression: status }],
  },
  {
    name: 'an empty status',
    text: query({ status: `${status}=` }),
    issues: [missing.status],
  },
  { name: 'an empty start', text: query(bound('')), issues: [missing.start] },
  ...['', ',', ' , ', '%2C', `${oid}|`, '|', `${oid}|,,|`, 'http://sirene.fr|'].map((text) => ({
    name: `no association in "${text}"`,
    text: query(associations(text)),
    issues: [missing.identifier],
  })),
  ...[
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
    `${oid}|12,abc`,
    `${oid}|33417374840002O`,
  ].map((text) => ({
    name: `not an identifier: "${text.slice(0, 60)}"`,
    text: query(associations(text)),
    issues: malformedIdentifier,
  })),
  ...[
    'urn:oid:1.2.250.1.71.4.2.1|334173748400020',
    '|334173748400020',
    'http://sirene.fr|334173748400020',
  ].map((text) => ({
    name: `another system: "${text}"`,
    text: query(associations(text)),
    issues: [{ code: 'SAS_SEARCH_IDENTIFIER_SYSTEM', expression: identifier }],
  })),
  {
    name: 'repeated associations',
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
  ...['-1', '1.5', 'ten', '1e3', '99999999999', ' 1'].map((text) => ({
    name: `not a count: "${text}"`,
    text: query({ rest: `_count=${text}` }),
    issues: [{ code: 'SAS_QUERY_COUNT_INVALID', expression: '_count' }],
  })),
  ...['xml', 'application/fhir%2Bxml', 'html'].map((text) => ({
    name: `another format: "${text}"`,
    text: query({ rest: `_format=${text}` }),
    issues: [{ code: 'SAS_QUERY_FORMAT_UNKNOWN', expression: '_format' }],
  })),
  ...['_include', '_revinclude', '_include:iterate'].map((name) => ({
    name: `an unsupported link: ${name}`,
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
    name: `an unsupported filter of FHIR: ${name}`,
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
    name: 'an unknown parameter, when strict',
    text: query({ rest: 'trace=1' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN', expression: 'trace' }],
    strict: true,
  },
  {
    name: 'an invalid escape in a value',
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
    name: 'an invalid escape in a name',
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
    name: 'a filter with an invalid name, which is not repeated',
    text: query({ rest: '_has:<b>=1' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_UNKNOWN' }],
  },
  {
    name: 'unreadable associations for different reasons',
    text: query(associations(`${oid}|12,urn:oid:1.2|${rennes.slice(-15)}`)),
    issues: [
      ...malformedIdentifier,
      { code: 'SAS_SEARCH_IDENTIFIER_SYSTEM', expression: identifier },
    ],
  },
  {
    name: 'only an end, under the short name',
    text: query({ ge: '', le: 'start=le2026-12-04T08:00:00Z' }),
    issues: [{ code: 'SAS_SEARCH_START_MISSING', expression: 'start' }],
  },
  {
    name: 'an unreadable start under the short name, too',
    text: query({ rest: 'start=getomorrow' }),
    issues: [{ code: 'SAS_SEARCH_BOUND_MALFORMED', expression: 'start' }],
  },
  {
    name: 'another status under the short name, too',
    text: query({ rest: 'status=busy' }),
    issues: [{ code: 'SAS_SEARCH_STATUS_UNSUPPORTED', expression: 'status' }],
  },
  {
    name: 'a repeated short name',
    text: query({ status: 'status=free&status=free' }),
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression: 'status' }],
  },
  {
    name: 'an end before the start under the short name',
    text: query({ ge: '', le: 'start=ge2026-12-04&start=le2026-12-01' }),
    issues: [{ code: 'SAS_SEARCH_WINDOW_REVERSED', expression: 'start' }],
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
