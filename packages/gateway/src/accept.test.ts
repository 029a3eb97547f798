import { describe, expect, it } from 'vitest';
import { acceptsJson, formatsOf } from './accept.js';

describe('acceptsJson', () => {
  it.each<{ accept: string | null; admits: boolean }>([
    { accept: null, admits: true },
    { accept: '', admits: true },
    { accept: '*/*', admits: true },
    { accept: 'application/fhir+json', admits: true },
    { accept: 'application/json+fhir', admits: true },
    { accept: 'application/json', admits: true },
    { accept: 'text/json', admits: true },
    { accept: 'application/*', admits: true },
    { accept: 'APPLICATION/FHIR+JSON ; fhirVersion=4.0', admits: true },
    { accept: 'application/fhir+xml, application/fhir+json;q=0.1', admits: true },
    { accept: 'text/html, image/gif, *; q=.2, */*; q=.2', admits: true },
    { accept: 'application/fhir+xml', admits: false },
    { accept: 'text/*', admits: false },
    { accept: 'application/fhir+json;q=0', admits: false },
    { accept: 'application/fhir+json;q=0, */*', admits: false },
    { accept: 'application/*;q=0, */*', admits: false },
    { accept: 'application/fhir+json;q=0.0, application/json', admits: true },
    { accept: 'application/json;q=0, */*;q=0.5', admits: true },
    { accept: '*/*;q=0', admits: false },
    { accept: 'text/plain;x=",application/json,"', admits: false },
    { accept: 'application/json;q=much', admits: true },
    { accept: ',;garbage', admits: true },
    { accept: 'json', admits: true },
  ])('$accept: $admits', ({ accept, admits }) => {
    expect(acceptsJson(accept)).toBe(admits);
  });
});

describe('formatsOf', () => {
  it.each([
    { query: 'a=b', formats: [] },
    { query: '_format=json&_format=xml', formats: ['json', 'xml'] },
    { query: '%5F%66ormat=json', formats: ['json'] },
    { query: 'my_format=json', formats: [] },
  ])('$query', ({ query, formats }) => {
    expect(formatsOf(query)).toEqual(formats);
  });
});
