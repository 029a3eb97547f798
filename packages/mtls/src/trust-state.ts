import { isCovered } from './certificate/distribution-points.js';
import { type Chain, findChains } from './certificate/find-chains.js';
import { isKeyOf } from './certificate/key-identifier.js';
import { toPem } from './certificate/pem.js';
import { type ReadCertificate, readCertificate } from './certificate/read-certificate.js';
import type { RevocationList } from './certificate/revocation-list.js';
import { standInCrl } from './stand-in-crl.js';
import { type ReadTrustMaterial, toIssuer } from './trust-material.js';

// OpenSSL reads a list on the event loop, some 100 ms per MiB, and hashes it in every handshake.
const mostInHandshake = 262_144;

/** The assessment of a certificate along one chain; valid for one version of the store. */
export interface ChainAssessment {
  /** From when all authorities of the chain are valid, in milliseconds since 1970. */
  readonly validFrom: number;
  /** Until when all of them are valid, in milliseconds since 1970. */
  readonly validTo: number;
  /** Whether the certificate or an authority of the chain is on a revocation list. */
  readonly isRevoked: boolean;
  /** Whether every authority of the chain has a revocation list that covers what it issued. */
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

/** What a trust store holds until a list comes into force, or everything is replaced. */
export interface TrustState {
  readonly ca: readonly string[];
  readonly crl: readonly string[];
  readonly handshakeCrl: readonly string[];
  readonly revocationLists: readonly RevocationListState[];
  assess(
    certificate: Uint8Array,
    intermediates?: readonly Uint8Array[],
  ): readonly ChainAssessment[];
  /** When the next list comes into force, in milliseconds since 1970. */
  readonly until: number;
}

/** Selects the lists in force at an instant. */
export function toTrustState({ authorities, lists }: ReadTrustMaterial, now: number): TrustState {
  const inForce = new Map(
    [...lists].map(([issuer, ofIssuer]) => [issuer, toInForce(ofIssuer, now)]),
  );
  const trusted = new Set(authorities.map(({ fingerprint }) => fingerprint));
  const toCome = [...lists.values()].flat().filter(({ thisUpdate }) => thisUpdate > now);
  const raws = [...inForce.values()].map(({ raw }) => raw);
  let crl: readonly string[] | undefined;

  return {
    until: Math.min(...toCome.map(({ thisUpdate }) => thisUpdate)),
    ca: authorities.map(({ x509 }) => toPem('CERTIFICATE', x509.raw)),
    // Encoded only if asked for: a large list takes a while.
    get crl() {
      crl ??= raws.map(toListPem);
      return crl;
    },
    handshakeCrl: toHandshakeCrl(raws),
    revocationLists: [...inForce.values()].map(toListState),
    assess(raw, intermediates = []) {
      const certificate = readCertificate(raw);
      // Callers may send copies of trusted authorities, which must not form further chains.
      const others = intermediates
        .map(readCertificate)
        .filter(({ fingerprint }) => !trusted.has(fingerprint));
      return findChains(certificate, authorities, others).map((chain) =>
        assessChain(certificate, chain, inForce),
      );
    },
  };
}

function assessChain(
  certificate: ReadCertificate,
  chain: Chain,
  inForce: ReadonlyMap<string, RevocationList>,
): ChainAssessment {
  // Each certificate is looked up in the list of its issuer: a root in its own.
  const checks = [certificate, ...chain].map((checked, index) => {
    const issuer = chain[index] ?? checked;
    return { checked, issuer, list: inForce.get(toIssuer(issuer)) };
  });
  return {
    validFrom: Math.max(...chain.map(({ notBefore }) => notBefore)),
    validTo: Math.min(...chain.map(({ notAfter }) => notAfter)),
    isRevoked: checks.some(({ checked, list }) => list?.revoked.has(checked.serial)),
    isListed: checks.every(
      ({ checked, issuer, list }) =>
        list && isKeyOf(list.signer, issuer.keyNames) && isCovered(checked.points, list.scope),
    ),
    listedFrom: Math.max(...checks.map(({ list }) => list?.thisUpdate ?? -Infinity)),
    listedTo: Math.min(...checks.map(({ list }) => list?.nextUpdate ?? Infinity)),
  };
}

/** Given any list, OpenSSL requires one of every authority; given none, it checks no revocation. */
function toHandshakeCrl(raws: readonly Uint8Array[]): readonly string[] {
  const small = raws.filter(({ length }) => length <= mostInHandshake);
  const lists = small.map(toListPem);
  return small.length < raws.length ? [...lists, standInCrl] : lists;
}

function toListPem(raw: Uint8Array): string {
  return toPem('X509 CRL', raw);
}

function toListState({ issuer, thisUpdate, nextUpdate, revoked }: RevocationList) {
  return {
    authority: issuer.find(({ type }) => type === '2.5.4.3')?.value ?? '',
    thisUpdate,
    nextUpdate,
    revoked: revoked.size,
  };
}

/** Selects the newest list in force of one authority, or the newest if none is in force. */
function toInForce(lists: readonly RevocationList[], now: number): RevocationList {
  const begun = lists.filter(({ thisUpdate }) => thisUpdate <= now);
  return (begun.length > 0 ? begun : lists).reduce((newest, list) =>
    newest.thisUpdate < list.thisUpdate ? list : newest,
  );
}
