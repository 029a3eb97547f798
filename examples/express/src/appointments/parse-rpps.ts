import { parseNationalIdentifier } from '@sas-sos/core';

/** Parses an RPPS as people write it; returns it with its prefix, `undefined` if invalid. */
export function parseRpps(text: string): string | undefined {
  if (!/^8?\d{11}$/.test(text.replace(/\s/g, ''))) return undefined;
  return parseNationalIdentifier(text, 'person').value;
}

/** Writes an RPPS as people use it, without its prefix. */
export function toShortRpps(rpps: string): string {
  return /^8\d{11}$/.test(rpps) ? rpps.slice(1) : rpps;
}
