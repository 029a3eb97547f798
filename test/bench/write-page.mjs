// @ts-check
// The page docs/benchmarks.md, out of the rows that runs have left in docs/benchmarks.json: no
// figure of it is older than the command that is printed beside it.

import { adapterWays } from './adapter-ways.mjs';
import { checkBars } from './check-bars.mjs';
import { drawPlot } from './plot.mjs';
import { figure } from './say.mjs';

/** @typedef {import('./statistics.mjs').Summary} Summary */
/** @typedef {{ date: string, command: string, node: string, cpu: string, cores: number, load: number }} Run */
/** @typedef {Record<string, any>} Part A part of the results, with its `run`. */

const stores = { postgres: 'PostgreSQL', sqlite: 'SQLite' };
const contenders = ['rows', 'bare', 'node', 'express', 'sdk', 'naive'];

const introduction = `# Benchmarks

\`\`\`sh
npm run bench                             # everything, on a quiet machine
npm run bench -- --quick                  # fewer and shorter rounds
npm run bench -- --only appointments      # one part; --only x names them all
npm run bench -- --check                  # exits with 1 when a ratio misses its bar (test/bench/bars.json)
npm run bench -- --output results.json    # the rows for a machine to read
npm run bench -- --page                   # writes this page: the parts that were measured
\`\`\`

It starts a PostgreSQL of its own (or takes \`DATABASE_URL\`), writes an agenda of 60 associations, 180 places and 240,120 slots of which half are free, has the reference vendor import it, and puts loads on it from another process. **Judge by ratios within one run, never by milliseconds between two.** Medians, with the tenth and the ninetieth percentile in brackets. What the profiler said, and what was tried, with dates: [notes on the benchmarks](benchmarks-notes.md).

| contender | what it does |
|---|---|
| \`sdk\` | the reference vendor as it is: Express with all of its pages, an audit record in the database for each answer, the vendor's adapter |
| \`node\` | the SDK alone: \`node:http\`, \`node\`, \`gateway\` with every check and 4 requests at once, \`slots\`, and an adapter of a few lines |
| \`express\` | the same under Express |
| \`rows\` | a bare \`node:http\` server that runs the adapter's query, and answers with the number of rows: what the database alone costs |
| \`bare\` | the floor: that query, a template, a send. It reads no query, checks nothing, knows of no time zone, and sends neither places nor associations |
| \`naive\` | what one writes first: rows, objects, \`JSON.stringify\` |

The query is the platform's: 72 hours of 10 SIRET, or of one. Each contender answers for ten seconds before its searches count, and each vendor signs in 2,000 times before its sign-ins one after the other do: until then they compile (\`--quick\` waits less).
`;

/**
 * Writes the page and its plots, by file name.
 *
 * @param {Record<string, Part>} parts
 * @returns {{ page: string, plots: Record<string, string> }}
 */
export function writePage(parts) {
  const plots = Object.fromEntries(
    Object.entries(stores).flatMap(([store, name]) =>
      parts[store]?.['overload'] ? drawStore(store, name, parts[store]) : [],
    ),
  );
  const sections = [
    introduction,
    writeBars(parts),
    ...Object.entries(stores).map(([store, name]) => writeSearches(store, name, parts[store])),
    writeAdapters(parts),
    writeRegulators(parts),
    writeMemory(parts['memory']),
    writeMutualTls(parts['mutualTls']),
    writeSignOn(parts['signOn']),
    writeAppointments(parts['appointments']),
    writeClaims(parts['claims']),
    writeConformance(parts['conformance']),
    writeStart(parts['start']),
  ];
  return { page: `${sections.filter(Boolean).join('\n')}`, plots };
}

/** @param {Record<string, Part>} parts */
function writeBars(parts) {
  const rows = checkBars(parts, { isQuick: false }).map(
    ({ name, measured, bar, isLimit, isHeld }) => [
      name,
      `${isLimit ? 'at most' : 'at least'} ${bar}`,
      figure(measured),
      isHeld ? 'held' : '**missed**',
    ],
  );
  return section('Against the bars', undefined, table(['ratio', 'bar', 'measured', ''], rows));
}

