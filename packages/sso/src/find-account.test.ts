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

/** The result for some claims: the account, or the code of the refusal. */
async function outcome(
  claims: object,
  stored: readonly RegulatorAccount[],
  method = sas,
): Promise<string | RegulatorAccount> {
  const accounts = { find: () => stored, save: () => 'stale' as const };
  const { signal } = new AbortController();
  return findAccount({ ...claims }, { method, accounts, signal }).catch((error: unknown) => {
    if (isSasError(error)) return error.code;
    throw error;
  });
}

describe('findAccount', () => {
  it.each([
    { name: 'the same address', claims: { email } },
    { name: 'another case', claims: { email: 'CAMILLE.durand@Example.ORG' } },
    { name: 'spaces around it', claims: { email: ` ${email} ` } },
    { name: 'verified', claims: { email, email_verified: true } },
  ])('finds by the e-mail address: $name', async ({ claims }) => {
    const expected = account();
    await expect(outcome(claims, [expected])).resolves.toBe(expected);
  });

  it('treats the forms of Unicode as equal', async () => {
    const expected = account({ email: 'ren\u00e9e@example.org' });
    await expect(outcome({ email: 'rene\u0301e@example.org' }, [expected])).resolves.toBe(expected);
  });

  it('ignores disabled accounts that had the address before', async () => {
    const expected = account();
    await expect(outcome({ email }, [account({ active: false }), expected])).resolves.toBe(
      expected,
    );
  });

  it.each<{
    name: string;
    claims: object;
    stored: RegulatorAccount[];
    method?: typeof sas;
    code: string;
  }>([
    { name: 'none', claims: { email }, stored: [], code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN' },
    {
      name: 'an account that the store should not have returned',
      claims: { email },
      stored: [account({ email: 'camille.durant@example.org' })],
      code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN',
    },
    {
      name: 'only disabled ones',
      claims: { email },
      stored: [account({ active: false }), account({ active: false })],
      code: 'SAS_SIGN_ON_ACCOUNT_DISABLED',
    },
    {
      name: 'two that are active',
      claims: { email },
      stored: [account(), account()],
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an address that is not verified',
      claims: { email, email_verified: false },
      stored: [account()],
      code: 'SAS_SIGN_ON_EMAIL_UNVERIFIED',
    },
    { name: 'no claim', claims: {}, stored: [account()], code: 'SAS_SIGN_ON_IDENTITY_MISSING' },
    {
      name: 'two accounts by two claims',
      claims: { email, sub: uuid },
      stored: [account(), account({ technicalId: uuid, email: 'other@example.org' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account, and a disabled one by another claim',
      claims: { email, sub: uuid },
      stored: [
        account(),
        account({ technicalId: uuid, email: 'other@example.org', active: false }),
      ],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account that another claim contradicts',
      claims: { email, sub: uuid },
      stored: [account({ technicalId: '11111111-4c3b-4a59-9a6b-0a3f0a1f5c11' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an account by its identifier, with another address',
      claims: { email, sub: uuid },
      stored: [account({ technicalId: uuid, email: 'other@example.org' })],
      method: technical,
      code: 'SAS_SIGN_ON_ACCOUNT_AMBIGUOUS',
    },
    {
      name: 'an identifier of a structure',
      claims: { SubjectNameID: '333417374840002' },
      stored: [account()],
      method: psc,
      code: 'SAS_SIGN_ON_IDENTITY_MISSING',
    },
    {
      name: 'a list of identifiers',
      claims: { SubjectNameID: ['810000000001'] },
      stored: [account()],
      method: psc,
      code: 'SAS_SIGN_ON_IDENTITY_MISSING',
    },
  ])('refuses $name', async ({ claims, stored, method, code }) => {
    await expect(outcome(claims, stored, method)).resolves.toBe(code);
  });

  it('accepts an address that is not verified if the method says so', async () => {
    const method = sasDelegation({ ...registration, acceptUnverifiedEmail: true });
    const expected = account();
    await expect(outcome({ email, email_verified: false }, [expected], method)).resolves.toBe(
      expected,
    );
  });

  it.each([
    { name: 'a UUID', claims: { sub: uuid.toUpperCase() } },
    { name: 'a UUID, and the address of the same account', claims: { sub: uuid, email } },
    { name: 'no UUID, and the address', claims: { sub: 'f:2b1:camille', email } },
  ])('finds by sub if the method says so: $name', async ({ claims }) => {
    const expected = account({ technicalId: uuid });
    await expect(outcome(claims, [expected], technical)).resolves.toBe(expected);
  });

  it('accepts an account without a technical identifier that has the address', async () => {
    const expected = account({ technicalId: null });
    await expect(outcome({ sub: uuid, email }, [expected], technical)).resolves.toBe(expected);
  });

  it('ignores disabled accounts that had both before', async () => {
    const expected = account({ technicalId: uuid });
    const former = account({ technicalId: uuid, active: false });
    await expect(outcome({ sub: uuid, email }, [former, expected], technical)).resolves.toBe(
      expected,
    );
  });

  it('ignores sub if the method does not use it', async () => {
    await expect(outcome({ sub: uuid }, [account({ technicalId: uuid })])).resolves.toBe(
      'SAS_SIGN_ON_IDENTITY_MISSING',
    );
  });
});
