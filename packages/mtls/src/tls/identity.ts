import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { SasError } from '@sas-sos/core';
import { readBlocks } from '../certificate/pem.js';
import { fingerprintOf, readCertificate } from '../certificate/read-certificate.js';
import { readOption } from '../read-option.js';

/** A certificate and its key in PEM. */
export interface PemIdentity {
  /** Our certificate, and the intermediate authorities after it; PEM. */
  readonly cert: string | Uint8Array;
  /** Its private key; PEM. */
  readonly key: string | Uint8Array;
  /** Passphrase of the key. */
  readonly passphrase?: string | undefined;
}

/** A certificate and its key in PKCS#12. */
export interface PfxIdentity {
  /** The content of the file (`.p12`, `.pfx`). */
  readonly pfx: Uint8Array;
  /** Passphrase of the file. */
  readonly passphrase?: string | undefined;
}

/** Data of our own certificate. */
export interface OwnCertificate {
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** Start of its validity, in milliseconds since 1970. */
  readonly notBefore: number;
  /** End of its validity, in milliseconds since 1970. */
  readonly notAfter: number;
}

/**
 * Checks that a certificate and a key can be used and match.
 *
 * @throws SasError `SAS_OPTION_INVALID`, with `cert` or `key` for its expression.
 */
export function readPemIdentity({ cert, key, passphrase }: PemIdentity): OwnCertificate {
  const [raw] = readBlocks('CERTIFICATE', cert ?? '');
  if (!raw) throw SasError.ofOption('cert', 'give our certificate, PEM.');
  const certificate = readOption('cert', 'this certificate cannot be read.', () =>
    readCertificate(raw),
  );
  const privateKey = readOption(
    'key',
    'this is not a private key, or the passphrase is wrong.',
    () => createPrivateKey({ key: toText(key), ...toPassphrase(passphrase) }),
  );
  if (!new X509Certificate(raw).checkPrivateKey(privateKey)) {
    throw SasError.ofOption('key', 'this is not the key of the certificate.');
  }
  readOption('cert', 'TLS does not accept this certificate and its chain.', () =>
    createSecureContext({ cert: toText(cert), key: toText(key), ...toPassphrase(passphrase) }),
  );
  const { notBefore, notAfter } = certificate;
  return { fingerprint: fingerprintOf(raw), notBefore, notAfter };
}

/**
 * Checks that a PKCS#12 file opens.
 *
 * @throws SasError `SAS_OPTION_INVALID`, with `pfx` for its expression.
 */
export function checkPfxIdentity({ pfx, passphrase }: PfxIdentity): void {
  readOption(
    'pfx',
    'this is not a PKCS#12 file, its passphrase is wrong, or it uses outdated ciphers.',
    () => createSecureContext({ pfx: Buffer.from(pfx), ...toPassphrase(passphrase) }),
  );
}

/** Converts PEM to a type that `node:tls` accepts. */
export function toText(material: string | Uint8Array): string | Buffer {
  return typeof material === 'string' ? material : Buffer.from(material);
}

/** Leaves the property out when undefined, as `node:tls` requires. */
export function toPassphrase(passphrase: string | undefined): { readonly passphrase?: string } {
  return passphrase === undefined ? {} : { passphrase };
}
