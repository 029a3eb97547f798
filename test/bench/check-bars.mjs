// @ts-check
// Holds the ratios of a run to their bars. Milliseconds have none: they are those of a machine.

import { readFileSync } from 'node:fs';
import { figure } from './say.mjs';

/**
 * A bar. `busy` takes its place in a quick run, which also runs where other work is done.
 *
 * @typedef {object} Bar
 * @property {string} name
 * @property {readonly string[]} at Where the ratio is in the results.
 * @property {number} [atMost]
 * @property {number} [atLeast]
 * @property {number} busy
 */

/** @type {readonly Bar[]} */
const bars = JSON.parse(readFileSync(new URL('bars.json', import.meta.url), 'utf8'));

/**
 * Compares what a run measured with the bars; parts that it left out have no row.
 *
 * @param {unknown} results
 * @param {{ isQuick: boolean }} options
 * @param {readonly Bar[]} [list]
 */
export function checkBars(results, { isQuick }, list = bars) {
  return list.flatMap(({ name, at, atMost, atLeast, busy }) => {
    const measured = valueAt(results, at);
    if (measured === undefined) return [];
    const isLimit = atMost !== undefined;
    const bar = isQuick ? busy : Number(atMost ?? atLeast);
    // A ratio that is not a number was not measured, and holds no bar.
    const isHeld = isLimit ? measured <= bar : measured >= bar;
    return [{ name, measured, bar, isLimit, isHeld }];
  });
}

/**
 * A ratio, or the median of several; `undefined` if it was not measured.
 *
 * @param {unknown} results
 * @param {readonly string[]} at
 * @returns {number | undefined}
 */
function valueAt(results, at) {
  /** @type {unknown} */
  let value = results;
  for (const key of at) {
    if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
    value = /** @type {Record<string, unknown>} */ (value)[key];
  }
  if (value === undefined) return undefined;
  return Number(typeof value === 'object' ? Object(value).median : value);
}

/**
 * Prints a row for each bar, and returns whether all hold; a run that met none holds nothing.
 *
 * @param {ReturnType<typeof checkBars>} rows
 * @param {(line: string) => void} say
 */
export function reportBars(rows, say) {
  say('\nbars');
  for (const { name, measured, bar, isLimit, isHeld } of rows) {
    const limit = `${isLimit ? 'at most' : 'at least'} ${figure(bar)}`;
    say(`  ${isHeld ? 'held  ' : 'MISSED'} ${figure(measured)}, ${limit}: ${name}`);
  }
  if (rows.length === 0) say('  none of what this run measured has a bar');
  return rows.length > 0 && rows.every(({ isHeld }) => isHeld);
}
