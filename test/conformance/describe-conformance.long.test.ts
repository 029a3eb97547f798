import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Finding, type Run, runConformance } from '@sas-sos/conformance';
import { beforeAll, describe, expect, it } from 'vitest';
import { only, serveSuiteVendor } from './suite/declare-suite.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inSuite = (name: string) => `test/conformance/suite/${name}`;

let findings: readonly Finding[];
beforeAll(async () => {
  const { url, server } = await serveSuiteVendor();
  const run: Run = await runConformance({ vendor: url }, { only });
  server.closeAllConnections();
  server.close();
  findings = run.groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
});

/** Starts a runner as a vendor does; returns what it printed. */
async function start(args: readonly string[]): Promise<{ code: number | null; text: string }> {
  const { VITEST: _, NODE_OPTIONS: __, NODE_TEST_CONTEXT: ___, ...environment } = process.env;
  const child = spawn(process.execPath, args, { cwd: root, env: environment });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  let problems = '';
  child.stderr.on('data', (chunk) => {
    problems += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text: text === '' ? problems : text };
}

function countOf(verdict: Finding['verdict']): number {
  return findings.filter((finding) => finding.verdict === verdict).length;
}

function expectCounts(counts: { passed: number; failed: number; skipped: number }): void {
  const leftOut = countOf('left-out') + countOf('not-applicable');
  expect(counts).toEqual({
    passed: countOf('passed'),
    failed: countOf('failed'),
    skipped: leftOut,
  });
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
}

describe('one test per rule, in a vendor’s own runner', () => {
  it('node:test', async () => {
    const args = [
      '--import',
      'tsx',
      '--conditions=@sas-sos/source',
      '--test',
      '--test-reporter=tap',
    ];
    const { code, text } = await start([...args, inSuite('node-test.suite.mjs')]);
    const total = (name: string) =>
      Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    expectCounts({ passed: total('pass'), failed: total('fail'), skipped: total('skipped') });
    expect(text).toMatch(/# SKIP Give in associations\.onePlace/);
    expect(text).toContain('→ ');
    expect(code).toBe(1);
  });

  it('vitest', async () => {
    const vitest = 'node_modules/vitest/vitest.mjs';
    const { code, text } = await start([vitest, 'run', '--config', inSuite('vitest.config.mjs')]);
    const result = JSON.parse(text.slice(text.indexOf('{"'))) as {
      readonly numPassedTests: number;
      readonly numFailedTests: number;
      readonly numPendingTests: number;
    };
    expectCounts({
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      skipped: result.numPendingTests,
    });
    expect(code).toBe(1);
  });
});
