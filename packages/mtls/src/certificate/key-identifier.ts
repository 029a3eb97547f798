import { readElements } from './der-element.js';
import { readSequence, tags } from './der-values.js';
import { type CertificateExtensions, extensionTypes } from './read-extensions.js';

/** The key that signed, as an authority key identifier names it; every part may be missing. */
export interface NamedKey {
  /** Key identifier, hexadecimal. */
  readonly key: string | undefined;
  /** Serial number of the certificate with that key, hexadecimal. */
  readonly serial: string | undefined;
  /** Name of that certificate's issuer, hexadecimal of its DER. */
  readonly issuer: string | undefined;
}

/** What an authority key identifier may name in a certificate. */
export interface KeyNames {
  /** Subject key identifier, hexadecimal. */
  readonly keyIdentifier: string | undefined;
  readonly serial: string;
  /** Name of its issuer, hexadecimal of its DER. */
  readonly issuer: string;
}

const keyTag = 0x80;
const issuerTag = 0xa1;
const serialTag = 0x82;
const directoryNameTag = 0xa4;

/** Reads which key signed (RFC 5280, section 4.2.1.1); `undefined` when that is not written. */
export function readAuthorityKey(extensions: CertificateExtensions): NamedKey | undefined {
  const extension = extensions.get(extensionTypes.authorityKeyIdentifier);
  if (!extension) return undefined;
  const parts = readSequence(extension.value());
  const find = (wanted: number) => parts.find(({ tag }) => tag === wanted)?.content;
  const names = [...readElements(find(issuerTag) ?? new Uint8Array())];
  return {
    key: toHex(find(keyTag)),
    serial: toHex(find(serialTag)),
    issuer: toHex(names.find(({ tag }) => tag === directoryNameTag)?.content),
  };
}

/** Reads the identifier of a certificate's own key; `undefined` without one. */
export function readSubjectKey(extensions: CertificateExtensions): string | undefined {
  const value = extensions.get(extensionTypes.subjectKeyIdentifier)?.value();
  return value?.tag === tags.octetString ? toHex(value.content) : undefined;
}

/** Whether a named key may be that of a certificate: nothing that both give differs. */
export function isKeyOf(named: NamedKey | undefined, names: KeyNames): boolean {
  if (!named) return true;
  return (
    isSame(named.key, names.keyIdentifier) &&
    isSame(named.serial, names.serial) &&
    isSame(named.issuer, names.issuer)
  );
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

function toHex(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('hex');
}
