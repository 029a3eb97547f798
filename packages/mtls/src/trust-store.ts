import { createOptionError } from '@sas-sos/core';
import { findChains } from './certificate/find-chains.js';
import { readBlocks, toPem } from './certificate/pem.js';
import { type ReadCertificate, readCertificate } from './certificate/read-certificate.js';
import { type RevocationList, readRevocationList } from './certificate/revocation-list.js';

/** PEM (one block or several), or DER; or several of them. */
export type CertificateMaterial = string | Uint8Array | readonly (string | Uint8Array)[];

/** Who is trusted to vouch for callers. */
export interface TrustMaterial {
  /** Certificates of the authorities: the root, and every intermediate one below it. */
  readonly ca: CertificateMaterial;
  /**
   * Revocation lists, one of each authority, the root's included. Of several lists of one
   * authority, the youngest counts.
   *
   * @defaultValue none
   */
  readonly crl?: CertificateMaterial | undefined;
}

/** What the authorities say of a certificate, along one chain; true as long as the store's version. */
export interface ChainAssessment {
  /** From when all authorities of the chain are valid, in milliseconds since 1970. */
  readonly validFrom: number;
  /** Until when, in milliseconds since 1970. */
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

/** A revocation list that is held. */
export interface RevocationListState {
  /** The authority that it is of, by its CN. */
  readonly authority: string;
  /** Since when it is in force, in milliseconds since 1970. */
  readonly thisUpdate: number;
  /** When the next one is due, in milliseconds since 1970. */
  readonly nextUpdate: number;
  /** How many certificates it revokes. */
  readonly revoked: number;
}

/** The authorities trusted and their revocation lists, which may be replaced while in use. */
export interface TrustStore {
  /** Certificates of the authorities, PEM, one each. */
  readonly ca: readonly string[];
  /** Revocation lists, PEM, one for each authority that has one. */
  readonly crl: readonly string[];
  /** Goes up with every replacement. */
  readonly version: number;
  /** The revocation lists held, for a health probe or a dashboard. */
  readonly revocationLists: readonly RevocationListState[];
  /**
   * Finds every chain from a client certificate to a trusted root.
   *
   * @param certificate - DER
   * @param intermediates - authorities that came with it, DER; passed through, never trusted
   * @returns one assessment for each chain; empty when there is none
   * @throws Error when the bytes are no certificate
   */
  assess(
    certificate: Uint8Array,
    intermediates?: readonly Uint8Array[],
  ): readonly ChainAssessment[];
  /**
   * Replaces authorities and lists at once, or, when it throws, nothing.
   *
   * @throws SasError `SAS_OPTION_INVALID`, as the factory does.
   */
  update(material: TrustMaterial): void;
}

/**
 * Makes the store of trusted authorities that the guard and the TLS server share.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `ca` holds no authority or no root, or when `crl` holds
 *   what is no complete revocation list or none that an authority of `ca` signed.
 * @example
 * ```ts
 * const trust = createTrustStore({ ca: readFileSync('ca.pem'), crl: readFileSync('crl.pem') });
 * ```
 */
export function createTrustStore(material: TrustMaterial): TrustStore {
  let state = readTrust(material);
  let version = 1;
  return {
    get ca() {
      return state.ca;
    },
    get crl() {
      return state.crl;
    },
    get version() {
      return version;
    },
    get revocationLists() {
      return state.revocationLists;
    },
    assess(certificate, intermediates) {
      return state.assess(certificate, intermediates);
    },
    update(next) {
      state = readTrust(next);
      version += 1;
    },
  };
}

type TrustState = Omit<TrustStore, 'version' | 'update'>;

function readTrust(material: TrustMaterial): TrustState {
  const authorities = readAll('ca', 'CERTIFICATE', material.ca, readCertificate);
  if (!authorities.some(({ x509 }) => x509.checkIssued(x509))) {
    throw createOptionError('ca', 'give the root authority, and every intermediate one below it.');
  }
  if (!authorities.every(({ authority }) => authority)) {
    throw createOptionError('ca', 'give certificates of authorities alone.');
  }
  const lists = readAll('crl', 'X509 CRL', material.crl ?? [], readRevocationList);
  const listsByAuthority = new Map<ReadCertificate, RevocationList>();
  const used = new Set<RevocationList>();
  for (const list of lists) {
    for (const authority of authorities.filter((each) => isIssuer(each, list))) {
      used.add(list);
      const known = listsByAuthority.get(authority);
      if (known && known.scope !== list.scope) {
        throw createOptionError('crl', 'give whole lists: these are parts of one authority’s.');
      }
      if (!known || known.thisUpdate < list.thisUpdate) listsByAuthority.set(authority, list);
    }
  }
  if (used.size < lists.length) {
    throw createOptionError('crl', 'every list is signed by an authority of ca.');
  }
  const inForce = new Set(listsByAuthority.values());

  /** An authority that was passed along is known by its name and its key, not by its certificate. */
  function listOf(authority: ReadCertificate): RevocationList | undefined {
    const known = listsByAuthority.get(authority);
    return known ?? [...inForce].find((list) => isIssuer(authority, list));
  }

  return {
    ca: authorities.map(({ x509 }) => toPem('CERTIFICATE', x509.raw)),
    crl: [...inForce].map(({ raw }) => toPem('X509 CRL', raw)),
    revocationLists: [...inForce].map(({ issuer, thisUpdate, nextUpdate, revoked }) => ({
      authority: issuer.find(({ type }) => type === '2.5.4.3')?.value ?? '',
      thisUpdate,
      nextUpdate,
      revoked: revoked.size,
    })),
    assess(raw, intermediates = []) {
      const certificate = readCertificate(raw);
      const others = intermediates.map(readCertificate);
      return findChains(certificate, authorities, others).map((chain) => {
        const lists = chain.map(listOf);
        return {
          validFrom: Math.max(...chain.map(({ notBefore }) => notBefore)),
          validTo: Math.min(...chain.map(({ notAfter }) => notAfter)),
          // Each is looked for on the list of the authority above it.
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

function isIssuer({ authority, subject, x509 }: ReadCertificate, list: RevocationList): boolean {
  return (
    authority?.canSignLists === true &&
    JSON.stringify(subject) === JSON.stringify(list.issuer) &&
    list.isSignedBy(x509.publicKey)
  );
}

/** Reads everything of one option, or says which option is at fault. */
function readAll<Item>(
  option: 'ca' | 'crl',
  label: 'CERTIFICATE' | 'X509 CRL',
  material: CertificateMaterial,
  read: (raw: Uint8Array) => Item,
): Item[] {
  const parts = Array.isArray(material) ? material : [material as string | Uint8Array];
  return parts.flatMap((part) => {
    if (typeof part !== 'string' && !(part instanceof Uint8Array)) {
      throw createOptionError(option, 'give PEM or DER.');
    }
    const blocks = readBlocks(label, part);
    if (blocks.length === 0) throw createOptionError(option, `this holds no ${label}.`);
    return blocks.map((block) => {
      try {
        return read(block);
      } catch {
        throw createOptionError(option, `this holds a ${label} that cannot be read.`);
      }
    });
  });
}
