import type { Clock } from '@sas-sos/core';
import {
  allowInsecureRequests,
  Configuration,
  type CustomFetch,
  clockSkew,
  clockTolerance as clockToleranceOption,
  customFetch,
} from 'openid-client';
import type { SignOnMethod } from '../methods/sign-on-method.js';
import { createClientAuthentication } from './client-authentication.js';
import type { ProviderMetadata } from './provider-metadata.js';
import { clockTolerance } from './token-verifier.js';

/** Maximum number of configurations that are kept: only concurrent sign-ons need more. */
const mostKept = 8;

/** Runs a step with a configuration of openid-client that no other step uses at the same time. */
export type WithConfiguration = <Result>(
  metadata: ProviderMetadata,
  step: (configuration: Configuration) => Promise<Result> | Result,
  /** What the step sends its requests with; a step without it sends none. */
  fetch?: CustomFetch,
) => Promise<Result>;

/**
 * Creates a pool that lends each configuration to one step at a time: creating one copies the
 * metadata, which takes longer than building an address.
 */
export function createConfigurations({
  method,
  clock,
}: {
  readonly method: SignOnMethod;
  readonly clock: Clock;
}): WithConfiguration {
  const { issuer, clientId, clientAuthentication } = method;
  const authenticate = createClientAuthentication(clientAuthentication);
  const keptByMetadata = new WeakMap<ProviderMetadata, Configured[]>();

  /** Seconds from the system's clock to ours: read when a configuration is created. */
  const readSkew = () => Math.round((clock.now() - Date.now()) / 1000);

  async function configure(metadata: ProviderMetadata, skew: number): Promise<Configuration> {
    const client = {
      use_mtls_endpoint_aliases: clientAuthentication.method === 'tls_client_auth',
      [clockSkew]: skew,
      [clockToleranceOption]: clockTolerance,
    };
    const configuration = new Configuration(
      metadata as ConstructorParameters<typeof Configuration>[0],
      clientId,
      client,
      await authenticate(),
    );
    if (issuer.startsWith('http:')) allowInsecureRequests(configuration);
    // Our `fetch` has a time limit.
    configuration.timeout = 0;
    return configuration;
  }

  return async (metadata, step, fetch) => {
    const kept = keptByMetadata.get(metadata) ?? [];
    keptByMetadata.set(metadata, kept);
    const skew = readSkew();
    const last = kept.pop();
    const lent =
      last?.skew === skew ? last : { configuration: await configure(metadata, skew), skew };
    lent.configuration[customFetch] = fetch ?? refuseRequest;
    try {
      return await step(lent.configuration);
    } finally {
      // The fetch refers to the sign-on that has just ended, and to its tokens.
      lent.configuration[customFetch] = refuseRequest;
      if (kept.length < mostKept) kept.push(lent);
    }
  };
}

interface Configured {
  readonly configuration: Configuration;
  readonly skew: number;
}

/** A step that was given no `fetch` only builds an address. */
function refuseRequest(): never {
  throw new TypeError('This step sends no request.');
}
