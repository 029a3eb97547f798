import { describe, expect, it } from 'vitest';
import { fingerprintOfPresented, type PresentedAssessment } from './assess-presented.js';
import type { PresentedCertificate } from './certificate-source.js';
import { createKnownCallers } from './known-callers.js';

const presentedOf = (text: string): PresentedCertificate => ({
  raw: Buffer.from(text),
  verification: 'passed',
});

function assessmentOf(
  presented: PresentedCertificate,
  part: Partial<PresentedAssessment> = {},
): PresentedAssessment {
  return {
    ...{ version: 1, validity: undefined, chains: undefined, stranger: undefined },
    fingerprint: fingerprintOfPresented(presented),
    subject: { commonName: 'sas', organizationalUnit: '3' },
    ...part,
  };
}

describe('createKnownCallers', () => {
  it('finds a caller by its certificate, for the version that it was assessed with', () => {
    const callers = createKnownCallers();
    const assessment = assessmentOf(presentedOf('a'));
    callers.keep(presentedOf('a'), assessment);
    expect(callers.find(presentedOf('a'), 1)).toBe(assessment);
    expect(callers.find(presentedOf('a'), 2)).toBeUndefined();
    expect(callers.find(presentedOf('b'), 1)).toBeUndefined();
    expect(callers.find({ ...presentedOf('a'), intermediates: [] }, 1)).toBe(assessment);
  });

  it('finds none with authorities of its own, nor without a certificate', () => {
    const callers = createKnownCallers();
    callers.keep(presentedOf('a'), assessmentOf(presentedOf('a')));
    const sent = { ...presentedOf('a'), intermediates: [Buffer.from('x')] };
    expect(callers.find(sent, 1)).toBeUndefined();
    const { fingerprint } = assessmentOf(presentedOf('a'));
    expect(callers.find({ fingerprint, verification: 'passed' }, 1)).toBeUndefined();
  });

  it.each<{ name: string; presented?: Partial<PresentedCertificate>; part?: object }>([
    { name: 'a stranger', part: { subject: undefined } },
    { name: 'a caller without a chain', part: { chains: [] } },
    { name: 'a caller with authorities of its own', presented: { intermediates: [Buffer.of(1)] } },
    { name: 'a subject only', presented: { raw: undefined } },
  ])('keeps not $name', ({ presented, part }) => {
    const callers = createKnownCallers();
    const given = { ...presentedOf('a'), ...presented };
    callers.keep(given, assessmentOf(presentedOf('a'), part));
    expect(callers.find(presentedOf('a'), 1)).toBeUndefined();
  });

  it('keeps a caller with a chain, and the last sixteen', () => {
    const callers = createKnownCallers();
    const chains = [{} as never];
    const names = Array.from({ length: 17 }, (_, index) => `caller ${index}`);
    for (const name of names) {
      callers.keep(presentedOf(name), assessmentOf(presentedOf(name), { chains }));
    }
    const kept = names.filter((name) => callers.find(presentedOf(name), 1) !== undefined);
    expect(kept).toEqual(names.slice(1));
  });
});
