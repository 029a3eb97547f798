import { expect, it } from 'vitest';
import { isJsonFormat } from './json-format.js';

it.each([
  { format: 'json', expected: true },
  { format: 'application/json', expected: true },
  { format: 'text/json', expected: true },
  { format: 'application/fhir+json', expected: true },
  { format: 'application/fhir json', expected: true },
  { format: 'application/json+fhir', expected: true },
  { format: 'Application/FHIR+JSON; charset=utf-8', expected: true },
  { format: 'xml', expected: false },
  { format: 'application/fhir+xml', expected: false },
  { format: 'text/html', expected: false },
  { format: '', expected: false },
])('_format=$format: $expected', ({ format, expected }) => {
  expect(isJsonFormat(format)).toBe(expected);
});
