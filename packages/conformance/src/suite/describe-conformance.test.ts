import { describe, expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '../configuration/configuration.js';
import type { Run } from '../run/run.js';
import { runConformance } from '../run/run-conformance.js';
import { serveVendor } from '../run/vendor.fixture.js';
import { type DescribeConformanceOptions, describeConformance } from './describe-conformance.js';

type Declared = Map<string, () => Promise<void>>;

/** A runner that keeps the tests, and how they are called. */
function createRunner() {
  const tests: Declared = new Map();
  return {
    tests,
    describe: (_name: string, body: () => void) => body(),
    it: (name: string, test: () => Promise<void>) => void tests.set(name, test),
  };
}

const closed = 'http://127.0.0.1:1/fhir';

async function declare(options: Partial<DescribeConformanceOptions> = {}) {
  const vendor = await serveVendor((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end('{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1","format":["json"]}');
  });
  onTestFinished(() => vendor[Symbol.asyncDispose]());
  const runner = createRunner();
  describeConformance({
    configuration: { vendor: vendor.url },
    runner,
    language: 'en',
    only: ['metadata', 'search-one-place'],
    ...options,
  });
  /** Runs the test of a rule, as node:test does. */
  const run = async (rule: string) => {
    const [, test] = [...runner.tests].find(([name]) => name.startsWith(`${rule}:`)) ?? [];
    const skipped: string[] = [];
    const call = test as unknown as (context: unknown) => Promise<void>;
    const skip = (reason: string) => void skipped.push(reason);
    await call({ skip });
    return skipped;
  };
  const runAlone = (rule: string) =>
    [...runner.tests].find(([name]) => name.startsWith(`${rule}:`))?.[1]();
  return { tests: runner.tests, run, runAlone };
}

describe('describeConformance', () => {
  it('declares a test per rule, without a parameter that jest would wait for', async () => {
    const { tests } = await declare();
    expect(tests.size).toBeGreaterThan(30);
    for (const test of tests.values()) expect(test.length).toBe(0);
  });

  it('runs once, however many tests there are, and only when one of them runs', async () => {
    const runs: Run[] = [];
    let asked = 0;
    const { run } = await declare({
      configuration: (): Configuration => {
        asked += 1;
        return { vendor: closed };
      },
      onRun: (done) => void runs.push(done),
    });
    expect(asked).toBe(0);
    await expect(run('metadata.status')).rejects.toThrow('ECONNREFUSED');
    await expect(run('metadata.version')).rejects.toThrow('ECONNREFUSED');
    expect([asked, runs.length]).toEqual([1, 1]);
  });

  it('passes, fails with what to do, and skips with the reason', async () => {
    const { run } = await declare();
    expect(await run('metadata.version')).toEqual([]);
    await expect(run('metadata.agenda')).rejects.toThrow('→ Declare Schedule');
    expect(await run('slots.total')).toEqual([expect.stringContaining('associations.onePlace')]);
  });

  it('skips what is milder than asked', async () => {
    const { run } = await declare({ failOn: 'official' });
    expect(await run('metadata.agenda')).toHaveLength(1);
  });

  it('never passes a rule that was left out, unless the vendor says so', async () => {
    const inJest = await declare();
    await expect(inJest.runAlone('slots.total')).rejects.toThrow('cannot skip');
    const failing = await declare({ leftOut: 'fail' });
    await expect(failing.run('slots.total')).rejects.toThrow('associations.onePlace');
    const passing = await declare({ leftOut: 'pass' });
    await expect(passing.runAlone('slots.total')).resolves.toBeUndefined();
  });

  it('waits as long as it is asked to', async () => {
    const timeouts = new Set<number | undefined>();
    const runner = {
      describe: (_name: string, body: () => void) => body(),
      it: (_name: string, _test: () => Promise<void>, timeout?: number) =>
        void timeouts.add(timeout),
    };
    const configuration = { vendor: closed };
    describeConformance({ configuration, runner, only: ['metadata'] });
    describeConformance({ configuration, runner, only: ['metadata'], timeout: 5000 });
    // A run with the HL7 validator may last 900 seconds.
    expect([...timeouts]).toEqual([960_000, 5000]);
  });

  it('declares what a finished run left out as skipped, with the reason', async () => {
    await using vendor = await serveVendor((_request, response) => response.writeHead(404).end());
    const only = ['metadata', 'search-one-place'];
    const run = await runConformance({ vendor: vendor.url }, { only });
    const skipped: string[] = [];
    const declared = createRunner();
    const it = Object.assign(declared.it, { skip: (name: string) => void skipped.push(name) });
    describeConformance({ run, runner: { ...declared, it }, only, language: 'en' });
    expect(skipped).toContainEqual(
      expect.stringMatching(/^slots\.total: .*associations\.onePlace/),
    );
    const names = [...declared.tests.keys()];
    expect(names.filter((name) => name.startsWith('slots.'))).toEqual([]);
    const status = names.find((name) => name.startsWith('metadata.status')) ?? '';
    await expect(declared.tests.get(status)?.()).rejects.toThrow('metadata.status');
  });

  it('refuses neither a configuration nor a run', async () => {
    const { runAlone } = await declare({ configuration: undefined });
    await expect(runAlone('metadata.status')).rejects.toMatchObject({ code: 'SAS_OPTION_INVALID' });
  });

  it('fails the rules of a step that got no answer', async () => {
    let calls = 0;
    await using vendor = await serveVendor((request, response) => {
      calls += 1;
      if (calls > 1) request.socket.destroy();
      else response.writeHead(200).end('{}');
    });
    const { run } = await declare({ configuration: { vendor: vendor.url }, only: ['metadata'] });
    await expect(run('metadata.version')).rejects.toThrow('http.answered');
  });

  it('refuses a name that does not exist, and a missing runner', async () => {
    await expect(declare({ only: ['nothing'] })).rejects.toThrow(RangeError);
    const bare = { describe: undefined, it: undefined } as never;
    await expect(declare({ runner: bare })).rejects.toMatchObject({
      code: 'SAS_TEST_RUNNER_MISSING',
    });
  });
});
