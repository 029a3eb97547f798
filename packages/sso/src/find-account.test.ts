import { isSasError, type RegulatorAccount } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { findAccount } from './find-account.js';
import { proSanteConnect } from './methods/pro-sante-connect.js';
import { sasDelegation } from './methods/sas-delegation.js';
import { account } from './vendor.fixture.js';

const registration = {
  issuer: 'https://provider.example',
  clientId: 'agenda',
  clientAuthentication: { method: 'tls_client_auth' },
} as const;
const sas = sasDelegation(registration);
const technical = sasDelegation({ ...registration, matchTechnicalId: true });
const psc = proSanteConnect(registration);
const uuid = '7b0c6a3e-4c3b-4a59-9a6b-0a3f0a1f5c11';
const email = 'camille.durand@example.org';

/** What becomes of claims: the account, or the code of the refusal. */
async function outcome(
  claims: object,
  found: readonly RegulatorAccount[],
  method = sas,
): Promise<string | RegulatorAccount> {
  const accounts = { find: () => found, save: () => 'stale' as const };
  const { signal } = new AbortController();
  return findAccount({ ...claims }, { method, accounts, signal }).catch((error: unknown) => {
    if (isSasError(error)) return error.code;
    throw error;
  });
}

describe('findAccount', () => {
  it.each([
    { name: 'the very address', claims: { email } },
    { name: 'another case', claims: { email: 'CAMILLE.durand@Example.ORG' } },
    { name: 'spaces around it', claims: { email: ` ${email} ` } },
    { name: 'verified', claims: { email, email_verified: true } },
  ])('finds by the e-mail address: $name', async ({ claims }) => {
    const one = account();
    await expect(outcome(claims, [one])).resolves.toBe(one);
  });

  it('takes one form of Unicode for the other', async () => {
    const one = account({ email: 'ren\u00e9e@example.org' });
    await expect(outcome({ email: 'rene\u0301e@example.org' }, [one])).resolves.toBe(one);
  });

  it('passes over disabled accounts that had the address before', async () => {
    const one = account();
    await expect(outcome({ email }, [account({ active: false }), one])).resolves.toBe(one);
  });

  it.each<{
    name: string;
    claims: object;
    found: RegulatorAccount[];
    method?: typeof sas;
    code: string;
  }>([
    { name: 'none', claims: { email }, found: [], code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN' },
    {
      name: 'an account that the store should not have found',
      claims: { email },
      found: [account({ email: 'camille.durant@example.org' })],
      code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN',
    },
    {
      name: 'disabled ones alone',
      claims: { email },
      found: [account({ active: false }), account({ active: false })],
      code: 'SAS_SIGN_ON_ACCOUNT_DISABLED',
    },
    {
      name: 'two that are active',
      claims: { email },
      found: [account(), account()],
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an address that is not verified',
      claims: { email, email_verified: false },
      found: [account()],
      code: 'SAS_SIGN_ON_EMAIL_UNVERIFIED',
    },
    { name: 'no claim', claims: {}, found: [account()], code: 'SAS_SIGN_ON_IDENTITY_MISSING' },
    {
      name: 'two accounts by two claims',
      claims: { email, sub: uuid },
      found: [account(), account({ technicalId: uuid, email: 'other@example.org' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account, and a disabled one by another claim',
      claims: { email, sub: uuid },
      found: [account(), account({ technicalId: uuid, email: 'other@example.org', active: false })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account that another claim contradicts',
      claims: { email, sub: uuid },
      found: [account({ technicalId: '11111111-4c3b-4a59-9a6b-0a3f0a1f5c11' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account by its identifier, whose address is another',
      claims: { email, sub: uuid },
      found: [account({ technicalId: uuid, email: 'other@example.org' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an identifier of a structure',
      claims: { SubjectNameID: '333417374840002' },
      found: [account()],
      method: psc,
      code: 'SAS_SIGN_ON_IDENTITY_MISSING',
    },
    {
      name: 'a list of identifiers',
      claims: { SubjectNameID: ['810000000001'] },
      found: [account()],
      method: psc,
      code: 'SAS_SIGN_ON_IDENTITY_MISSING',
    },
  ])('refuses $name', async ({ claims, found, method, code }) => {
    await expect(outcome(claims, found, method)).resolves.toBe(code);
  });

  it('takes an address that is not verified where the method says so', async () => {
    const method = sasDelegation({ ...registration, acceptUnverifiedEmail: true });
    const one = account();
    await expect(outcome({ email, email_verified: false }, [one], method)).resolves.toBe(one);
  });

  it.each([
    { name: 'a UUID', claims: { sub: uuid.toUpperCase() } },
    { name: 'a UUID, and the address of the same account', claims: { sub: uuid, email } },
    { name: 'no UUID, and the address', claims: { sub: 'f:2b1:camille', email } },
  ])('finds by sub where the method says so: $name', async ({ claims }) => {
    const one = account({ technicalId: uuid });
    await expect(outcome(claims, [one], technical)).resolves.toBe(one);
  });

  it('takes an account that has no technical identifier for the one of its address', async () => {
    const one = account({ technicalId: null });
    await expect(outcome({ sub: uuid, email }, [one], technical)).resolves.toBe(one);
  });

  it('passes over disabled accounts that had both before', async () => {
    const one = account({ technicalId: uuid });
    const former = account({ technicalId: uuid, active: false });
    await expect(outcome({ sub: uuid, email }, [former, one], technical)).resolves.toBe(one);
  });

  it('leaves sub alone where the method does not', async () => {
    await expect(outcome({ sub: uuid }, [account({ technicalId: uuid })])).resolves.toBe(
      'SAS_SIGN_ON_IDENTITY_MISSING',
    );
  });
});
