// @ts-check
import { readFileSync, statSync } from 'node:fs';

/** Kilobytes that each tarball may have: some 15 % above what it had when the bar was set. */
const limits = JSON.parse(readFileSync(new URL('size-limits.json', import.meta.url), 'utf8'));

/**
 * Checks a tarball against its bar in `size-limits.json`. A package without a bar is wrong as well.
 *
 * @param {string} name
 * @param {string} tarball
 * @returns {string | undefined} what is wrong
 */
export function checkSize(name, tarball) {
  const limit = limits[name];
  if (typeof limit !== 'number') return 'size-limits.json has no bar for it';
  const kilobytes = Math.ceil(statSync(tarball).size / 1000);
  if (kilobytes > limit) return `${kilobytes} kB, and its bar is ${limit} kB`;
  return undefined;
}
