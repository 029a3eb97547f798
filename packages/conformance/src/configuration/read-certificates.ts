import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { CallerCertificates } from '../client/create-connections.js';
import { isObject } from '../read/json-value.js';
import type { IdentityName } from '../run/exchange.js';
import type { CertificateIdentity } from './certificate-identity.js';
import type { Certificates } from './configuration.js';
import type { NoteMistake } from './configuration-error.js';

const leaf = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/;

const names = ['valid', 'wrongCommonName', 'wrongOrganizationalUnit', 'revoked'] as const;

/** Loads the certificates of the caller, and checks that each goes with its key. */
export function readCertificates(
  given: Certificates,
  folder: string,
  note: NoteMistake,
): CallerCertificates {
  const identities: Partial<Record<IdentityName, CertificateIdentity>> = {};
  for (const name of names) {
    const identity = given[name];
    // Anything else is listed as a mistake already.
    if (!isObject(identity)) continue;
    const read = readIdentity(identity, `certificates.${name}`, folder, note);
    if (read) identities[name] = read;
  }
  const { ca } = given;
  return {
    ca: ca === undefined ? undefined : readPem(ca, 'certificates.ca', folder, note),
    identities,
  };
}

function readIdentity(
  given: CertificateIdentity,
  path: string,
  folder: string,
  note: NoteMistake,
): CertificateIdentity | undefined {
  const { passphrase } = given;
  const chain = readPem(given.cert, `${path}.cert`, folder, note);
  // The official client presents its leaf alone: the vendor has to hold the intermediate authority.
  const [cert] = chain?.match(leaf) ?? [chain];
  const key = readPem(given.key, `${path}.key`, folder, note);
  if (cert === undefined || key === undefined) return undefined;
  const identity = { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
  try {
    createSecureContext(identity);
    return identity;
  } catch {
    return note(path, 'The key cannot be used, or does not go with the certificate.');
  }
}

function readPem(
  given: unknown,
  path: string,
  folder: string,
  note: NoteMistake,
): string | undefined {
  if (typeof given !== 'string') return note(path, 'Give PEM text, or the path of a PEM file.');
  if (given.includes('-----BEGIN')) return given;
  try {
    const text = readFileSync(resolve(folder, given), 'utf8');
    return text.includes('-----BEGIN') ? text : note(path, 'The file contains no PEM.');
  } catch {
    return note(path, `${given} cannot be read.`);
  }
}
