import { SasError } from '@sas-sos/core';
import { isKeyOf } from './certificate/key-identifier.js';
import { readBlocksInSteps } from './certificate/pem.js';
import { type ReadCertificate, readCertificate } from './certificate/read-certificate.js';
import { type RevocationList, readRevocationListInSteps } from './certificate/revocation-list.js';
import type { Steps } from './certificate/steps.js';

/** PEM with one block or more, or DER; or a list of them. */
export type CertificateMaterial = string | Uint8Array | readonly (string | Uint8Array)[];

/** The authorities that are trusted to vouch for callers. */
export interface TrustMaterial {
  /** Certificates of the authorities: the root, and every intermediate one below it. */
  readonly ca: CertificateMaterial;
  /**
   * Revocation lists, one of each authority including the root. Of several lists of one authority,
   * the newest in force counts. Each must be complete: neither a delta nor one part of several.
   *
   * @defaultValue none
   */
  readonly crl?: CertificateMaterial | undefined;
}

/** Authorities and their revocation lists. */
export interface ReadTrustMaterial {
  readonly authorities: readonly ReadCertificate[];
  /** Lists by the key that `toIssuer` gives for the authority that signed them. */
  readonly lists: ReadonlyMap<string, readonly RevocationList[]>;
}

/** Reads authorities and lists, in steps; throws `SAS_OPTION_INVALID`. */
export function* readTrustMaterial(material: TrustMaterial): Steps<ReadTrustMaterial> {
  const authorities = yield* readAll('ca', 'CERTIFICATE', material.ca, readAuthority);
  if (!authorities.some(({ x509 }) => x509.checkIssued(x509))) {
    throw SasError.ofOption('ca', 'give the root authority, and every intermediate one below it.');
  }
  if (!authorities.every(({ authority }) => authority)) {
    throw SasError.ofOption('ca', 'give only certificates of authorities.');
  }
  const lists = new Map<string, RevocationList[]>();
  const read = readRevocationListInSteps;
  for (const list of yield* readAll('crl', 'X509 CRL', material.crl ?? [], read)) {
    const authority = yield* findIssuer(list, authorities);
    if (!authority)
      throw SasError.ofOption('crl', 'every list must be signed by an authority of ca.');
    const issuer = toIssuer(authority);
    const others = lists.get(issuer) ?? [];
    if (others.some(({ scope }) => scope.join() !== list.scope.join())) {
      throw SasError.ofOption(
        'crl',
        'give complete lists: these each hold part of what one authority revoked.',
      );
    }
    lists.set(issuer, [...others, list]);
  }
  return { authorities, lists };
}

/** Identifies an authority by its name and its key, since it may have several certificates. */
export function toIssuer({ subject, x509 }: ReadCertificate): string {
  const key = x509.publicKey.export({ type: 'spki', format: 'der' });
  return `${JSON.stringify(subject)} ${key.toString('base64')}`;
}

function* findIssuer(
  list: RevocationList,
  authorities: readonly ReadCertificate[],
): Steps<ReadCertificate | undefined> {
  for (const candidate of authorities) {
    const { authority, keyNames, subject, x509 } = candidate;
    const isNamed = JSON.stringify(subject) === JSON.stringify(list.issuer);
    if (!isNamed || !authority?.canSignLists || !isKeyOf(list.signer, keyNames)) continue;
    if (yield* list.isSignedBy(x509.publicKey)) return candidate;
  }
  return undefined;
}

// biome-ignore lint/correctness/useYield: a certificate is read in one step.
function* readAuthority(raw: Uint8Array): Steps<ReadCertificate> {
  return readCertificate(raw);
}

/** Reads all blocks of an option; errors name that option. */
function* readAll<Item>(
  option: 'ca' | 'crl',
  label: 'CERTIFICATE' | 'X509 CRL',
  material: CertificateMaterial,
  read: (raw: Uint8Array) => Steps<Item>,
): Steps<Item[]> {
  const parts = Array.isArray(material) ? material : [material as string | Uint8Array];
  const items: Item[] = [];
  for (const part of parts) {
    if (typeof part !== 'string' && !(part instanceof Uint8Array)) {
      throw SasError.ofOption(option, 'give PEM or DER.');
    }
    const blocks = yield* readBlocksInSteps(label, part);
    if (blocks.length === 0) throw SasError.ofOption(option, `this holds no ${label}.`);
    for (const block of blocks) {
      try {
        items.push(yield* read(block));
      } catch {
        throw SasError.ofOption(option, `this holds a ${label} that cannot be read.`);
      }
    }
  }
  return items;
}
