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
    });
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
