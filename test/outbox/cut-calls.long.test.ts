import pg from 'pg';
import { describe, it } from 'vitest';
import {
  createHistory,
  readHistory,
} from '../../packages/appointments/src/test-data/appointment-histories.js';
import { openRelayed } from './open-relayed.js';

// Cuts in the middle of something; silent-connections.long.test.ts has the others.
const resumeMilliseconds = 30_000;
const timeout = 120_000;

describe.concurrent('connections that are cut without a word', { timeout }, () => {
  it.for(['before the settlement reaches the server', 'before its answer comes back'])(
    'with a settlement under way, %s: every event arrives once more at most, in order',
    async (when, { expect }) => {
      await using run = await openRelayed({}, { answerMilliseconds: 5000 });
      const { platform, relay, reporter } = run;
      for (const report of createHistory('a', 4)) await reporter.report(report);
      let isCut = false;
      const query = pg.Client.prototype.query;
      const pool = run.pool as unknown as { connect: () => Promise<pg.PoolClient> };
      const connect = pool.connect.bind(run.pool);
      pool.connect = async () => {
        const client = await connect();
        client.query = ((...given: [string, unknown[]]) => {
          const isSettlement = given[0].includes('jsonb_to_recordset');
          if (!isSettlement || isCut) return Reflect.apply(query, client, given);
          isCut = true;
          if (when.includes('reaches')) relay.silence();
          const answer = Reflect.apply(query, client, given);
          // The server works on it by now, or has answered: the relay passes neither on.
          if (!when.includes('reaches')) setImmediate(() => setImmediate(() => relay.silence()));
          return answer;
        }) as typeof client.query;
        return client;
      };
      reporter.start();
      await expect
        .poll(() => platform.states.get('a')?.length, { timeout })
        .toBeGreaterThanOrEqual(4);
      await expect.poll(() => run.other.status(), { timeout }).toMatchObject({ waiting: 0 });
      expect(isCut).toBe(true);
      expect(readHistory(platform.states.get('a'))).toEqual([0, 1, 2, 3]);
      expect(platform.resources.get('a')).toBe(1);
    },
  );

  it('while the tables are migrated: it fails in time, and the next one works', async ({
    expect,
  }) => {
    await using run = await openRelayed();
    const lock = "hashtextextended('sas-sos.outbox-migration', 0)";
    await run.direct.query(
      'DROP TABLE sas_outbox_version, sas_outbox_report, sas_outbox_appointment',
    );
    const holder = await run.direct.connect();
    await holder.query(`SELECT pg_advisory_lock(${lock})`);
    const settled: unknown[] = [];
    const migrating = run.outbox.migrate().then(
      () => settled.push('migrated'),
      (error: unknown) => settled.push(error),
    );
    // Another instance may take its time: waiting for it is no trouble.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(settled).toEqual([]);
    run.relay.silence();
    await holder.query(`SELECT pg_advisory_unlock(${lock})`);
    holder.release();
    const cutAt = performance.now();
    await migrating;
    expect(performance.now() - cutAt).toBeLessThan(resumeMilliseconds);
    expect(settled).toMatchObject([{ code: 'SAS_OUTBOX_UNAVAILABLE' }]);
    // The server ends the session that it believes alive, and whose transaction has the lock.
    await run.outbox.migrate();
    expect(performance.now() - cutAt).toBeLessThan(2 * resumeMilliseconds);
    expect(await run.outbox.count()).toMatchObject({ waiting: 0 });
  });
});