/** @param {string} store @param {string} name @param {Part | undefined} part */
function writeSearches(store, name, part) {
  const loads = Object.entries(part ?? {}).filter(([key]) => key.includes('SIRET'));
  if (!part || loads.length === 0) return '';
  const rows = loads.flatMap(([load, measured]) => {
    const bare = measured['bare'];
    return contenders.map((contender) => {
      const { latency, perSecond, processor } = measured[contender];
      const ratio =
        measured.ratios.toBare[contender]?.processor ?? processor.median / bare.processor.median;
      return [
        load.replace(', 1 connections', ' × 1').replace(/, (\d+) connections/, ' × $1'),
        contender,
        milliseconds(latency),
        perSecond.median.toFixed(0),
        `${processor.median.toFixed(2)} ms`,
        ratio.toFixed(2),
      ];
    });
  });
  const head = ['load', 'contender', 'latency', 'answers/s', 'processor, each', '× bare'];
  const overload = part['overload']?.map((/** @type {any} */ row) => [
    row.connections,
    row.waitsAsTold ? 'wait as told' : 'ask again at once',
    row.perSecond.toFixed(0),
    milliseconds(row.latency),
    `${row.slowest.toFixed(0)} ms`,
    row.refused,
    row.refusal ? milliseconds(row.refusal) : '',
    `${row.residentMegabytes?.toFixed(0) ?? '?'} MB`,
  ]);
  const overloadHead = [
    'connections',
    '',
    'answers/s',
    'latency',
    'slowest',
    'refused',
    'after',
    'memory',
  ];
  return section(
    `Searches, ${name}`,
    part['run'],
    table(head, rows),
    overload &&
      `Connections that ask again at once, whatever they get, 1 SIRET on \`node:http\`; where some are refused, also connections that wait for the time of \`Retry-After\`:`,
    overload && table(overloadHead, overload),
    overload &&
      `![Answers a second by connections, ${name}](pictures/bench-${store}-connections.svg)`,
    part['growth'] &&
      `![Milliseconds by associations, ${name}](pictures/bench-${store}-associations.svg)`,
    part['growth'] && `![Microseconds for each slot, ${name}](pictures/bench-${store}-slots.svg)`,
  );
}

/** @param {string} store @param {string} name @param {Part} part @returns {[string, string][]} */
function drawStore(store, name, part) {
  const { overload, growth, growthBySlots } = part;
  const column = (/** @type {any[]} */ rows, /** @type {string} */ key) =>
    rows.map((row) => row[key]);
  const servers = { 'the SDK on node:http': 'node', bare: 'bare', 'the rows alone': 'rows' };
  const lines = (/** @type {(server: string) => number[]} */ of) =>
    Object.fromEntries(Object.entries(servers).map(([title, server]) => [title, of(server)]));
  const insistent = overload.filter((/** @type {any} */ row) => !row.waitsAsTold);
  /** @type {[string, string][]} */
  const plots = [
    [
      `bench-${store}-connections.svg`,
      drawPlot({
        title: `Answers a second by connections, ${name}`,
        across: 'connections that ask again at once',
        up: 'answers a second',
        at: column(insistent, 'connections'),
        lines: { answers: column(insistent, 'perSecond') },
      }),
    ],
    [
      `bench-${store}-associations.svg`,
      drawPlot({
        title: `Milliseconds of an answer by associations, ${name}`,
        across: `associations asked for at once (${column(growth, 'slots').join(', ')} slots)`,
        up: 'milliseconds, p50',
        at: column(growth, 'associations'),
        lines: lines((server) => column(growth, server)),
      }),
    ],
    [
      `bench-${store}-slots.svg`,
      drawPlot({
        title: `Microseconds for each slot of an answer, ${name}`,
        across: 'slots in one answer, of 25 associations',
        up: 'microseconds for each slot, p50',
        at: column(growthBySlots, 'slots'),
        lines: lines((server) => ofEachSlot(growthBySlots, server)),
      }),
    ],
  ];
  return plots;
}

/** @param {any[]} rows @param {string} key */
function ofEachSlot(rows, key) {
  return rows.map((row) => (row[key] * 1000) / row.slots);
}

