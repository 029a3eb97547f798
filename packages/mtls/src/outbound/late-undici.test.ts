import { createTestPki } from '@sas-sos/test-pki';
import { expect, it, vi } from 'vitest';
import { createMutualTlsFetch, createTrustStore } from '../index.js';

// undici takes longer to load than the rest of the package. Any import of it now fails.
vi.mock('undici', () => {
  throw new Error('loaded');
});

const pki = createTestPki();

it('checks callers without loading undici', () => {
  expect(createTrustStore({ ca: pki.ca, crl: pki.crl }).ca).toHaveLength(3);
});

it('refuses calls with a code when undici cannot be loaded', async () => {
  const call = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
  const failure = { code: 'SAS_OUTBOUND_UNREACHABLE' };
  await expect(call('https://localhost:1/')).rejects.toMatchObject(failure);
  await expect(call('https://localhost:1/')).rejects.toMatchObject(failure);
  await call.close();
});

it.each(['onError', 'onResponseError'])('reports it to a handler that has %s', async (method) => {
  const { dispatcher } = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
  const { dispatch } = dispatcher as unknown as { dispatch(...args: unknown[]): boolean };
  const failure = await new Promise((resolve) => {
    const handler = { [method]: (...args: unknown[]) => resolve(args.at(-1)) };
    dispatch({ origin: 'https://localhost:1', path: '/', method: 'GET' }, handler);
  });
  expect(failure).toBeInstanceOf(Error);
});
