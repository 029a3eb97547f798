import { describe, expect, it } from 'vitest';
import { type FaultTarget, faultsOf } from '../../state/fault-switches.js';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';
import { toFaultWords } from './fault-words.js';

const off = { appointments: '', 'sign-on': '', calls: '', slowMilliseconds: '5000' };
const all = (Object.keys(faultsOf) as FaultTarget[]).flatMap((target) =>
  faultsOf[target].map((fault) => ({ target, fault })),
);

function open() {
  const simulation = createTestSimulation();
  return { simulation, ...createPageReader(simulation) };
}

describe('The switches', () => {
  it.each(all)('$target, $fault: described, and switched on', async ({ target, fault }) => {
    const { simulation, send, read } = open();
    expect(toFaultWords(target, fault).expected).not.toBe('');
    const response = await send('/faults', { ...off, [target]: fault });
    expect(response.status).toBe(303);
    expect(simulation.faults.read()[target]).toBe(fault);
    const text = await read('/faults?done=set');
    expect(text).toMatch(new RegExp(`id="${target}-${fault}"[^>]* checked`));
    expect(text).toContain('fault-banner');
  });

  it('are all switched off', async () => {
    const { simulation, send } = open();
    simulation.faults.set({ appointments: 'slow', calls: 'down', slowMilliseconds: 10 });
    await send('/faults/reset');
    expect(simulation.faults.read()).toEqual({
      appointments: null,
      'sign-on': null,
      calls: null,
      slowMilliseconds: 10,
      limits: { appointments: null, 'sign-on': null, calls: null },
    });
  });

  it('reach so many requests, seconds and percents as were typed', async () => {
    const { simulation, send, read } = open();
    const limits = { requests: '3', seconds: '', percent: '50' };
    await send('/faults', { ...off, calls: 'cut', appointments: 'down', ...limits });
    const limit = { requests: 3, seconds: null, percent: 50 };
    expect(simulation.faults.read().limits).toEqual({
      appointments: limit,
      'sign-on': null,
      calls: limit,
    });
    const text = await read('/faults');
    expect(text).toContain('50 % des requêtes, encore 3 requêtes');
    expect(text).toMatch(/id="requests"[^>]* value="3"/);
    await send('/faults', { ...off, calls: 'cut', percent: '100' });
    expect(simulation.faults.read().limits.calls).toBeNull();
  });

  it.each([
    { field: 'requests', value: '0' },
    { field: 'seconds', value: '86401' },
    { field: 'percent', value: '101' },
    { field: 'percent', value: 'x' },
  ])('refuse $field of "$value", next to it, and keep what was typed', async ({ field, value }) => {
    const { simulation, send } = open();
    const before = simulation.faults.read();
    const response = await send('/faults', { ...off, calls: 'slow', seconds: '7', [field]: value });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain(`id="${field}-erreur"`);
    expect(text).toMatch(new RegExp(`id="${field}"[^>]* value="${value}"`));
    expect(text).toMatch(/id="calls-slow"[^>]* checked/);
    expect(simulation.faults.read()).toBe(before);
  });

  it.each(['60001', '-1', '1.5', '', 'x'])('refuse a time of "%s", next to it', async (time) => {
    const { simulation, send } = open();
    const before = simulation.faults.read();
    const response = await send('/faults', { ...off, calls: 'slow', slowMilliseconds: time });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('aria-invalid="true"');
    expect(text).toMatch(/id="calls-slow"[^>]* checked/);
    expect(simulation.faults.read()).toBe(before);
  });

  it.each([
    { name: 'a fault that the target does not have', fields: { ...off, calls: 'refuse' } },
    { name: 'a missing target', fields: { slowMilliseconds: '1' } },
  ])('refuse $name', async ({ fields }) => {
    const { simulation, send } = open();
    const before = simulation.faults.read();
    expect((await send('/faults', fields)).status).toBe(400);
    expect(simulation.faults.read()).toBe(before);
  });
});
