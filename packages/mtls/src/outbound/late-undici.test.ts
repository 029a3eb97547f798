import { createTestPki } from '@sas-sos/test-pki';
import { expect, it, vi } from 'vitest';
import { createMutualTlsFetch, createTrustStore } from '../index.js';

// Whoever asks for it meets this: it takes longer to load than all the rest of the package.
vi.mock('undici', () => {
  throw new Error('loaded');
});

const pki = createTestPki();

it('judges callers without loading what makes calls', () => {
  expect(createTrustStore({ ca: pki.ca, crl: pki.crl }).ca).toHaveLength(3);
});

it('refuses calls with a code when what makes them cannot be loaded', async () => {
  const call = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
  const failure = { code: 'SAS_OUTBOUND_UNREACHABLE' };
  await expect(call('https://localhost:1/')).rejects.toMatchObject(failure);
  await expect(call('https://localhost:1/')).rejects.toMatchObject(failure);
  await call.close();
});

it.each(['onError', 'onResponseError'])('says so to a handler that has %s', async (method) => {
  const { dispatcher } = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
  const { dispatch } = dispatcher as unknown as { dispatch(...args: unknown[]): boolean };
  const failure = await new Promise((resolve) => {
    const handler = { [method]: (...args: unknown[]) => resolve(args.at(-1)) };
    dispatch({ origin: 'https://localhost:1', path: '/', method: 'GET' }, handler);
  });
  expect(failure).toBeInstanceOf(Error);
});
