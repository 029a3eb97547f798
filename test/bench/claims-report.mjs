// @ts-check

/** Most that a claim may cost, as a multiple of the same claim in an empty outbox. */
const bar = 3;

/**
 * Prints the results, and compares them with the bar.
 *
 * @param {Awaited<ReturnType<typeof import('./claims.mjs').measureClaims>>} measured
 * @param {(line: string) => void} say
 */
export function reportClaims(measured, say) {
  for (const [store, costs] of Object.entries(measured)) {
    say(`\n${store}: a claim of 64 at most, by what waits and cannot be claimed`);
    const { empty } = costs;
    if (!empty) throw new Error('the empty outbox was not measured');
    for (const [name, { first, nothing, one, toPlatform }] of Object.entries(costs)) {
      say(`  ${name}`);
      if (name !== 'empty') say(`    the first look, once: ${first.toFixed(0)} ms`);
      sayRow('finds nothing', nothing, name === 'empty' ? undefined : empty.nothing);
      sayRow('finds one', one, name === 'empty' ? undefined : empty.one);
      if (!toPlatform) continue;
      const label = 'report() to the platform, 4 a second';
      sayRow(label, toPlatform, name === 'empty' ? undefined : empty.toPlatform);
    }
  }

  /**
   * @param {string} label
   * @param {import('./statistics.mjs').Summary} summary
   * @param {import('./statistics.mjs').Summary | undefined} base
   */
  function sayRow(label, { median, p10, p90 }, base) {
    const ratio = base && median / base.median;
    const verdict =
      ratio === undefined
        ? ''
        : `  = ${ratio.toFixed(2)} x (at most ${bar}): ${ratio <= bar ? 'met' : 'MISSED'}`;
    say(
      `    ${label.padEnd(38)} ${median.toFixed(3)} ms (${p10.toFixed(3)} to ${p90.toFixed(3)})${verdict}`,
    );
  }
}
