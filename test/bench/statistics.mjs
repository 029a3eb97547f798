// @ts-check

/**
 * Computes the median and the spread of measurements.
 *
 * @param {readonly number[]} values
 */
export function summarise(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { median: at(0.5), p10: at(0.1), p90: at(0.9), count: sorted.length };
}

/** @typedef {ReturnType<typeof summarise>} Summary */

/**
 * Times a function, after some warm-up calls.
 *
 * @param {() => unknown} work
 * @param {{ warm?: number, runs?: number }} [options]
 */
export async function time(work, { warm = 20, runs = 60 } = {}) {
  for (let i = 0; i < warm; i += 1) await work();
  const values = [];
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    await work();
    values.push(performance.now() - start);
  }
  return summarise(values);
}
