import { type Run, runConformance, toExitCode, toTerminalReport } from '@sas-sos/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertifiedVendor, startCertifiedVendor } from './start-certified-vendor.js';

describe('The reference vendor, with mutual TLS and the simulator', () => {
  let scene: CertifiedVendor;
  let run: Run;
  beforeAll(async () => {
    scene = await startCertifiedVendor();
    run = await runConformance(scene.configuration);
    const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
    console.log(
      `${run.exchanges.length} exchanges in ${seconds(run.durationMilliseconds)} s, own time ${seconds(run.ownMilliseconds)} s`,
    );
  });
  afterAll(() => scene?.[Symbol.asyncDispose]());

  const findings = () => run.groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));

  it('passes every rule that applies', () => {
    const failed = findings().filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ step, rule, message }) => [step, rule, message.en])).toEqual([]);
    expect(toExitCode(run, 'everything')).toBe(0);
  });

  it('passes all 34 checks of the official kit', () => {
    expect(run.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(run.checks.map(({ number }) => number)).toEqual(
      Array.from({ length: 34 }, (_, index) => index + 1),
    );
  });

  it('is told what was left out, and why', () => {
    const leftOut = run.groups.flatMap(({ steps }) =>
      steps.flatMap(({ id, reason }) => (reason === null ? [] : [id])),
    );
    // No HL7 validator was given.
    expect(leftOut).toEqual(['profiles.hl7']);
  });

  it('finds no account of the run active afterwards', () => {
    const ending = run.exchanges.filter(({ step }) => step === 'cleaning');
    expect(ending.length).toBeGreaterThan(5);
    const statuses = new Set(ending.map(({ response }) => response?.status));
    expect([...statuses]).toEqual([200]);
  });

  it('shows no secret in the run, nor in its report', () => {
    const json = JSON.stringify(run);
    const secrets = /agenda-demo-secret|PRIVATE KEY|[?&](?:code|state|nonce)=[^…&"]{3}/g;
    expect(json.match(secrets)).toBeNull();
    expect(toTerminalReport(run).match(secrets)).toBeNull();
  });
});
