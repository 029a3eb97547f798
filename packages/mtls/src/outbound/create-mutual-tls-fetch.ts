import { createSecureContext } from 'node:tls';
import { SasError } from '@sas-sos/core';
import type { Agent } from 'undici';
import { readBlocks, toPem } from '../certificate/pem.js';
import { readOption } from '../read-option.js';
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
   * Authorities of the other end's server certificate, PEM or DER.
   *
   * @defaultValue those that Node knows
   */
  readonly ca?: CertificateMaterial | undefined;
};

/** How long to wait, and how much at once. */
export interface OutboundLimits {
  /**
   * Longest wait for a connection, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly connectMilliseconds?: number | undefined;
  /**
   * Longest wait for the head of an answer, in milliseconds.
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

/** What a fetch with our certificate is made of. */
export type MutualTlsFetchOptions = OutboundIdentity & {
  /** How long to wait, and how much at once. */
  readonly limits?: OutboundLimits | undefined;
};

/** To be handed on as it is, to whatever takes an undici dispatcher. */
export interface MutualTlsDispatcher {
  readonly [Symbol.toStringTag]: 'MutualTlsDispatcher';
}

/** A `fetch` that presents our certificate. */
export interface MutualTlsFetch {
  /**
   * Calls an `https` address, as `fetch` does, but follows no redirection unless `redirect: 'follow'`
   * is in `init`: a `Request` cannot tell whether its own was chosen. One that is met is an error, or
   * the answer itself with `redirect: 'manual'`.
   *
   * @throws SasError `SAS_OUTBOUND_UNREACHABLE`, `SAS_OUTBOUND_REDIRECTED`,
   *   `SAS_OUTBOUND_TLS_REFUSED`, `SAS_OUTBOUND_TIMEOUT`; `SAS_OPTION_INVALID` when the address is not absolute, not `https`, or holds credentials. What
   *   its `signal` was aborted with goes through as it is.
   */
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The same connections, for a client such as fhir-kit-client: `requestOptions: { dispatcher }`. */
  readonly dispatcher: MutualTlsDispatcher;
  /**
   * Presents another certificate from the next request on; requests under way end as they began.
   * After `close` it changes nothing.
   *
   * @throws SasError `SAS_OPTION_INVALID`, and goes on with the one it had.
   */
  update(identity: OutboundIdentity): void;
  /** Ends the connections, once the answers under way have been read, or after 5 seconds. */
  close(): Promise<void>;
}

/** Statuses that lead elsewhere. */
const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

// prelude: declare const cert: string, key: string, ca: string, body: string;
/**
 * Makes a `fetch` that presents our certificate, over connections that are kept alive. A redirection
 * is an error unless `redirect` says otherwise: nobody else is shown the certificate or the body.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the certificate, the key or the authorities cannot be
 *   read, or when certificate and key do not belong to each other.
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
    // Nobody else is shown our certificate, or the body, unless the caller says so.
    const isManual = input instanceof Request && input.redirect === 'manual';
    const wanted = init?.redirect ?? (isManual ? 'manual' : 'error');
    // An error of fetch's own could not be told from a network fault.
    const redirect = wanted === 'error' ? 'manual' : wanted;
    let response: Response;
    try {
      // Taken when called, so that whatever replaces it in a test is used.
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

/** An address with a fault is refused before anything puts it into a message. */
function checkAddress(address: string | URL): void {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw SasError.ofOption('url', 'give an absolute https address, without credentials.');
  }
}

function toAgentOptions(identity: OutboundIdentity, limits: OutboundLimits): Agent.Options {
  const ca = identity.ca === undefined ? {} : { ca: toAuthorities(identity.ca) };
  return {
    connect: {
      ...toCredentials(identity),
      ...ca,
      minVersion: 'TLSv1.2',
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
  const authorities = parts
    .flatMap((part) => readBlocks('CERTIFICATE', part))
    .map((der) => toPem('CERTIFICATE', der));
  const rule = 'give certificates of authorities, PEM or DER.';
  if (authorities.length === 0) throw SasError.ofOption('ca', rule);
  readOption('ca', rule, () => createSecureContext({ ca: authorities }));
  return authorities;
}

function readLimit(name: keyof OutboundLimits, value: number | undefined, otherwise: number) {
  if (value === undefined) return otherwise;
  if (Number.isSafeInteger(value) && value >= 1 && value <= 3_600_000) return value;
  throw SasError.ofOption(`limits.${name}`, 'give a whole number from 1 to 3600000.');
}