/** @param {Record<string, Part>} parts */
function writeAdapters(parts) {
  const present = Object.entries(stores).filter(([store]) => parts[store]?.['adapters']);
  if (present.length === 0) return '';
  const [[first = ''] = []] = present;
  const rows = present.flatMap(([store, name]) =>
    parts[store]?.['adapters'].map((/** @type {any} */ row) => [
      name,
      adapterWays[store]?.[row.way],
      milliseconds(row.processor),
      row.toDistinct.median.toFixed(2),
    ]),
  );
  return section(
    'Adapters',
    parts[first]?.['run'],
    'What each choice in an adapter costs: processor time of a search of 1 SIRET (432 slots), 16 at a time, from the database to the bytes of the answer, without HTTP; each way three times, in a process of its own, against the row in bold. The reference vendor does as in bold, on PostgreSQL with `query_timeout` and rows taken out.',
    table(['', 'adapter', 'processor', '× bold'], rows),
  );
}

/** @param {Record<string, Part>} parts */
function writeRegulators(parts) {
  const present = Object.entries(stores).filter(([store]) => parts[store]?.['regulators']);
  if (present.length === 0) return '';
  const of = (/** @type {string} */ store) => parts[store]?.['regulators'];
  const many = (/** @type {string} */ key) =>
    present.map(([store]) => {
      const { seconds, perSecond, writes } = of(store)[key];
      return `${seconds.toFixed(1)} s (${perSecond.toFixed(0)}/s), ${writes} writes`;
    });
  const each = (/** @type {string} */ key) =>
    present.map(([store]) => milliseconds(of(store)[key]));
  const [first] = present;
  const { accounts, connections } = of(String(first?.[0]));
  return section(
    'Regulator accounts',
    parts[String(first?.[0])]?.['run'],
    `Through the whole vendor over HTTP, ${accounts} accounts, ${connections} connections; what is written is counted in the store.`,
    table(
      ['', ...present.map(([, name]) => name)],
      [
        ['created, by `PUT`', ...many('created')],
        ['all of them again, nothing changed', ...many('unchanged')],
        ['all of them with another e-mail address', ...many('changed')],
        ['one unchanged update, 1 connection', ...each('update')],
        ['a search of that account', ...each('search')],
      ],
    ),
  );
}

/** @param {Part | undefined} part */
function writeMemory(part) {
  if (!part) return '';
  const { slots, bytes, worst, run } = part;
  return section(
    'Memory',
    run,
    `One answer of ${slots} slots (${(bytes / 1e6).toFixed(1)} MB), streamed by its adapter, raises the resident memory of a server at work by ${worst.toFixed(2)} × its body at worst.`,
  );
}

/** @param {Part | undefined} part */
function writeMutualTls(part) {
  if (!part) return '';
  const { slots, guarded, open, guardedToOpen, resumedHandshake, fullHandshake, run } = part;
  return section(
    'Mutual TLS',
    run,
    `1 SIRET (${slots} slots) out of memory, 1 connection.`,
    table(
      ['', ''],
      [
        ['kept alive, guarded', milliseconds(guarded)],
        ['kept alive, not guarded', milliseconds(open)],
        ['guarded against not guarded, by round', ratioOf(guardedToOpen)],
        ['resumed session, guarded', milliseconds(resumedHandshake)],
        ['full handshake, guarded', milliseconds(fullHandshake)],
      ],
    ),
  );
}

