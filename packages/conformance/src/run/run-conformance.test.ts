import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { toExitCode } from '../report/to-exit-code.js';
import { toTerminalReport } from '../report/to-terminal-report.js';
import { runConformance } from './run-conformance.js';
import type { RunEvent } from './run-event.js';
import { serveVendor } from './vendor.fixture.js';

const html = serveVendor.bind(null, (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Bonjour</p>');
});

describe('a vendor that answers HTML', () => {
  it('fails, with a report that says what and where', async () => {
    await using vendor = await html();
    const run = await runConformance({ vendor: vendor.url });
    expect(run).toMatchObject({ verdict: 'failed', problem: null });
    expect(toExitCode(run)).toBe(1);
    const metadata = run.groups.find(({ name }) => name === 'metadata');
    expect(metadata?.steps[0]?.findings).toMatchObject([
      { rule: 'metadata.status', verdict: 'passed' },
      { rule: 'metadata.statement', verdict: 'failed', check: 3 },
      { rule: 'metadata.version', verdict: 'not-applicable' },
      { rule: 'metadata.agenda', verdict: 'not-applicable' },
      { rule: 'metadata.structure', verdict: 'not-applicable' },
    ]);
    expect(toTerminalReport(run)).toContain('metadata.statement');
    expect(toTerminalReport(run, { language: 'en' })).toContain('The official kit would fail.');
  });

  it('leaves out what it was given nothing for, and never passes it', async () => {
    await using vendor = await html();
    const run = await runConformance({ vendor: vendor.url });
    const search = run.groups.find(({ name }) => name === 'search-one-place');
    expect(search?.verdict).toBe('left-out');
    expect(search?.steps[0]?.reason?.en).toContain('associations.onePlace');
    const verdicts = new Set(search?.steps[0]?.findings.map(({ verdict }) => verdict));
    expect([...verdicts]).toEqual(['left-out']);
  });

  it('runs a group or a rule alone', async () => {
    await using vendor = await html();
    const run = await runConformance({ vendor: vendor.url }, { only: ['metadata.statement'] });
    const findings = run.groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
    expect(findings.map(({ rule }) => rule)).toEqual(['metadata.statement']);
    await expect(runConformance({ vendor: vendor.url }, { only: ['nothing'] })).rejects.toThrow(
      RangeError,
    );
  });

  it('tells what happens, in order', async () => {
    await using vendor = await html();
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent) => void events.push(event);
    const run = await runConformance({ vendor: vendor.url }, { only: ['metadata'], onEvent });
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'exchange',
      'group-started',
      'step-started',
      'exchange',
      'step-ended',
      'group-ended',
      'run-ended',
    ]);
    expect(run.exchanges.map(({ number, step }) => [number, step])).toEqual([
      [1, 'preparation'],
      [2, 'metadata.read'],
    ]);
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  });
});

describe('a vendor that cannot be judged', () => {
  it('is not there', async () => {
    const vendor = await html();
    await vendor[Symbol.asyncDispose]();
    const run = await runConformance({ vendor: vendor.url });
    expect(run.verdict).toBe('impossible');
    expect(run.problem?.fr).toContain('ECONNREFUSED');
    expect(toExitCode(run)).toBe(2);
    expect(run.counts.passed).toBe(0);
    expect(toTerminalReport(run)).toContain('ECONNREFUSED');
  });

  it('hangs', async () => {
    await using vendor = await serveVendor(() => {});
    const run = await runConformance({ vendor: vendor.url, limits: { answer: 100 } });
    expect(run).toMatchObject({ verdict: 'impossible', counts: { passed: 0 } });
    expect(run.exchanges).toMatchObject([{ failure: { code: 'TIME_LIMIT' }, response: null }]);
  });
});

it('fails a step whose request is not answered, and leaves out what builds on it', async () => {
  await using vendor = await serveVendor((request, response) => {
    if (request.url?.startsWith('/fhir/metadata')) response.end('{}');
    else response.destroy();
  });
  const run = await runConformance({
    vendor: vendor.url,
    associations: { onePlace: '92080466300010' },
  });
  const search = run.groups.find(({ name }) => name === 'search-one-place');
  expect(search).toMatchObject({ verdict: 'failed' });
  const [answered, ...others] = search?.steps[0]?.findings ?? [];
  expect(answered).toMatchObject({ rule: 'http.answered', verdict: 'failed' });
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['left-out']));
});

it('refuses a configuration with mistakes, all at once', async () => {
  const mistakes = {
    vendor: 'agenda.example',
    associations: { onePlace: '12', towPlaces: '34173748400020' },
    limits: { answer: 0 },
    certificates: { valid: { cert: 'nowhere.pem', key: 'nowhere.pem' } },
    appointments: ['nowhere.json'],
  };
  const error: unknown = await runConformance(mistakes).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as ConfigurationError).mistakes.map(({ path }) => path).sort()).toEqual([
    'appointments[0]',
    'associations.onePlace',
    'associations.towPlaces',
    'certificates.valid.cert',
    'certificates.valid.key',
    'limits.answer',
    'vendor',
  ]);
});
