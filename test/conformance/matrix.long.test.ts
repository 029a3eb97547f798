import { type Run, runConformance } from '@sas-sos/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingMutations, liveMutations } from './mutations/booking-mutations.js';
import { quickMutations } from './mutations/mutations.js';
import { transportMutations } from './mutations/transport-mutations.js';
import {
  findFailed,
  type MatrixRow,
  runLiveMutation,
  runMutation,
  toRow,
  writeMatrix,
} from './run-mutation.js';
import { type MutableVendor, startMutableVendor } from './start-mutable-vendor.js';
import { startTransportVendor, type TransportVendor } from './start-transport-vendor.js';

const rows: MatrixRow[] = [];
afterAll(() => console.log(writeMatrix(rows)));

describe('Rules and mutations of the reference vendor', () => {
  let scene: MutableVendor;
  let right: Run;
  beforeAll(async () => {
    scene = await startMutableVendor();
    right = await runConformance(scene.configuration);
  });
  afterAll(() => scene?.[Symbol.asyncDispose]());

  it('no rule fails on the right vendor, through the proxy', () => {
    expect(findFailed(right)).toEqual([]);
    expect(right.counts.passed).toBeGreaterThan(300);
  });

  it.each([...quickMutations, ...bookingMutations])('$rule catches: $name', async (mutation) => {
    const row = await runMutation(scene, mutation);
    rows.push(row);
    expect(row.failed).toContain(mutation.rule);
  });

  it.each(liveMutations)('$rule of the simulator catches: $name', async (mutation) => {
    const row = await runLiveMutation(scene, mutation);
    rows.push(row);
    expect(row.failed).toContain(mutation.rule);
  });
});

describe('Rules and mutations of transport', () => {
  let scene: TransportVendor;
  beforeAll(async () => {
    scene = await startTransportVendor();
  });
  afterAll(() => scene?.[Symbol.asyncDispose]());
  const only = ['transport'];

  it('no rule fails on the right vendor, through the proxy', async () => {
    const run = await runConformance(scene.configuration, { only });
    expect(findFailed(run)).toEqual([]);
    expect(run.counts).toMatchObject({ leftOut: 0 });
  });

  it.each(transportMutations)('$rule catches: $name', async (mutation) => {
    await using wrong = await scene.serve(mutation.change);
    const run = await runConformance({ ...scene.configuration, vendor: wrong.url }, { only });
    const row = toRow(mutation, run);
    rows.push(row);
    expect(row.failed).toContain(mutation.rule);
  });
});
