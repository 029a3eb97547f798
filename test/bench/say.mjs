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

/** A ratio or a share: two decimals, and two digits of what is smaller. @param {number} value */
export function figure(value) {
  return value < 0.1 && value > 0 ? value.toPrecision(2) : value.toFixed(2);
}

/** @param {string} line */
export function say(line) {
  console.log(line);
}
