// @ts-check
// A vendor in a process of its own: tells the histories that it was given, from where it was cut off,
// and delivers until it is killed.
import pg from 'pg';

/** @type {typeof import('../../packages/appointments/dist/index.js')} */
const { createAppointmentReporter, createPostgresOutbox, openSqliteOutbox } = await import(
  new URL('../../packages/appointments/dist/index.js', import.meta.url).href
);

/**
 * @type {{
 *   file?: string, databaseUrl?: string, platformUrl: string, identifierSystem: string,
 *   histories: import('../../packages/appointments/dist/index.js').AppointmentReport[][],
 * }}
 */
const { file, databaseUrl, histories, ...options } = JSON.parse(process.argv[2] ?? '');
const outbox =
  file === undefined
    ? createPostgresOutbox({ pool: new pg.Pool({ connectionString: databaseUrl }) })
    : await openSqliteOutbox({ file });
const reporter = createAppointmentReporter({
  ...options,
  outbox: /** @type {import('@sas-sos/core').Outbox} */ (outbox),
  limits: {
    answerMilliseconds: 1000,
    firstRetryMilliseconds: 10,
    longestRetryMilliseconds: 100,
    pollMilliseconds: 100,
  },
});
reporter.start();
await Promise.all(
  histories.map(async (history) => {
    const told = await reporter.list({ appointment: history[0]?.id });
    for (const report of history.slice(told.length)) await reporter.report(report);
  }),
);
process.stdout.write('told\n');
