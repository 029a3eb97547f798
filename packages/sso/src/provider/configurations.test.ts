import { type Configuration, customFetch } from 'openid-client';
import { describe, expect, it } from 'vitest';
import { sasDelegation } from '../methods/sas-delegation.js';
import { createConfigurations } from './configurations.js';
import type { ProviderMetadata } from './provider-metadata.js';

const issuer = 'https://provider.example';
const createMetadata = (): ProviderMetadata => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
});

function create() {
  const clock = { skew: 0, now: () => Date.now() + clock.skew };
  const method = sasDelegation({
    issuer,
    clientId: 'agenda',
    clientAuthentication: { method: 'client_secret_post', clientSecret: 'secret' },
  });
  return { clock, withConfiguration: createConfigurations({ method, clock }) };
}

const itself = (configuration: Configuration) => configuration;

describe('a configuration', () => {
  it('is used again by the next step, also after one that failed', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    const first = await withConfiguration(metadata, itself);
    const failed = withConfiguration(metadata, () => Promise.reject(new Error('no tokens')));
    await expect(failed).rejects.toThrow('no tokens');
    expect(await withConfiguration(metadata, itself)).toBe(first);
  });

  it('belongs to one step at a time, with the fetch of that step', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    const used = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const fetch = async () => new Response(String(index));
        return withConfiguration(
          metadata,
          async (configuration) => {
            await new Promise(setImmediate);
            expect(configuration[customFetch]).toBe(fetch);
            return configuration;
          },
          fetch,
        );
      }),
    );
    expect(new Set(used).size).toBe(20);
  });

  it('is not lent again before its step has ended, whatever ends in between', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    let long: Configuration | undefined;
    let end = () => {};
    const longStep = withConfiguration(metadata, async (configuration) => {
      long = configuration;
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    const short = await withConfiguration(metadata, itself);
    expect(await withConfiguration(metadata, itself)).toBe(short);
    expect(long).not.toBe(short);
    end();
    await longStep;
    expect(await withConfiguration(metadata, itself)).toBe(long);
  });

  it('lets go of the fetch of its step, and sends nothing without one', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    const fetch = async () => new Response();
    const used = await withConfiguration(metadata, itself, fetch);
    const again = await withConfiguration(metadata, (configuration) => {
      expect(configuration[customFetch]).not.toBe(fetch);
      expect(configuration[customFetch]).toThrow('This step sends no request.');
      return configuration;
    });
    expect(again).toBe(used);
    expect(used[customFetch]).toThrow('This step sends no request.');
  });

  it('is used again after a step that throws at once', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    const first = await withConfiguration(metadata, itself);
    const failed = withConfiguration(metadata, () => {
      throw new Error('no address');
    });
    await expect(failed).rejects.toThrow('no address');
    expect(await withConfiguration(metadata, itself)).toBe(first);
  });

  it('is kept, eight at most', async () => {
    const { withConfiguration } = create();
    const metadata = createMetadata();
    const useTwenty = () =>
      Promise.all(
        Array.from({ length: 20 }, () =>
          withConfiguration(metadata, async (configuration) => {
            await new Promise(setImmediate);
            return configuration;
          }),
        ),
      );
    const former = new Set(await useTwenty());
    expect(former.size).toBe(20);
    const kept = (await useTwenty()).filter((configuration) => former.has(configuration));
    expect(kept).toHaveLength(8);
  });

  it('is created again for other metadata, and when the clock has been set', async () => {
    const { clock, withConfiguration } = create();
    const metadata = createMetadata();
    const first = await withConfiguration(metadata, itself);
    expect(await withConfiguration(createMetadata(), itself)).not.toBe(first);
    clock.skew = 3_600_000;
    const later = await withConfiguration(metadata, itself);
    expect(later).not.toBe(first);
    expect(await withConfiguration(metadata, itself)).toBe(later);
  });
});
