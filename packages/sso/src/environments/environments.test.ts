import { isSasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { proSanteConnect } from '../methods/pro-sante-connect.js';
import { sasDelegation } from '../methods/sas-delegation.js';
import { createVendor, page } from '../vendor.fixture.js';
import { proSanteConnectEnvironments } from './pro-sante-connect-environments.js';
import type { Published } from './published.js';
import { sasEnvironments } from './sas-environments.js';

const registration = {
  clientId: 'agenda',
  clientAuthentication: { method: 'client_secret_basic', clientSecret: 'a-secret' },
} as const;

const tables: readonly (readonly [string, object])[] = [
  ...Object.entries(sasEnvironments),
  ...Object.entries(proSanteConnectEnvironments),
];
const rows = tables.flatMap(([environment, members]) =>
  Object.entries(members).map(([member, published]) => ({
    environment,
    member,
    ...(published as Published<string | readonly string[]>),
  })),
);

describe('the table', () => {
  it.each(rows)('$environment: $member has a source, or says that it is not published', (row) => {
    const { value, source } = row;
    expect(source).not.toBe('');
    expect(source.startsWith('not published')).toBe(value === undefined);
  });
});

describe('a method', () => {
  it('takes issuer, discovery and origins from its environment', () => {
    expect(sasDelegation({ ...registration, environment: 'preproduction' })).toMatchObject({
      issuer: 'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas',
      discoveryUrl:
        'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas/.well-known/openid-configuration',
      origins: ['sas-preprod'],
    });
    expect(proSanteConnect({ ...registration, environment: 'sandbox' })).toMatchObject({
      issuer: 'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet',
      discoveryUrl:
        'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet/.well-known/wallet-openid-configuration',
    });
  });

  it('takes the given issuer before that of the environment', () => {
    const issuer = 'https://given.example/realms/sas';
    for (const environment of ['preproduction', 'production'] as const) {
      const method = sasDelegation({ ...registration, environment, issuer });
      expect(method).toMatchObject({ issuer, origins: sasEnvironments[environment].origins.value });
    }
  });

  it.each([
    { name: 'no issuer and no environment', options: {}, option: 'issuer' },
    {
      name: 'an environment whose issuer is not published',
      options: { environment: 'production' },
      option: 'issuer',
    },
    { name: 'an unknown environment', options: { environment: 'prod' }, option: 'environment' },
    {
      name: 'a name that every object has',
      options: { environment: 'constructor' },
      option: 'environment',
    },
  ])('is refused with $name', ({ options, option }) => {
    const create = () => sasDelegation({ ...registration, ...(options as object) });
    expect(create).toThrow(
      expect.toSatisfy(
        (error) => isSasError(error) && error.issues?.[0]?.expression === option,
      ) as Error,
    );
  });
});

describe('origins', () => {
  const method = sasDelegation({ ...registration, environment: 'preproduction' });
  const arrive = (vendor: ReturnType<typeof createVendor>, origin: string, init?: RequestInit) =>
    vendor.guard(new Request(`${page}&origin=${origin}`, init));
  const said = (vendor: ReturnType<typeof createVendor>) =>
    vendor.lines.filter(({ level }) => level === 'warn').map(({ origin }) => origin);

  it('of the environment are accepted without naming them', async () => {
    const vendor = createVendor(
      { issuer: method.issuer },
      { method, origins: undefined, fetch: async () => new Response('', { status: 503 }) },
    );
    expect(await arrive(vendor, 'sas-preprod')).toMatchObject({ kind: 'respond' });
    expect(await arrive(vendor, 'sas')).toMatchObject({ kind: 'pass' });
  });

  it('that look like the platform’s and are not accepted are logged once each', async () => {
    const vendor = createVendor({ issuer: method.issuer }, { method, origins: ['sas-preprod'] });
    for (const origin of ['sas', 'sas', 'SAS', 'sas-rui', 'sas_prod', 'sas', 'SAS']) {
      await arrive(vendor, origin);
    }
    expect(said(vendor)).toEqual(['sas', 'SAS', 'sas-rui', 'sas_prod']);
    expect(vendor.lines[0]).toMatchObject({ level: 'warn', accepted: ['sas-preprod'] });
  });

  it.each(['newsletter', 'sasha.martin', 'sas%20', 'sas%0Ax', `sas-${'x'.repeat(40)}`, 'x-sas'])(
    'that look like nobody’s are not logged: %s',
    async (origin) => {
      const vendor = createVendor({ issuer: method.issuer }, { method, origins: ['sas-preprod'] });
      await arrive(vendor, origin);
      expect(vendor.lines).toEqual([]);
    },
  );

  it('of a form are not logged, nor are those that are accepted', async () => {
    const vendor = createVendor(
      { issuer: method.issuer },
      { method, origins: ['sas-preprod'], fetch: async () => new Response('', { status: 503 }) },
    );
    await arrive(vendor, 'sas', { method: 'POST' });
    await arrive(vendor, 'sas-preprod');
    expect(said(vendor)).toEqual([]);
  });

  it('that a stranger makes up fill no memory, and hide no known value', async () => {
    const vendor = createVendor({ issuer: method.issuer }, { method, origins: ['sas-preprod'] });
    for (let index = 0; index < 200; index += 1) await arrive(vendor, `sas-${index}`);
    expect(said(vendor)).toHaveLength(20);
    await arrive(vendor, 'sas');
    expect(said(vendor).slice(20)).toEqual(['sas']);
  });
});
