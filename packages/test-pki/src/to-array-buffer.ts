/** Copies bytes into a buffer of their own, as the ASN.1 library takes them. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
