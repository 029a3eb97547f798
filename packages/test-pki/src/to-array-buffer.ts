/** Copies bytes into a separate buffer, which the ASN.1 library requires. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
