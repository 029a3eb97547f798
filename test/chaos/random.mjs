// @ts-check

/**
 * Creates a generator of numbers from 0 to 1, seeded by a name.
 *
 * @param {string} name
 * @returns {() => number}
 */
export function createRandom(name) {
  let state = 2166136261;
  for (const letter of name) {
    state = Math.imul(state ^ /** @type {number} */ (letter.codePointAt(0)), 16777619);
  }
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Picks an item of a list.
 *
 * @template One
 * @param {() => number} random
 * @param {readonly [One, ...One[]]} all
 * @returns {One}
 */
export function pick(random, all) {
  return all[Math.floor(random() * all.length)] ?? all[0];
}
