/**
 * Bytes in memory that nobody shares: `Uint8Array<ArrayBuffer>`, written so that TypeScript before
 * 5.7, whose `Uint8Array` has no parameter, reads the declarations too.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;
