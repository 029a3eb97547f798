import { runConformance } from '@sas-sos/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingMutations, liveMutations } from './mutations/booking-mutations.js';
import { quickestMutations, quickMutations } from './mutations/mutations.js';
import { transportMutations } from './mutations/transport-mutations.js';
import { findFailed, type MatrixRow, runMutation, writeMatrix } from './run-mutation.js';
import { type MutableVendor, startMutableVendor } from './start-mutable-vendor.js';

// The whole matrix is in matrix.long.test.ts.
describe('Rules and mutations that one request shows', () => {
  const rows: MatrixRow[] = [];
  let scene: MutableVendor;
  beforeAll(async () => {
    scene = await startMutableVendor();
  });
  afterAll(async () => {
    console.log(writeMatrix(rows));
    await scene?.[Symbol.asyncDispose]();
  });

  it('no rule fails on the right vendor, through the proxy', async () => {
    const only = ['metadata', 'search-both', 'appointments.pasted'];
    const run = await runConformance(scene.configuration, { only });
    expect(findFailed(run)).toEqual([]);
    expect(run.counts.passed).toBeGreaterThan(50);
  });

  it.each(quickestMutations)('$rule catches: $name', async (mutation) => {
    const row = await runMutation(scene, mutation);
    rows.push(row);
    expect(row.failed).toContain(mutation.rule);
  });
});

it('every rule has a mutation', async () => {
  // Nobody is there: every step is left out, with all its rules.
  const { groups } = await runConformance({ vendor: 'http://127.0.0.1:1/fhir' });
  const findings = groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
  const names = new Set(findings.map(({ rule }) => rule));
  const tried = new Set(
    [...quickMutations, ...bookingMutations, ...liveMutations, ...transportMutations].map(
      ({ rule }) => rule,
    ),
  );
  expect(names.size).toBeGreaterThan(100);
  // What the HL7 validator says is tried with a double of it, beside its client.
  const withoutHl7 = [...names].filter((name) => !name.startsWith('hl7.'));
  expect(withoutHl7.filter((name) => !tried.has(name))).toEqual([]);
});
