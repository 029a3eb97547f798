import { describe, expect, it } from 'vitest';
import { parseSearchQuery, parseUpdateQuery } from './parse-regulator-query.js';
import { toNationalId, toQuery, toTechnicalId } from './test-data/regulator-data.js';

const person = 'urn:oid:1.2.250.1.71.4.2.1';
const technical = 'urn:oid:1.2.250.1.213.3.6';
const [n1, n2, t1] = [toNationalId(1), toNationalId(2), toTechnicalId(1)];

// Refusals are tested through the handler, with test-data/refused-queries.ts.

describe('parseUpdateQuery', () => {
  it.each([
    { name: 'a national identifier', query: toQuery(n1), value: n1 },
    { name: 'a technical one', query: toQuery(t1), value: t1 },
    { name: 'an encoded bar', query: `identifier=${person}%7C${n1}`, value: n1 },
    { name: 'spaces around', query: `identifier=+${person}+|+${n1}+`, value: n1 },
    {
      name: 'a comma that belongs to the value',
      query: `identifier=${person}|3456780581/12\\,34`,
      value: '3456780581/12,34',
    },
    { name: 'a bar escaped twice', query: `identifier=${person}%257C${n1}`, value: n1 },
    { name: 'a bar without its percent sign', query: `identifier=${person}7C${n1}`, value: n1 },
    {
      name: 'a technical one, escaped twice',
      query: `identifier=${technical}%257C${t1}`,
      value: t1,
    },
    {
      name: 'a technical one, without percent',
      query: `identifier=${technical}7C${t1}`,
      value: t1,
    },
    { name: 'a trailing comma', query: `${toQuery(n1)},`, value: n1 },
    { name: 'an empty token, too', query: `identifier=${technical}|,${person}|${n1}`, value: n1 },
    { name: 'the same value twice', query: `${toQuery(n1)},${n1}`, value: n1 },
    { name: 'an empty format', query: `${toQuery(n1)}&_format=&active=`, value: n1 },
  ])('$name', ({ query, value }) => {
    const { identifier, otherIdentifier } = parseUpdateQuery(query);
    expect(identifier.value).toBe(value);
    expect(otherIdentifier).toBeUndefined();
  });

  it.each([
    { name: 'national first', query: `${toQuery(n1)},${technical}|${t1}`, values: [n1, t1] },
    { name: 'technical first', query: `${toQuery(t1)},${n1},${n1.slice(1)}`, values: [t1, n1] },
  ])('both identifiers, $name', ({ query, values }) => {
    const { identifier, otherIdentifier } = parseUpdateQuery(query);
    expect([identifier.value, otherIdentifier?.value]).toEqual(values);
  });
});

describe('parseSearchQuery', () => {
  it.each([
    { name: 'one', query: toQuery(n1), values: [n1] },
    { name: 'several', query: `${toQuery(n1)},${person}|${n2},${t1}`, values: [n1, n2, t1] },
    { name: 'the same twice', query: `${toQuery(n1)},${n1}`, values: [n1, n1] },
  ])('$name', ({ query, values }) => {
    const read = parseSearchQuery(query);
    expect(read.values.map(({ value }) => value)).toEqual(values);
    expect(read.unreadable).toEqual([]);
  });

  it('leaves out what cannot be read, and says which', () => {
    const { values, unreadable } = parseSearchQuery(`identifier=abc,${n1},urn:oid:1.2|${n2}`);
    expect(values.map(({ value }) => value)).toEqual([n1]);
    const code = 'SAS_REGULATOR_QUERY_MALFORMED';
    expect(unreadable).toEqual([
      { parameter: 'identifier', position: 1, code },
      { parameter: 'identifier', position: 3, code },
    ]);
  });

  it.each([
    { count: 100, isRead: true },
    { count: 101, isRead: false },
  ])('$count values: read is $isRead', ({ count, isRead }) => {
    const query = `identifier=${Array.from({ length: count }, (_, n) => toNationalId(n)).join(',')}`;
    const read = () => parseSearchQuery(query);
    if (isRead) expect(read().values).toHaveLength(count);
    else expect(read).toThrow();
  });
});
