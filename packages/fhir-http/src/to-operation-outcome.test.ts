import { errorCatalogue, SasError, type SasErrorCode } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { responseErrorCodes } from './response-error-codes.js';
import { toErrorResponse, toOperationOutcome } from './to-operation-outcome.js';

const codes = Object.keys(errorCatalogue) as SasErrorCode[];
const secret = 'dr.durand@example.org';

describe('toOperationOutcome', () => {
  it.each(codes.map((code) => ({ code })))('$code', ({ code }) => {
    const { text, issue } = errorCatalogue[code];
    expect(toOperationOutcome(new SasError(code))).toEqual({
      resourceType: 'OperationOutcome',
      issue: [{ severity: expect.any(String), code: issue, details: { text }, diagnostics: code }],
    });
  });

  it.each([
    { name: 'a refusal', code: 'SAS_SEARCH_END_MISSING', expected: 'error' },
    { name: 'a failure that may be temporary', code: 'SAS_AGENDA_UNAVAILABLE', expected: 'error' },
    { name: 'a bug', code: 'SAS_INTERNAL', expected: 'fatal' },
  ] as const)('weighs $name', ({ code, expected }) => {
    expect(toOperationOutcome(new SasError(code)).issue[0]?.severity).toBe(expected);
  });

  it('names the parameter at fault, and nothing if there is none', () => {
    const error = SasError.of([
      { code: 'SAS_SEARCH_END_MISSING', expression: 'start' },
      { code: 'SAS_SEARCH_STATUS_MISSING' },
    ]);
    const [first, second] = toOperationOutcome(error).issue;
    expect(first?.expression).toEqual(['start']);
    expect(second).not.toHaveProperty('expression');
  });

  it.each<{ name: string; input: unknown }>([
    { name: 'an error', input: new Error(secret) },
    { name: 'an error with a cause', input: new Error('x', { cause: new Error(secret) }) },
    {
      name: 'a SasError with a cause',
      input: new SasError('SAS_INTERNAL', { cause: new Error(secret) }),
    },
    { name: 'a text', input: secret },
    { name: 'an object', input: { message: secret, code: secret, issues: [{ code: secret }] } },
    { name: 'nothing', input: undefined },
  ])('reveals nothing of $name', ({ input }) => {
    const outcome = toOperationOutcome(input);
    expect(outcome.issue.map(({ diagnostics }) => diagnostics)).toEqual(['SAS_INTERNAL']);
    expect(JSON.stringify(outcome)).not.toMatch(/durand|\.ts:|at /);
  });

  it('treats a code that only a newer copy of the package knows as an internal error', () => {
    const error = new SasError('SAS_INTERNAL');
    Object.assign(error, { code: 'SAS_FUTURE_REFUSAL', issues: [{ code: 'SAS_FUTURE_REFUSAL' }] });
    expect(toOperationOutcome(error).issue).toMatchObject([
      { severity: 'fatal', code: 'exception', diagnostics: 'SAS_FUTURE_REFUSAL' },
    ]);
    expect(toErrorResponse(error).status).toBe(500);
  });
});

describe('toErrorResponse', () => {
  it.each(codes.map((code) => ({ code })))('answers $code with its status', async ({ code }) => {
    const response = toErrorResponse(new SasError(code));
    expect(response.status).toBe(errorCatalogue[code].status);
    expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(toOperationOutcome(new SasError(code)));
  });

  it.each([
    {
      name: 'a 503 says when to retry',
      error: new SasError('SAS_AGENDA_UNAVAILABLE'),
      expected: '2',
    },
    {
      name: 'a 503 has the given time',
      error: new SasError('SAS_AGENDA_UNAVAILABLE', { retryAfter: 30 }),
      expected: '30',
    },
    {
      name: 'in whole seconds, rounded up',
      error: new SasError('SAS_AGENDA_UNAVAILABLE', { retryAfter: 0.2 }),
      expected: '1',
    },
    {
      name: 'never in the past',
      error: new SasError('SAS_AGENDA_UNAVAILABLE', { retryAfter: -3 }),
      expected: '0',
    },
    {
      name: 'a 502 has none',
      error: new SasError('SAS_ASSOCIATIONS_UNREADABLE'),
      expected: null,
    },
    { name: 'an internal error has none', error: new Error('x'), expected: null },
    {
      name: 'a refusal has none',
      error: new SasError('SAS_SEARCH_END_MISSING'),
      expected: null,
    },
  ])('Retry-After: $name', ({ error, expected }) => {
    expect(toErrorResponse(error).headers.get('retry-after')).toBe(expected);
  });

  it('Allow: lists the methods that the path accepts', () => {
    const error = new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] });
    expect(toErrorResponse(error).headers.get('allow')).toBe('GET, HEAD');
    expect(toErrorResponse(new SasError('SAS_INTERNAL')).headers.has('allow')).toBe(false);
  });
});

describe('responseErrorCodes', () => {
  it('returns the codes of the error of the answer, without duplicates', () => {
    const error = SasError.of([
      { code: 'SAS_SEARCH_START_MISSING', expression: 'start' },
      { code: 'SAS_SEARCH_END_MISSING' },
      { code: 'SAS_SEARCH_START_MISSING' },
    ]);
    expect(responseErrorCodes(toErrorResponse(error))).toEqual([
      'SAS_SEARCH_START_MISSING',
      'SAS_SEARCH_END_MISSING',
    ]);
    expect(responseErrorCodes(toErrorResponse(new Error('x')))).toEqual(['SAS_INTERNAL']);
  });

  it('returns none for any other response', () => {
    expect(responseErrorCodes(new Response('{"issue":[]}', { status: 400 }))).toEqual([]);
  });
});