/** @param {Part | undefined} part */
function writeSignOn(part) {
  if (!part) return '';
  const { signIns, arrival, callback, token, beyond, confirmed, cpu, pages, storm, run } = part;
  const { bareCpu, ratios } = part;
  return section(
    'Sign-on',
    run,
    `By delegation, on SQLite, ${signIns} sign-ins one after the other of somebody who is signed in at the provider (a provider for tests, on the same machine).`,
    table(
      ['', ''],
      [
        ['arrival, up to the redirection', milliseconds(arrival)],
        ['callback, up to the redirection', milliseconds(callback)],
        ["the provider's share: its token endpoint, asked by a bare client", milliseconds(token)],
        ['**beyond the provider**', milliseconds(beyond)],
        ['an arrival that confirms an open session, beyond it', milliseconds(confirmed)],
        [
          'processor of the vendor, for each',
          cpu === undefined ? 'not measured' : `${cpu.toFixed(1)} ms`,
        ],
        ...(bareCpu === undefined
          ? []
          : [
              [
                'that of a bare one: Express, two redirections, the same call, nothing checked or stored',
                `${bareCpu.toFixed(1)} ms`,
              ],
              ['**vendor against bare**', `${ratios.processorToBare.toFixed(2)} ×`],
              [
                "beyond the bare one, against the provider's share",
                `${ratios.beyondBareToToken.toFixed(2)} ×`,
              ],
            ]),
        ['an agenda page, to a regulator', milliseconds(pages.regulator)],
        ['the same page, to the staff', milliseconds(pages.staff)],
        [
          `${storm.count} at once, at a vendor that has just started`,
          `${writeSeconds(storm.seconds)}; discovery asked ${storm.discovery} times, the keys ${storm.keys}; refused because the provider was too slow: ${storm.refused.join(', ')}`,
        ],
        [`${storm.count} at once, at a bare one`, writeSeconds(storm.bareSeconds)],
        [
          '**vendor against bare**',
          `${ratioOf(storm.secondsToBare)} the time, ${ratioOf(storm.processorToBare)} the processor time`,
        ],
      ],
    ),
  );
}

/** @type {Record<string, string>} */
const storingKinds = {
  timeBare: 'a bare `BEGIN`, `INSERT`, `COMMIT`',
  timeSingle: 'a bare `INSERT`',
  timeReports: '`report()`',
  timeTransactions: "a transaction of the vendor's own",
  timeWithReport: 'that transaction, with `report()` in it',
};

/** @param {any} backlog */
function writeBacklog(backlog) {
  if (!backlog) return [];
  const { drained, idle, drainedToClient } = backlog;
  return [
    'Delivered once the platform is back, 8 in flight, in parts by turns:',
    table(
      ['', 'reports', 'delivered a second', '× the client', 'out of order'],
      Object.entries(drained).map(([name, { reports, perSecond, disorder }]) => [
        name,
        reports.toLocaleString('en'),
        rateOf(perSecond),
        drainedToClient[name] ? ratioOf(drainedToClient[name]) : '1',
        disorder,
      ]),
    ),
    `A dispatcher that has nothing to deliver takes ${Object.entries(idle)
      .map(([name, share]) => `${(share * 100).toFixed(3)} % of a processor (${name})`)
      .join(', ')}, beyond what its process takes without one.`,
  ];
}

/** @param {Part | undefined} part */
function writeAppointments(part) {
  if (!part) return '';
  const { settings, storing, idle, delivery, purge, ratios, missing, kept, run } = part;
  const rows = (/** @type {Record<string, Summary>} */ list) =>
    Object.entries(list).map(([name, summary]) => [name, milliseconds(summary)]);
  return section(
    'Appointment reports',
    run,
    `Node ${settings.node}, PostgreSQL ${settings.version}, \`fsync\` ${settings.fsync}, \`synchronous_commit\` ${settings.synchronous_commit}; \`full\`: with ${kept.toLocaleString('en')} delivered reports in the store. ${missing === undefined ? '' : `pg-boss and graphile-worker: not measured (${missing}).`}`,
    'Stored, one after the other:',
    table(
      ['', ''],
      rows(storing).map(([name = '', time]) => [
        name.replace(/time\w+/, (kind) => storingKinds[kind] ?? kind),
        time,
      ]),
    ),
    'From `report()` to the platform, idle:',
    table(['', ''], rows(idle)),
    'Delivered in order, 8 in flight:',
    table(
      ['', 'delivered a second', 'out of order'],
      Object.entries(/** @type {Record<string, any>} */ (delivery)).map(([name, row]) => [
        name,
        rateOf(row.perSecond),
        row.disorder,
      ]),
    ),
    ...writeBacklog(part['backlog']),
    'Ratios, by round where a spread is given:',
    table(
      ['', ''],
      Object.entries(ratios).map(([name, ratio]) => [name, ratioOf(ratio)]),
    ),
    ...Object.entries(/** @type {Record<string, any>} */ (purge)).map(
      ([name, { reports, milliseconds: taken }]) =>
        `Purge of ${reports} reports, ${name}: ${(taken / 1000).toFixed(1)} s.`,
    ),
  );
}

