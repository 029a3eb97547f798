// @ts-check

/** @typedef {import('./statistics.mjs').Summary} Summary */
/** @typedef {Awaited<ReturnType<typeof import('./appointments.mjs').measureAppointments>>} Measured */

const bars = /** @type {const} */ ([
  ['report() to a bare INSERT … COMMIT, PostgreSQL', 'report to bare, postgres', 'at most', 2],
  ['report() to a bare INSERT … COMMIT, SQLite', 'report to bare, sqlite', 'at most', 2],
  ['ordered delivery to the faster queue', 'delivery to the faster queue', 'at least', 3],
  ['the same, batches included', 'delivery to the fastest queue, batches included', 'at least', 3],
  [
    'delivery to the client alone, PostgreSQL',
    'delivery to the client alone, postgres',
    'at least',
    0.8,
  ],
  ['delivery to the client alone, SQLite', 'delivery to the client alone, sqlite', 'at least', 0.8],
  ['a million kept: report(), PostgreSQL', 'full to empty: report, postgres', 'at most', 1.2],
  ['a million kept: report(), SQLite', 'full to empty: report, sqlite', 'at most', 1.2],
  ['a million kept: idle, PostgreSQL', 'full to empty: idle, postgres', 'at most', 1.2],
  ['a million kept: idle, SQLite', 'full to empty: idle, sqlite', 'at most', 1.2],
  ['a million kept: delivery, PostgreSQL', 'full to empty: delivery, postgres', 'at least', 0.8],
  ['a million kept: delivery, SQLite', 'full to empty: delivery, sqlite', 'at least', 0.8],
]);

/**
 * Prints the results, and compares them with the bars.
 *
 * @param {Measured} measured
 * @param {(line: string) => void} say
 */
export function reportAppointments(measured, say) {
  const { settings, storing, idle, delivery, purge, ratios } = measured;
  say(
    `\nappointment reports: Node ${settings.node}, PostgreSQL ${settings.version}, fsync ${settings.fsync}, synchronous_commit ${settings.synchronous_commit}; full: ${measured.kept} delivered reports kept`,
  );
  if (measured.missing !== undefined)
    say(`  pg-boss, graphile-worker: not measured: ${measured.missing}`);
  say('  stored, one after the other');
  for (const [name, summary] of Object.entries(storing))
    say(`    ${name.padEnd(34)} ${ms(summary)}`);
  say('  from report() to the platform, idle');
  for (const [name, summary] of Object.entries(idle)) say(`    ${name.padEnd(34)} ${ms(summary)}`);
  say('  delivered in order, 8 in flight');
  for (const [name, { perSecond, disorder }] of Object.entries(delivery)) {
    say(`    ${name.padEnd(34)} ${plain(perSecond, 0)}/s, ${disorder} out of order`);
  }
  const { drained, idle: idling } = measured.backlog;
  for (const [name, { reports, perSecond, disorder }] of Object.entries(drained)) {
    say(
      `  ${reports} that have waited, ${name}: ${plain(perSecond, 0)}/s, ${disorder} out of order`,
    );
  }
  for (const [name, share] of Object.entries(idling)) {
    say(`  dispatcher, idle, ${name}: ${(share * 100).toFixed(3)} % of a processor`);
  }
  for (const [name, { reports, milliseconds }] of Object.entries(purge)) {
    say(`  purge, ${name}: ${reports} reports in ${(milliseconds / 1000).toFixed(1)} s`);
  }
  say('  ratios: medians, or by round with their spread');
  for (const [name, ratio] of Object.entries(ratios)) {
    if (ratio === undefined) say(`    ${name.padEnd(50)} not measured`);
    else
      say(
        `    ${name.padEnd(50)} ${typeof ratio === 'number' ? ratio.toFixed(2) : plain(ratio, 2)}`,
      );
  }
  say('  bars');
  for (const name of ['sqlite', 'postgres', 'postgres, another instance']) {
    printBar(`idle to the platform, ${name}, in ms`, idle[name]?.median, 'under', 20);
  }
  for (const [label, name, way, bar] of bars) printBar(label, toNumber(ratios[name]), way, bar);

  /** @param {string} label @param {number | undefined} value @param {string} way @param {number} bar */
  function printBar(label, value, way, bar) {
    const holds = value !== undefined && (way === 'at least' ? value >= bar : value <= bar);
    const verdict = value === undefined ? 'not measured' : holds ? 'met' : 'MISSED';
    say(`    ${label.padEnd(50)} ${value?.toFixed(2) ?? '-'} (${way} ${bar}): ${verdict}`);
  }
}

/** @param {number | Summary | undefined} ratio */
function toNumber(ratio) {
  return typeof ratio === 'object' ? ratio.median : ratio;
}

/** @param {Summary} summary */
function ms(summary) {
  return `${plain(summary, 2)} ms`;
}

/** @param {Summary} summary @param {number} digits */
function plain({ median, p10, p90 }, digits) {
  return `${median.toFixed(digits)} (${p10.toFixed(digits)} to ${p90.toFixed(digits)})`;
}
