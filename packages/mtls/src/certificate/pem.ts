/** The kind of a PEM block. */
export type PemLabel = 'CERTIFICATE' | 'X509 CRL';

/** Encodes DER as one PEM block. */
export function toPem(label: PemLabel, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * Reads every block of a kind from a PEM file, or takes a DER file as one block; empty when there
 * are none. Blocks of other kinds and text between blocks are ignored. A file that ends within a
 * block yields nothing, so that part of its content is not mistaken for all of it.
 */
export function readBlocks(label: PemLabel, material: string | Uint8Array): Uint8Array[] {
  if (typeof material !== 'string' && material[0] === 0x30) return [material];
  const text = typeof material === 'string' ? material : Buffer.from(material).toString('latin1');
  const block = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`, 'g');
  const blocks = [...text.matchAll(block)].map(([, body = '']) => Buffer.from(body, 'base64'));
  return blocks.length === text.split(`-----BEGIN ${label}-----`).length - 1 ? blocks : [];
}
