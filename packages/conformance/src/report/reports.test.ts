import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../run/run.js';
import { runConformance } from '../run/run-conformance.js';
import { serveHostileVendor, vendorSecrets } from '../test-data/serve-hostile-vendor.js';
import { compareRuns } from './compare-runs.js';
import { parseRun, RunFormatError } from './parse-run.js';
import { toHtmlReport } from './to-html-report.js';
import { toJsonReport } from './to-json-report.js';
import { toJunitReport } from './to-junit-report.js';
import { toTerminalReport } from './to-terminal-report.js';

let vendor: Awaited<ReturnType<typeof serveHostileVendor>>;
let run: Run;
let page: string;
beforeAll(async () => {
  vendor = await serveHostileVendor();
  run = await runConformance(
    { vendor: vendor.url },
    { only: ['metadata', 'search-one-place', 'search-two-places'] },
  );
  page = toHtmlReport(run);
});
afterAll(() => vendor?.[Symbol.asyncDispose]());

/** The run with another verdict for a rule. */
function change(verdict: 'passed' | 'failed' | 'left-out', rule: string): Run {
  const groups = run.groups.map((group) => ({
    ...group,
    steps: group.steps.map((step) => ({
      ...step,
      findings: step.findings.map((finding) =>
        finding.rule === rule && finding.step === 'search-one-place.search'
          ? { ...finding, verdict }
          : finding,
      ),
    })),
  }));
  return { ...run, groups };
}

describe('the HTML of a vendor that attacks it', () => {
  it('has no element of the vendor', () => {
    expect(page).toContain('&lt;img src=x');
    expect(page).not.toMatch(/<(?:img|svg|iframe|object|base|link|form|textarea)\b/i);
    expect(page.match(/<script/gi)).toHaveLength(1);
    expect(page.match(/<style/gi)).toHaveLength(1);
    const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
    for (const tag of tags) {
      expect(tag).not.toMatch(/\son\w+=/i);
      expect(tag).not.toMatch(/\s(?:href|src|action)="(?!#)/i);
    }
  });

  it('allows its own script and style alone', () => {
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    for (const element of ['script', 'style']) {
      const [, text = ''] = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${element}-src &#39;sha256-${hash}&#39;`);
    }
    expect(policy.startsWith('default-src &#39;none&#39;')).toBe(true);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<title>'));
  });

  it('shows characters that nobody sees', () => {
    expect(page).not.toMatch(/[^\P{C}\n]/u);
    expect(page).toContain('\\u202egnp');
  });

  it('marks the place of a fault, with what was expected', () => {
    expect(page).toMatch(
      /<mark id="x\d+-m\d+">[^<]*&quot;start&quot;: &quot;2020-01-01T00:00:00Z&quot;/,
    );
    expect(page).toMatch(/<mark id="x\d+-m\d+" class=holds>/);
    expect(page).toContain('⋯');
  });

  it('has every anchor that it links to, once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) expect(ids).toContain(link);
  });

  it('speaks English on demand', () => {
    const english = toHtmlReport(run, { language: 'en' });
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('The official kit would fail');
    expect(english).not.toMatch(/laissé|Échange|Demande/);
  });
});

describe('every report', () => {
  it('is without the vendor’s secrets', () => {
    const reports = [page, toJsonReport(run), toJunitReport(run), toTerminalReport(run)];
    for (const report of reports) {
      for (const secret of vendorSecrets) expect(report).not.toContain(secret);
    }
    expect(page).toContain('set-cookie: …');
  });

  it('says why it could not run', () => {
    const problem = { fr: 'Personne ne répond.', en: 'Nobody answers.' };
    const none: Run = { ...run, problem, verdict: 'impossible', groups: [] };
    expect(toHtmlReport(none)).toContain('Personne ne répond.');
    expect(toJunitReport(none, { language: 'en' })).toContain('<error message="Nobody answers."/>');
  });
});

describe('JUnit', () => {
  it('has a test per rule, with the counts of the run', () => {
    const text = toJunitReport(run);
    const { passed, officialFails, officialWarns, guide, goodPractice, leftOut, notApplicable } =
      run.counts;
    const all = passed + officialFails + officialWarns + guide + goodPractice + leftOut;
    const count = (pattern: RegExp) => text.match(pattern)?.length;
    expect(officialFails).toBeGreaterThan(0);
    expect(leftOut).toBeGreaterThan(0);
    expect(count(/<testcase /g)).toBe(all + notApplicable);
    expect(count(/<failure /g)).toBe(officialFails);
    expect(count(/<skipped /g)).toBe(leftOut + notApplicable);
    expect(count(/<system-out>/g)).toBe(officialWarns + guide + goodPractice);
    expect(text).toContain(`tests="${all + notApplicable}" failures="${officialFails}"`);
  });

  it('fails what --fail-on includes', () => {
    const text = toJunitReport(run, { failOn: 'everything' });
    expect(text).not.toContain('<system-out>');
  });

  it('has no character that XML cannot have, and no element of the vendor', () => {
    const text = toJunitReport(run);
    expect(text).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(text).not.toMatch(/<(?:img|script|style)/);
  });
});

describe('JSON', () => {
  it('is read again as the same run', () => {
    expect(parseRun(toJsonReport(run))).toEqual(JSON.parse(JSON.stringify(run)));
  });

  it.each([
    { name: 'no JSON', text: '{' },
    { name: 'another JSON', text: '[]' },
    { name: 'null', text: 'null' },
    { name: 'a later format', text: '{"format":2}' },
    { name: 'a run without groups', text: '{"format":1}' },
  ])('$name is refused', ({ text }) => {
    expect(() => parseRun(text)).toThrow(RunFormatError);
  });
});

describe('a run compared with the one before', () => {
  const rule = 'slots.window';

  it('lists what broke, what was fixed, what is not known any more', () => {
    const kinds = (previous: Run, next: Run) =>
      compareRuns(previous, next).changes.map(({ kind, rule }) => [kind, rule]);
    expect(kinds(run, run)).toEqual([]);
    expect(kinds(change('passed', rule), run)).toEqual([['broken', rule]]);
    expect(kinds(run, change('passed', rule))).toEqual([['fixed', rule]]);
    expect(kinds(run, change('left-out', rule))).toEqual([['unknown', rule]]);
    expect(kinds(change('left-out', rule), change('passed', rule))).toEqual([['other', rule]]);
    expect(kinds({ ...run, groups: [] }, run)).toContainEqual(['broken', rule]);
    expect(compareRuns(run, run).stillFailing).toBeGreaterThan(5);
  });

  it('is in the HTML and in the terminal', () => {
    const previous = change('passed', rule);
    expect(toHtmlReport(run, { previous })).toContain('Ne passent plus (1)');
    expect(toTerminalReport(run, { previous })).toContain(`échoue maintenant : ${rule}`);
    expect(page).not.toContain('id="comparison"');
  });
});
