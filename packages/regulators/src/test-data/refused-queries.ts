// Queries of a conditional update that are refused, with the issues of each refusal.
import type { SasIssue } from '@sas-sos/core';
import { toNationalId, toQuery, toTechnicalId } from './regulator-data.js';

/** A query that is refused. */
export interface RefusedQuery {
  readonly name: string;
  readonly query: string;
  readonly issues: readonly SasIssue[];
}

const expression = 'identifier';
const missing: readonly SasIssue[] = [{ code: 'SAS_REGULATOR_QUERY_MISSING', expression }];
const malformed: readonly SasIssue[] = [{ code: 'SAS_REGULATOR_QUERY_MALFORMED', expression }];
const unknown = (name?: string): SasIssue => ({
  code: 'SAS_QUERY_PARAMETER_UNKNOWN',
  expression: name,
});
const person = 'urn:oid:1.2.250.1.71.4.2.1';
const n1 = toNationalId(1);
const right = toQuery(n1);

/** Refused by an update and by a search. */
export const refusedQueries: readonly RefusedQuery[] = [
  { name: 'none', query: '', issues: missing },
  { name: 'only separators', query: '&&', issues: missing },
  { name: 'only the name', query: 'identifier', issues: missing },
  { name: 'an empty value', query: 'identifier=', issues: missing },
  { name: 'a blank value', query: 'identifier=%20', issues: missing },
  { name: 'only a comma', query: 'identifier=,', issues: missing },
  {
    name: 'in another case',
    query: `Identifier=${n1}`,
    issues: [unknown('Identifier'), ...missing],
  },
  { name: 'as an array of a form', query: `identifier[]=${n1}`, issues: [unknown(), ...missing] },
  { name: 'with an index', query: `identifier[0]=${n1}`, issues: [unknown(), ...missing] },
  {
    name: 'with a modifier',
    query: `identifier:exact=${person}|${n1}`,
    issues: [unknown('identifier:exact'), ...missing],
  },
  {
    name: 'twice',
    query: `${right}&${right}`,
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression }],
  },
  {
    name: 'twice, two values',
    query: `${right}&${toQuery(toNationalId(2))}`,
    issues: [{ code: 'SAS_QUERY_PARAMETER_REPEATED', expression }],
  },
  { name: 'only a system', query: `identifier=${person}|`, issues: missing },
  { name: 'only a bar', query: 'identifier=|,', issues: missing },
  { name: 'a system without a bar', query: `identifier=${person}`, issues: malformed },
  { name: 'another system', query: `identifier=urn:oid:1.2.3|${n1}`, issues: malformed },
  { name: 'the system of structures', query: `identifier=${person}.2|${n1}`, issues: malformed },
  { name: 'two bars', query: `identifier=${person}||${n1}`, issues: malformed },
  { name: 'an invalid value', query: `identifier=${person}|abc`, issues: malformed },
  { name: 'a value with a NUL', query: `identifier=${person}|${n1}%00`, issues: malformed },
  {
    name: "a NUL in an establishment's own part",
    query: `identifier=${person}|3456780581/a%00b`,
    issues: malformed,
  },
  {
    name: 'a very long value',
    query: `identifier=${person}|${'8'.repeat(9000)}`,
    issues: malformed,
  },
  { name: 'JSON', query: `identifier=["${n1}"]`, issues: malformed },
  { name: 'a filter in addition', query: `${right}&active=true`, issues: [unknown('active')] },
  { name: '_id in addition', query: `${right}&_id=1`, issues: [unknown('_id')] },
  {
    name: 'the prototype',
    query: '__proto__=1&constructor=2',
    issues: [unknown('__proto__'), unknown('constructor'), ...missing],
  },
  {
    name: 'a broken escape',
    query: `identifier=${person}%7`,
    issues: [{ code: 'SAS_QUERY_ENCODING', expression }],
  },
  {
    name: 'an escape that is not UTF-8',
    query: 'identifier=%E9',
    issues: [{ code: 'SAS_QUERY_ENCODING', expression }],
  },
  {
    name: 'a broken escape in a name',
    query: `%ZZ=1&${right}`,
    issues: [{ code: 'SAS_QUERY_ENCODING', expression: undefined }],
  },
  {
    name: '101 parameters',
    query: 'a=1&'.repeat(101),
    issues: [{ code: 'SAS_QUERY_TOO_MANY_PARAMETERS', expression: undefined }],
  },
  {
    name: 'another format',
    query: `${right}&_format=xml`,
    issues: [{ code: 'SAS_QUERY_FORMAT_UNKNOWN', expression: '_format' }],
  },
];

/** Refused only by an update: a search accepts several values, and leaves out unreadable ones. */
export const refusedUpdateQueries: readonly RefusedQuery[] = [
  { name: 'two values', query: `${right},${person}|${toNationalId(2)}`, issues: malformed },
  { name: 'a value that cannot be read, too', query: `${right},abc`, issues: malformed },
  {
    name: 'both identifiers of one person, and another one',
    query: `${right},${toTechnicalId(1)},${toTechnicalId(2)}`,
    issues: malformed,
  },
  {
    name: 'two values of an establishment that could be read as one text',
    query: `identifier=${person}|3456780581/12,${n1}`,
    issues: malformed,
  },
];
