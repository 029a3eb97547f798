import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { errorCatalogue } from './error-catalogue.js';
import { isSasError, SasError } from './sas-error.js';

describe('SasError', () => {
  it('carries its code, its fixed message, and whether to retry', () => {
    const error = new SasError('SAS_AGENDA_UNAVAILABLE');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'SasError', code: 'SAS_AGENDA_UNAVAILABLE' });
    expect(error.message).toBe(errorCatalogue.SAS_AGENDA_UNAVAILABLE.message);
    expect(error.isRetryable).toBe(true);
    expect(new SasError('SAS_INTERNAL').isRetryable).toBe(false);
  });

  it('is its own first issue', () => {
    const others = [{ code: 'SAS_SEARCH_END_MISSING', expression: 'start' }] as const;
    const error = new SasError('SAS_SEARCH_STATUS_MISSING', { expression: 'status', others });
    expect(error.issues).toEqual([
      { code: 'SAS_SEARCH_STATUS_MISSING', expression: 'status' },
      { code: 'SAS_SEARCH_END_MISSING', expression: 'start' },
    ]);
  });

  it('combines several issues, the first of which gives the code', () => {
    const error = SasError.of([
      { code: 'SAS_SEARCH_END_MISSING', expression: 'start' },
      { code: 'SAS_SEARCH_STATUS_MISSING' },
    ]);
    expect(error.code).toBe('SAS_SEARCH_END_MISSING');
    expect(error.issues.map(({ code }) => code)).toEqual([
      'SAS_SEARCH_END_MISSING',
      'SAS_SEARCH_STATUS_MISSING',
    ]);
  });

  it('keeps any cause, and has none if none was given', () => {
    const cause = new Error('connection refused');
    expect(new SasError('SAS_INTERNAL', { cause }).cause).toBe(cause);
    expect('cause' in new SasError('SAS_INTERNAL', { cause: undefined })).toBe(true);
    expect('cause' in new SasError('SAS_INTERNAL')).toBe(false);
  });

  it('carries when to retry, and which methods are allowed', () => {
    const error = new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'], retryAfter: 7 });
    expect(error).toMatchObject({ allow: ['GET', 'HEAD'], retryAfter: 7 });
    expect(new SasError('SAS_INTERNAL')).toMatchObject({ allow: undefined, retryAfter: undefined });
  });
});

describe('isSasError', () => {
  it('recognises an error created by another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('./sas-error.js');
    expect(copy.SasError).not.toBe(SasError);
    const error = new copy.SasError('SAS_AGENDA_UNAVAILABLE');
    expect(error).not.toBeInstanceOf(SasError);
    expect(isSasError(error)).toBe(true);
    expect(copy.isSasError(new SasError('SAS_AGENDA_UNAVAILABLE'))).toBe(true);
  });

  it.each<{ name: string; input: unknown }>([
    { name: 'an error', input: new Error('SAS_INTERNAL') },
    { name: 'an error of another realm', input: runInNewContext('new Error("SAS_INTERNAL")') },
    { name: 'a lookalike', input: { name: 'SasError', code: 'SAS_INTERNAL', issues: [] } },
    { name: 'its own JSON', input: JSON.parse(JSON.stringify(new SasError('SAS_INTERNAL'))) },
    { name: 'a text', input: 'SAS_INTERNAL' },
    { name: 'null', input: null },
    { name: 'undefined', input: undefined },
    { name: 'a function', input: () => undefined },
  ])('does not recognise $name', ({ input }) => {
    expect(isSasError(input)).toBe(false);
  });
});
