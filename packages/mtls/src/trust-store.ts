import { type Clock, systemClock } from '@sas-sos/core';
import { findChains } from './certificate/find-chains.js';
import { toPem } from './certificate/pem.js';
import { readCertificate } from './certificate/read-certificate.js';
import type { RevocationList } from './certificate/revocation-list.js';
import type { CertificateMaterial, TrustMaterial } from './trust-material.js';
import { type ReadTrustMaterial, readTrustMaterial, toIssuer } from './trust-material.js';

export type { CertificateMaterial, TrustMaterial };

/** The assessment of a certificate along one chain; valid for one version of the store. */
export interface ChainAssessment {
  /** From when all authorities of the chain are valid, in milliseconds since 1970. */
  readonly validFrom: number;
  /** Until when all of them are valid, in milliseconds since 1970. */
  readonly validTo: number;
  /** Whether the certificate or an authority of the chain is on a revocation list. */
  readonly isRevoked: boolean;
  /** Whether every authority of the chain has a revocation list. */
  readonly isListed: boolean;
  /** From when these lists are in force, in milliseconds since 1970. */
  readonly listedFrom: number;
  /** When the next of them is due, in milliseconds since 1970. */
  readonly listedTo: number;
}

/** The state of a revocation list in the store. */
export interface RevocationListState {
  /** CN of its authority. */
  readonly authority: string;
  /** Since when it is in force, in milliseconds since 1970. */
  readonly thisUpdate: number;
  /** When the next one is due, in milliseconds since 1970. */
  readonly nextUpdate: number;
  /** How many certificates it revokes. */
  readonly revoked: number;
}

/** Trusted authorities and their revocation lists, which may be replaced while in use. */
export interface TrustStore {
  /** Certificates of the authorities, PEM, one per string. */
  readonly ca: readonly string[];
  /** Revocation lists in force, PEM, one for each authority that has one. */
  readonly crl: readonly string[];
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
  { clock = systemClock }: TrustStoreOptions = {},
): TrustStore {
  let read = readTrustMaterial(material);
  let state = toTrustState(read, clock.now());
  let version = 1;

  /** Returns the current state; a newer list may just have come into force. */
  function current(): TrustState {
    const now = clock.now();
    if (now >= state.until) {
      state = toTrustState(read, now);
      version += 1;
    }
    return state;
  }

  return {
    get ca() {
      return current().ca;
    },
    get crl() {
      return current().crl;
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
    update(next) {
      read = readTrustMaterial(next);
      state = toTrustState(read, clock.now());
      version += 1;
    },
  };
}

interface TrustState extends Omit<TrustStore, 'version' | 'update'> {
  /** When the next list comes into force, in milliseconds since 1970. */
  readonly until: number;
}

function toTrustState({ authorities, lists }: ReadTrustMaterial, now: number): TrustState {
  const inForce = new Map(
    [...lists].map(([issuer, ofIssuer]) => [issuer, toInForce(ofIssuer, now)]),
  );
  const trusted = new Set(authorities.map(({ fingerprint }) => fingerprint));
  const toCome = [...lists.values()].flat().filter(({ thisUpdate }) => thisUpdate > now);

  return {
    until: Math.min(...toCome.map(({ thisUpdate }) => thisUpdate)),
    ca: authorities.map(({ x509 }) => toPem('CERTIFICATE', x509.raw)),
    crl: [...inForce.values()].map(({ raw }) => toPem('X509 CRL', raw)),
    revocationLists: [...inForce.values()].map(({ issuer, thisUpdate, nextUpdate, revoked }) => ({
      authority: issuer.find(({ type }) => type === '2.5.4.3')?.value ?? '',
      thisUpdate,
      nextUpdate,
      revoked: revoked.size,
    })),
    assess(raw, intermediates = []) {
      const certificate = readCertificate(raw);
      // Callers may send copies of trusted authorities, which must not form further chains.
      const others = intermediates
        .map(readCertificate)
        .filter(({ fingerprint }) => !trusted.has(fingerprint));
      return findChains(certificate, authorities, others).map((chain) => {
        const lists = chain.map((authority) => inForce.get(toIssuer(authority)));
        return {
          validFrom: Math.max(...chain.map(({ notBefore }) => notBefore)),
          validTo: Math.min(...chain.map(({ notAfter }) => notAfter)),
          // Each certificate is looked up in the list of the authority above it.
          isRevoked: lists.some((list, index) =>
            list?.revoked.has((chain[index - 1] ?? certificate).serial),
          ),
          isListed: lists.every((list) => list !== undefined),
          listedFrom: Math.max(...lists.map((list) => list?.thisUpdate ?? -Infinity)),
          listedTo: Math.min(...lists.map((list) => list?.nextUpdate ?? Infinity)),
        };
      });
    },
  };
}

/** Selects the newest list in force of one authority, or the newest if none is in force. */
function toInForce(lists: readonly RevocationList[], now: number): RevocationList {
  const begun = lists.filter(({ thisUpdate }) => thisUpdate <= now);
  return (begun.length > 0 ? begun : lists).reduce((newest, list) =>
    newest.thisUpdate < list.thisUpdate ? list : newest,
  );
}