/** @param {Part | undefined} part */
function writeStart(part) {
  if (!part) return '';
  const { run, ...measured } = part;
  return section(
    'Start',
    run,
    "`require()` of each package in a new process, as a multiple of `require('express')` in the same round, and the reference vendor from its start until it serves.",
    table(
      ['', 'milliseconds', '× Express'],
      Object.entries(measured).map(([name, { milliseconds: taken, toExpress }]) => [
        name === 'vendor' ? 'the reference vendor' : `\`${name}\``,
        milliseconds(taken),
        ratioOf(toExpress),
      ]),
    ),
  );
}

/** @param {Part | undefined} part */
function writeClaims(part) {
  if (!part) return '';
  const { run, ...measured } = part;
  const rows = Object.entries(measured).flatMap(([store, costs]) =>
    Object.entries(/** @type {Record<string, any>} */ (costs)).map(([name, { nothing, one }]) => [
      store,
      name,
      milliseconds(nothing, 3),
      (nothing.median / costs.empty.nothing.median).toFixed(2),
      milliseconds(one, 3),
      (one.median / costs.empty.one.median).toFixed(2),
    ]),
  );
  return section(
    'Claims while much waits that cannot be claimed',
    run,
    'Against the same claim in an empty outbox; the bar is 3 ×.',
    table(['store', 'what waits', 'finds nothing', '×', 'finds one', '×'], rows),
  );
}

/** @param {Part | undefined} part */
function writeConformance(part) {
  if (!part) return '';
  const { runs, answer, run } = part;
  return section(
    'Conformance',
    run,
    'All rules on the reference vendor, each run in a new process:',
    table(
      ['seconds', 'without waiting', 'processor', 'exchanges', 'checks passed', 'rules failed'],
      runs.map((/** @type {any} */ row) => [
        row.seconds.toFixed(1),
        row.own.toFixed(1),
        row.processor.toFixed(1),
        row.exchanges,
        row.checks,
        row.failed.length,
      ]),
    ),
    `An answer of ${answer.slots} slots, read and judged in a new process: ${milliseconds(answer.milliseconds)}, processor ${milliseconds(answer.processor)}; once more: ${milliseconds(answer.again)}.`,
  );
}

/**
 * @param {string} title
 * @param {Run | undefined} run
 * @param {...(string | undefined)} paragraphs
 */
function section(title, run, ...paragraphs) {
  const by =
    run &&
    `\`${run.command}\`, ${run.date}, Node ${run.node.slice(1)}, ${run.cores} cores (${run.cpu}), load ${run.load.toFixed(1)} at its start.`;
  const lines = [`## ${title}`, by, ...paragraphs].filter((part) => part !== undefined);
  return `${lines.join('\n\n')}\n`;
}

/** @param {readonly string[]} head @param {readonly (readonly unknown[])[]} rows */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** @param {Summary} summary */
function milliseconds({ median, p10, p90 }, digits = 2) {
  return `${median.toFixed(digits)} ms (${p10.toFixed(digits)}–${p90.toFixed(digits)})`;
}

/** @param {Summary} summary */
function writeSeconds({ median, p10, p90 }) {
  return `${median.toFixed(1)} s (${p10.toFixed(1)}–${p90.toFixed(1)})`;
}

/** @param {Summary} summary */
function rateOf({ median, p10, p90 }) {
  return `${median.toFixed(0)} (${p10.toFixed(0)}–${p90.toFixed(0)})`;
}

/** @param {number | Summary | undefined} ratio */
function ratioOf(ratio) {
  if (ratio === undefined || ratio === null) return 'not measured';
  if (typeof ratio === 'number') return ratio.toFixed(2);
  return `${ratio.median.toFixed(2)} (${ratio.p10.toFixed(2)}–${ratio.p90.toFixed(2)})`;
}
