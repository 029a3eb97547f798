import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorDefinition, errorCatalogue } from './error-catalogue.js';

const entries: readonly (readonly [string, ErrorDefinition])[] = Object.entries(errorCatalogue);

// Applies to the whole endpoint, so its code names no area.
const withoutArea: ReadonlySet<string> = new Set(['SAS_INTERNAL']);

describe.each(entries)('%s', (code, { message, text, status, issue, retryable }) => {
  it('has a code of the form SAS_<AREA>_<WHAT_IS_WRONG>', () => {
    if (!withoutArea.has(code)) expect(code).toMatch(/^SAS_[A-Z]+(_[A-Z]+)+$/);
  });

  it('has the status of an HTTP error', () => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });

  it('is retryable only with a 408, a 502 or a 503, and always with a 503', () => {
    if (retryable) expect([408, 502, 503]).toContain(status);
    if (status === 503) expect(retryable).toBe(true);
  });

  it('has an issue code that matches its status', () => {
    const issues: Record<number, readonly string[]> = {
      408: ['timeout'],
      404: ['not-found'],
      405: ['not-supported'],
      406: ['not-supported'],
      413: ['too-long'],
      414: ['too-long'],
      415: ['not-supported'],
      500: ['exception'],
      502: ['exception'],
      503: ['timeout', 'transient'],
    };
    if (issues[status]) expect(issues[status]).toContain(issue);
    else expect(['exception', 'transient', 'timeout']).not.toContain(issue);
  });

  it('describes it in one or more sentences without placeholders', () => {
    for (const sentence of [message, text]) {
      expect(sentence).toMatch(/^[A-Z_ÀÉ].*\.$/);
      expect(sentence).not.toMatch(/\$\{|%[sdoj]|\{\{|\{\d|\n| {2}|undefined/);
    }
  });

  it('describes it in French to the reader of the answer', () => {
    expect(text).toMatch(/\b(?:le|la|les|l'|un|une|ce|cet|cette|aucun|aucune|au|seul|seuls)\b/i);
    expect(text).not.toMatch(/\b(?:the|is|not|an|of)\b/i);
    expect(text.length).toBeLessThan(200);
  });
});

describe('the catalogue', () => {
  it('has no two identical texts', () => {
    const texts = entries.map(([, { message }]) => message);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('has only fixed texts', () => {
    const source = readFileSync(new URL('./error-catalogue.ts', import.meta.url), 'utf8');
    expect(source).not.toContain('${');
  });
});
