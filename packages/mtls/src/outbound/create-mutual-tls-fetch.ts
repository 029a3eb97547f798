import { X509Certificate } from 'node:crypto';
import { SasError } from '@sas-sos/core';
import type { Agent } from 'undici';
import { readBlocks, toPem } from '../certificate/pem.js';
import { readOption } from '../read-option.js';
import { cipherSuites } from '../tls/cipher-suites.js';
import {
  checkPfxIdentity,
  type PemIdentity,
  type PfxIdentity,
  readPemIdentity,
  toPassphrase,
  toText,
} from '../tls/identity.js';
import type { CertificateMaterial } from '../trust-store.js';
import { toOutboundError } from './outbound-error.js';
import { createRotatingDispatcher } from './rotating-dispatcher.js';

/** Our certificate, and who vouches for the other end. */
export type OutboundIdentity = (PemIdentity | PfxIdentity) & {
  /**
   * Authorities of the server's certificate, PEM or DER.
   *
   * @defaultValue the authorities built into Node
   */
  readonly ca?: CertificateMaterial | undefined;
};

/** Timeouts and the number of connections. */
export interface OutboundLimits {
  /**
   * Longest wait for a connection, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly connectMilliseconds?: number | undefined;
  /**
   * Longest wait for the headers of an answer, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly answerMilliseconds?: number | undefined;
  /**
   * Longest silence within the body of an answer, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly bodyMilliseconds?: number | undefined;
  /**
   * Most connections to one origin; further requests wait for their turn.
   *
   * @defaultValue 16
   */
  readonly connections?: number | undefined;
}

/** The identity and the limits of a fetch that presents our certificate. */
export type MutualTlsFetchOptions = OutboundIdentity & {
  /** Timeouts and the number of connections. */
  readonly limits?: OutboundLimits | undefined;
};

/** An opaque value for clients that take an undici dispatcher. */
export interface MutualTlsDispatcher {
  readonly [Symbol.toStringTag]: 'MutualTlsDispatcher';
}

/** A `fetch` that presents our certificate. */
export interface MutualTlsFetch {
  /**
   * Calls an `https` address, as `fetch` does, but follows a redirect only if `init` has
   * `redirect: 'follow'`: in a `Request`, an explicit choice looks the same as the default.
   * Otherwise a redirect is an error, or with `redirect: 'manual'` it is returned as the answer.
   *
   * @throws SasError `SAS_OUTBOUND_UNREACHABLE`, `SAS_OUTBOUND_REDIRECTED`,
   *   `SAS_OUTBOUND_TLS_REFUSED`, `SAS_OUTBOUND_TIMEOUT`; `SAS_OPTION_INVALID` when the address is
   *   not absolute, not `https`, or holds credentials. The abort reason of its `signal` is thrown
   *   unchanged.
   */
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Its connections, for a client such as fhir-kit-client: `requestOptions: { dispatcher }`. */
  readonly dispatcher: MutualTlsDispatcher;
  /**
   * Presents another certificate from the next request on; requests in progress keep theirs.
   * After `close` it has no effect.
   *
   * @throws SasError `SAS_OPTION_INVALID`; the previous certificate stays in use.
   */
  update(identity: OutboundIdentity): void;
  /** Closes the connections once pending answers have been read, or after 5 seconds. */
  close(): Promise<void>;
}

/** Statuses of redirects. */
const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

// prelude: declare const cert: string, key: string, ca: string, body: string;
/**
 * Creates a `fetch` that presents our certificate, over connections that are kept alive. A redirect
 * is an error unless `redirect` says otherwise, so that no other server gets the certificate or the
 * body.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the certificate, the key or the authorities cannot be
 *   read, or when the certificate and the key do not match.
 * @example
 * ```ts
 * const fetch = createMutualTlsFetch({ cert, key, ca });
 * const response = await fetch('https://sas.example/fhir/Appointment', { method: 'POST', body });
 * ```
 */
export function createMutualTlsFetch(options: MutualTlsFetchOptions): MutualTlsFetch {
  const { limits = {} } = options;
  const connections = createRotatingDispatcher(toAgentOptions(options, limits));
  const { dispatcher } = connections;

  async function call(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    checkAddress(input instanceof Request ? input.url : input);
    // No other server gets our certificate or the body unless the caller asks for it.
    const isManual = input instanceof Request && input.redirect === 'manual';
    const wanted = init?.redirect ?? (isManual ? 'manual' : 'error');
    // With 'error', fetch would reject with an error that looks like a network failure.
    const redirect = wanted === 'error' ? 'manual' : wanted;
    let response: Response;
    try {
      // Read on every call, so that a test can replace it.
      response = await globalThis.fetch(input, { ...init, redirect, dispatcher } as RequestInit);
    } catch (error) {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      if (signal?.aborted) throw error;
      throw toOutboundError(error);
    }
    if (wanted !== 'error' || !redirections.has(response.status)) return response;
    await response.body?.cancel();
    throw new SasError('SAS_OUTBOUND_REDIRECTED');
  }

  return Object.assign(call, {
    dispatcher: dispatcher as unknown as MutualTlsDispatcher,
    update: (identity: OutboundIdentity) => connections.replace(toAgentOptions(identity, limits)),
    close: connections.close,
  });
}

// Node 20's `URL.canParse` refuses what is not ASCII once it has been called some thousand times.
function toUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Refuses an invalid address early, before it can appear in an error message. */
function checkAddress(address: string | URL): void {
  const url = toUrl(String(address));
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw SasError.ofOption('url', 'give an absolute https address without credentials.');
  }
}

function toAgentOptions(identity: OutboundIdentity, limits: OutboundLimits): Agent.Options {
  const ca = identity.ca === undefined ? {} : { ca: toAuthorities(identity.ca) };
  return {
    connect: {
      ...toCredentials(identity),
      ...ca,
      minVersion: 'TLSv1.2',
      ciphers: cipherSuites,
      timeout: readLimit('connectMilliseconds', limits.connectMilliseconds, 5000),
    },
    headersTimeout: readLimit('answerMilliseconds', limits.answerMilliseconds, 10_000),
    bodyTimeout: readLimit('bodyMilliseconds', limits.bodyMilliseconds, 10_000),
    connections: readLimit('connections', limits.connections, 16),
  };
}

function toCredentials(identity: OutboundIdentity) {
  if ('pfx' in identity) {
    checkPfxIdentity(identity);
    return { pfx: Buffer.from(identity.pfx), ...toPassphrase(identity.passphrase) };
  }
  readPemIdentity(identity);
  const { cert, key, passphrase } = identity;
  return { cert: toText(cert), key: toText(key), ...toPassphrase(passphrase) };
}

function toAuthorities(material: CertificateMaterial): string[] {
  const parts = Array.isArray(material) ? material : [material as string | Uint8Array];
  const authorities = parts.flatMap((part) => readBlocks('CERTIFICATE', part));
  const rule = 'give authority certificates, PEM or DER.';
  if (authorities.length === 0) throw SasError.ofOption('ca', rule);
  // TLS itself ignores one that it cannot read, and then trusts no server.
  return authorities.map((der) => {
    readOption('ca', rule, () => new X509Certificate(der));
    return toPem('CERTIFICATE', der);
  });
}

function readLimit(name: keyof OutboundLimits, value: number | undefined, otherwise: number) {
  if (value === undefined) return otherwise;
  if (Number.isSafeInteger(value) && value >= 1 && value <= 3_600_000) return value;
  throw SasError.ofOption(`limits.${name}`, 'give a whole number from 1 to 3600000.');
}
