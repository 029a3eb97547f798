import { SasError, silentLogger } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import type { PresentedCertificate } from './certificate-source.js';
import {
  type ClientCertificateGuardOptions,
  createClientCertificateGuard,
} from './create-client-certificate-guard.js';

const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const request = new Request('https://vendor.example/');

/** A subject that a proxy passed on. */
function presentedOf(commonName: string, part: Partial<PresentedCertificate> = {}) {
  const subject = [
    { type: '2.5.4.3', value: commonName },
    { type: '2.5.4.11', value: platform.organizationalUnit },
  ];
  return { subject, verification: 'passed', ...part } satisfies PresentedCertificate;
}

function create(read: () => PresentedCertificate | undefined) {
  const warn = vi.fn();
  const error = vi.fn();
  const logger = { ...silentLogger, warn, error };
  const guard = createClientCertificateGuard({ callers: [platform], source: { read }, logger });
  return { guard, warn, error };
}

describe('the options of a guard', () => {
  const right = { callers: [platform], source: { read: () => undefined } };

  it.each<{ option: string; part: object }>([
    { option: 'source', part: { source: undefined } },
    { option: 'source', part: { source: {} } },
    { option: 'callers', part: { callers: [] } },
    { option: 'callers', part: { callers: platform } },
    { option: 'callers[0].commonName', part: { callers: [undefined] } },
    { option: 'callers[0].commonName', part: { callers: [{ ...platform, commonName: 7 }] } },
    { option: 'callers[0].commonName', part: { callers: [{ ...platform, commonName: '' }] } },
    {
      option: 'callers[1].organizationalUnit',
      part: { callers: [platform, { ...platform, organizationalUnit: ' 3' }] },
    },
    { option: 'revocation.missing', part: { revocation: { missing: 'ignore' } } },
    { option: 'revocation.stale', part: { revocation: { missing: 'warn', stale: true } } },
  ])('may not have such $option', ({ option, part }) => {
    const options = { ...right, ...part } as ClientCertificateGuardOptions;
    expect(() => createClientCertificateGuard(options)).toThrow(
      expect.objectContaining({ issues: [{ code: 'SAS_OPTION_INVALID', expression: option }] }),
    );
  });

  it('may name what to do without a list', () => {
    const revocation = { missing: 'refuse', stale: 'warn' } as const;
    expect(() => createClientCertificateGuard({ ...right, revocation })).not.toThrow();
  });
});

describe('a guard', () => {
  it('admits a subject that the proxy verified', async () => {
    const { guard } = create(() => presentedOf(platform.commonName, { fingerprint: 'f1' }));
    expect(await guard(request)).toEqual({
      caller: { ...platform, fingerprint: 'f1' },
      fingerprint: 'f1',
    });
  });

  it.each<{ name: string; part: Partial<PresentedCertificate>; cause?: string }>([
    { name: 'found invalid', part: { verification: 'failed' } },
    { name: 'that for a reason', part: { verification: 'failed', failure: 'no' }, cause: 'no' },
    { name: 'did not verify', part: { verification: 'left-to-us' } },
  ])('refuses a subject that the proxy $name', async ({ part, cause }) => {
    const { guard, warn } = create(() => presentedOf(platform.commonName, part));
    const { refusal, caller } = await guard(request);
    expect([refusal?.code, caller]).toEqual(['SAS_CLIENT_CERTIFICATE_UNTRUSTED', undefined]);
    expect((refusal?.cause as Error | undefined)?.message).toBe(cause);
    expect(warn).not.toHaveBeenCalled();
  });

  it('refuses with the error of the source, and logs any other', async () => {
    const refused = create(() => {
      throw new SasError('SAS_PROXY_HEADER_UNPROVEN');
    });
    expect(await refused.guard(request)).toEqual({
      refusal: expect.objectContaining({ code: 'SAS_PROXY_HEADER_UNPROVEN' }),
      fingerprint: undefined,
    });
    expect(refused.error).not.toHaveBeenCalled();
    const failure = new Error('a bug');
    const failed = create(() => {
      throw failure;
    });
    expect(await failed.guard(request)).toMatchObject({
      refusal: { code: 'SAS_CLIENT_CERTIFICATE_UNREADABLE', cause: failure },
    });
    expect(failed.error.mock.calls).toEqual([[{ err: failure }, expect.any(String)]]);
  });

  it('refuses what is not a certificate, with the fingerprint of its bytes', async () => {
    const { guard } = create(() => ({ raw: Buffer.from('text'), verification: 'passed' }));
    expect(await guard(request)).toMatchObject({
      refusal: { code: 'SAS_CLIENT_CERTIFICATE_UNREADABLE', cause: expect.any(Error) },
      fingerprint: '982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1',
    });
  });

  it('warns once of each stranger, of the last 64', async () => {
    let name = '';
    const { guard, warn } = create(() => presentedOf(name));
    const countAfter = async (stranger: string) => {
      name = stranger;
      const presentedSubject = expect.stringContaining(`CN=${stranger}`);
      expect(await guard(request)).toMatchObject({ presentedSubject });
      return warn.mock.calls.length;
    };
    for (let index = 0; index < 64; index += 1) await countAfter(`stranger ${index}`);
    expect(await countAfter('stranger 0')).toBe(64);
    expect(await countAfter('stranger 64')).toBe(65);
    expect(await countAfter('stranger 64')).toBe(65);
    expect(await countAfter('stranger 0')).toBe(66);
  });
});
