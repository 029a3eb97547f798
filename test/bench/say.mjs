// @ts-check
// What a run prints.

/** @param {{ median: number, p10: number, p90: number }} summary */
export function ms({ median, p10, p90 }) {
  return `${median.toFixed(2)} ms (${p10.toFixed(2)} to ${p90.toFixed(2)})`;
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** @param {string} line */
export function say(line) {
  console.log(line);
}
