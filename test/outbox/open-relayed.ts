import { createAppointmentReporter, type ReporterLimits } from '@sas-sos/appointments';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import pg from 'pg';
import { inject } from 'vitest';
import { startPlatformDouble } from '../../packages/appointments/src/test-data/platform-double.js';
import { identifierSystem } from '../../packages/appointments/src/test-data/report-data.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { startRelay } from '../postgres/start-relay.mjs';

interface Line {
  readonly level: string;
  readonly text: string;
  readonly at: number;
}

/**
 * Starts a platform, a relay in front of a database, a reporter whose pool goes through the relay,
 * and another one whose pool bypasses it.
 */
export async function openRelayed(settings: pg.PoolConfig = {}, limits: ReporterLimits = {}) {
  const platform = await startPlatformDouble();
  const database = await createDatabase(inject('postgresUrl'));
  const relay = await startRelay(database.url);
  const createPool = (connectionString: string, more: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({ connectionString, ...more });
    pool.on('error', () => {});
    return pool;
  };
  const direct = createPool(database.url);
  const pool = createPool(relay.url, settings);
  await createPostgresOutbox({ pool: direct }).migrate();
  const outbox = createPostgresOutbox({ pool });
  const lines: Line[] = [];
  const log = (level: string) => (_: object, text: string) => {
    lines.push({ level, text, at: performance.now() });
  };
  const reporter = createAppointmentReporter({
    ...{ outbox, identifierSystem, platformUrl: platform.url },
    limits: { alarmMilliseconds: 5000, ...limits },
    logger: { debug() {}, info: log('info'), warn: log('warn'), error: log('error') },
  });
  return {
    ...{ platform, relay, pool, direct, outbox, reporter, lines },
    other: createAppointmentReporter({
      outbox: createPostgresOutbox({ pool: direct }),
      ...{ identifierSystem, platformUrl: platform.url },
    }),
    async [Symbol.asyncDispose]() {
      await reporter.stop();
      // Before the pool: a silent connection never confirms that it ended.
      await relay[Symbol.asyncDispose]();
      await pool.end();
      await direct.end();
      await database[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}
