import { type Clock, systemClock } from '@sas-sos/core';
import { runAtOnce, runInTurns } from './certificate/steps.js';
import type { CertificateMaterial, TrustMaterial } from './trust-material.js';
import { type ReadTrustMaterial, readTrustMaterial } from './trust-material.js';
import {
  type ChainAssessment,
  type RevocationListState,
  type TrustState,
  toTrustState,
} from './trust-state.js';

export type { CertificateMaterial, ChainAssessment, RevocationListState, TrustMaterial };

/** Trusted authorities and their revocation lists, which may be replaced while in use. */
export interface TrustStore {
  /** Certificates of the authorities, PEM, one per string. */
  readonly ca: readonly string[];
  /** Revocation lists in force, PEM, one for each authority that has one. */
  readonly crl: readonly string[];
  /**
   * Those of `crl` that OpenSSL can check in the handshake too without holding up the event loop:
   * lists of up to 256 KiB, which is 5,000 to 7,000 entries. `assess` checks all of them. If some
   * are left out, a list of nobody is added: what they cover then fails in the handshake
   * (`UNABLE_TO_GET_CRL`) instead of passing unchecked.
   */
  readonly handshakeCrl: readonly string[];
  /** Increases with every replacement, and when a list with a future date comes into force. */
  readonly version: number;
  /** The state of the revocation lists, for a health probe or a dashboard. */
  readonly revocationLists: readonly RevocationListState[];
  /**
   * Finds every chain from a client certificate to a trusted root.
   *
   * @param certificate - DER
   * @param intermediates - authorities sent with it, DER; they may link a chain, but not end it
   * @returns one assessment for each chain; empty without a chain
   * @throws Error when the bytes are not a certificate
   */
  assess(
    certificate: Uint8Array,
    intermediates?: readonly Uint8Array[],
  ): readonly ChainAssessment[];
  /**
   * Replaces authorities and lists together; when it throws, nothing is replaced.
   *
   * @throws SasError `SAS_OPTION_INVALID`, as the factory does.
   */
  update(material: TrustMaterial): void;
  /**
   * Replaces authorities and lists as `update` does, but reads them a few milliseconds at a time:
   * a revocation list of hundreds of thousands of entries does not hold up requests. Nothing is
   * replaced until everything is read. When another replacement is asked for meanwhile, the one
   * that was asked for last remains.
   *
   * @throws SasError `SAS_OPTION_INVALID`, as the factory does.
   */
  updateInTurns(material: TrustMaterial): Promise<void>;
}

/** Options of a trust store. */
export interface TrustStoreOptions {
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
}

/**
 * Creates the store of trusted authorities that the guard and the TLS server share.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `ca` holds no authority or no root, or when `crl`
 *   holds anything but complete revocation lists signed by authorities of `ca`.
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 *
 * const trust = createTrustStore({ ca: readFileSync('ca.pem'), crl: readFileSync('crl.pem') });
 * ```
 */
export function createTrustStore(
  material: TrustMaterial,
  options: TrustStoreOptions = {},
): TrustStore {
  return createStore(runAtOnce(readTrustMaterial(material)), options);
}

/** Creates the store as `createTrustStore` does, without holding up the event loop. */
export async function createTrustStoreInTurns(
  material: TrustMaterial,
  options: TrustStoreOptions = {},
): Promise<TrustStore> {
  return createStore(await runInTurns(readTrustMaterial(material)), options);
}

function createStore(
  first: ReadTrustMaterial,
  { clock = systemClock }: TrustStoreOptions,
): TrustStore {
  let read = first;
  let state = toTrustState(read, clock.now());
  let version = 1;
  let lastAsked = 0;
  let lastTaken = 0;

  /** Returns the current state; a newer list may just have come into force. */
  function current(): TrustState {
    const now = clock.now();
    if (now >= state.until) {
      state = toTrustState(read, now);
      version += 1;
    }
    return state;
  }

  function take(next: ReadTrustMaterial, asked: number): void {
    if (asked < lastTaken) return;
    lastTaken = asked;
    read = next;
    state = toTrustState(read, clock.now());
    version += 1;
  }

  function ask(): number {
    lastAsked += 1;
    return lastAsked;
  }

  return {
    get ca() {
      return current().ca;
    },
    get crl() {
      return current().crl;
    },
    get handshakeCrl() {
      return current().handshakeCrl;
    },
    get version() {
      current();
      return version;
    },
    get revocationLists() {
      return current().revocationLists;
    },
    assess(certificate, intermediates) {
      return current().assess(certificate, intermediates);
    },
    update(material) {
      take(runAtOnce(readTrustMaterial(material)), ask());
    },
    async updateInTurns(material) {
      const asked = ask();
      take(await runInTurns(readTrustMaterial(material)), asked);
    },
  };
}
