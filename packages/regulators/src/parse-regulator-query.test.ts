import { describe, expect, it } from 'vitest';
import { parseSearchQuery, parseUpdateQuery } from './parse-regulator-query.js';
import { toNationalId, toQuery, toTechnicalId } from './test-data/regulator-data.js';

const person = 'urn:oid:1.2.250.1.71.4.2.1';
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
  ])('$name', ({ query, value }) => {
    expect(parseUpdateQuery(query).value).toBe(value);
  });
});

describe('parseSearchQuery', () => {
  it.each([
    { name: 'one', query: toQuery(n1), values: [n1] },
    { name: 'several', query: `${toQuery(n1)},${person}|${n2},${t1}`, values: [n1, n2, t1] },
    { name: 'the same twice', query: `${toQuery(n1)},${n1}`, values: [n1, n1] },
  ])('$name', ({ query, values }) => {
    expect(parseSearchQuery(query).map(({ value }) => value)).toEqual(values);
  });

  it.each([
    { count: 100, isRead: true },
    { count: 101, isRead: false },
  ])('$count values: read is $isRead', ({ count, isRead }) => {
    const query = `identifier=${Array.from({ length: count }, (_, n) => toNationalId(n)).join(',')}`;
    const read = () => parseSearchQuery(query);
    if (isRead) expect(read()).toHaveLength(count);
    else expect(read).toThrow();
  });
});
