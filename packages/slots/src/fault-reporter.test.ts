import { silentLogger } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import { toAgendaFault } from './agenda-fault.js';
import { createFaultReporter } from './fault-reporter.js';

function create() {
  const warn = vi.fn();
  return { warn, reporter: createFaultReporter({ ...silentLogger, warn }) };
}

describe('createFaultReporter', () => {
  it('logs each fault once, and counts every time', () => {
    const { warn, reporter } = create();
    expect(reporter.counts()).toEqual({});
    for (const path of ['slots[1].id', 'slots[2].id', 'slots[1].id']) {
      reporter.report('slot-id-missing', path);
    }
    const faults = [
      toAgendaFault('place-id-missing', 'places[0].id'),
      toAgendaFault('slot-id-missing', 'slots[2].id'),
    ];
    reporter.reportAll(faults);
    reporter.reportAll(faults);
    expect(reporter.counts()).toEqual({ 'slot-id-missing': 5, 'place-id-missing': 2 });
    expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
      { code: 'slot-id-missing', path: 'slots[1].id', severity: 'error' },
      { code: 'slot-id-missing', path: 'slots[2].id', severity: 'error' },
      { code: 'place-id-missing', path: 'places[0].id', severity: 'error' },
    ]);
  });

  it('gives a copy of its counts', () => {
    const { reporter } = create();
    const before = reporter.counts();
    reporter.report('slot-malformed', 'slots[1]');
    expect([before, reporter.counts()]).toEqual([{}, { 'slot-malformed': 1 }]);
  });

  it('logs a fault again after 20,000 others', () => {
    const { warn, reporter } = create();
    for (let index = 0; index < 20_000; index += 1) {
      reporter.report('slot-malformed', `slots[${index}]`);
    }
    reporter.report('slot-malformed', 'slots[0]');
    expect(warn).toHaveBeenCalledTimes(20_000);
    reporter.report('slot-malformed', 'slots[20000]');
    reporter.report('slot-malformed', 'slots[0]');
    expect(warn).toHaveBeenCalledTimes(20_002);
  });
});
