import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { camille, client } from '../vendor.fixture.js';

/** A provider for the tests of a file, which behaves again after each of them. */
export function provided() {
  let provider: TestProvider | undefined;
  beforeAll(async () => {
    provider = await createTestProvider({ clients: [client], users: [camille] });
  });
  afterEach(() => provider?.behave());
  afterAll(() => provider?.close());
  return {
    provider(): TestProvider {
      if (!provider) throw new Error('The provider has not started yet.');
      return provider;
    },
  };
}
