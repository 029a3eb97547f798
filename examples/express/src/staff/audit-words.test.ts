import { describe, expect, it } from 'vitest';
import { toReportRecord } from '../audit/audit-record.js';
import { toAuditActor } from './audit-words.js';

describe('Who acted', () => {
  it('is this software where it reports by itself, not the name of its machine', () => {
    const recording = { recordedAt: 0, observer: 'agenda-3.example:8443' };
    const record = toReportRecord({ id: 'a', isDelivered: true }, recording);
    expect(toAuditActor(record)).toBe('Ce logiciel');
  });

  it.each([
    { name: 'a caller without a certificate', display: 'unknown caller', text: 'Appelant inconnu' },
    { name: 'an application', display: 'sas-platform', text: 'sas-platform' },
  ])('is $name', ({ display, text }) => {
    const recording = { recordedAt: 0, observer: 'agenda' };
    const record = toReportRecord({ id: 'a', isDelivered: true }, recording);
    expect(toAuditActor({ ...record, agent: [{ who: { display }, requestor: true }] })).toBe(text);
  });
});
