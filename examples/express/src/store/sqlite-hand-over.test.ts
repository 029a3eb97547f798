import { DatabaseSync } from '@photostructure/sqlite';
import type { AppointmentReport } from '@sas-sos/appointments';
import { SasError, type SasErrorCode, silentLogger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createHandOver } from './sqlite-hand-over.js';
import { sqliteTables } from './sqlite-tables.js';

/** Opens a hand-over to an outbox that fails as the test requires. */
function open(fail: (report: AppointmentReport, call: number) => SasErrorCode | undefined) {
  const database = new DatabaseSync(':memory:');
  database.exec(sqliteTables);
  const taken: string[] = [];
  let calls = 0;
  const reporter = {
    async report(report: AppointmentReport) {
      calls += 1;
      await new Promise((resolve) => setImmediate(resolve));
      const code = fail(report, calls);
      if (code) throw new SasError(code);
      taken.push(report.id);
      return { position: calls };
    },
  };
  const handOver = createHandOver(database, {
    reporter,
    logger: silentLogger,
    retryMilliseconds: 50,
  });
  const add = (...ids: readonly string[]) => {
    for (const id of ids) handOver.add({ id } as AppointmentReport);
  };
  const left = () => database.prepare('SELECT refused FROM unreported').all();
  return { handOver, add, taken, left };
}

describe('Reports that wait for the outbox', () => {
  it('are handed over once and in order, by concurrent calls too', async () => {
    const { handOver, add, taken, left } = open(() => undefined);
    add('1', '2');
    const runs = [handOver.run(), handOver.run()];
    add('3');
    await Promise.all([...runs, handOver.run()]);
    expect(taken).toEqual(['1', '2', '3']);
    expect(left()).toEqual([]);
  });

  it('wait for an outbox that fails, and are handed over without another call', async () => {
    const { handOver, add, taken, left } = open((_, call) =>
      call <= 2 ? 'SAS_OUTBOX_UNAVAILABLE' : undefined,
    );
    add('1', '2');
    await handOver.run();
    expect(taken).toEqual([]);
    expect(left()).toHaveLength(2);
    await expect.poll(() => taken, { timeout: 10_000 }).toEqual(['1', '2']);
    await expect.poll(left).toEqual([]);
    await handOver.stop();
  });

  it('do not wait for a report that is refused permanently, which is kept', async () => {
    const { handOver, add, taken, left } = open(({ id }) =>
      id === '1' ? 'SAS_APPOINTMENT_TRANSITION' : undefined,
    );
    add('1', '2');
    await handOver.run();
    expect(taken).toEqual(['2']);
    expect(left()).toEqual([{ refused: 'SAS_APPOINTMENT_TRANSITION' }]);
  });

  it('are not waited for when the outbox hangs, and are handed over once it answers', async () => {
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteTables);
    const lines: string[] = [];
    const taken: string[] = [];
    let isHanging = true;
    // As the reporter does: a call that hangs fails at its time limit, which is shorter here.
    const reporter = {
      async report({ id }: AppointmentReport) {
        if (isHanging) {
          await new Promise((resolve) => setTimeout(resolve, 250));
          throw new SasError('SAS_OUTBOX_UNAVAILABLE');
        }
        taken.push(id);
        return { position: taken.length };
      },
    };
    const log = (level: string) => () => void lines.push(level);
    const logger = { ...silentLogger, info: log('info'), error: log('error') };
    const handOver = createHandOver(database, {
      ...{ reporter, logger },
      ...{ retryMilliseconds: 50, waitMilliseconds: 100 },
    });
    handOver.add({ id: '1' } as AppointmentReport);
    const askedAt = performance.now();
    await handOver.run();
    expect(performance.now() - askedAt).toBeLessThan(240);
    // A second attempt fails as well: it is no second line.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(lines).toEqual(['error']);
    isHanging = false;
    await expect.poll(() => taken, { timeout: 10_000 }).toEqual(['1']);
    await expect.poll(() => lines).toEqual(['error', 'info']);
    isHanging = true;
    handOver.add({ id: '2' } as AppointmentReport);
    void handOver.run();
    const stoppedAt = performance.now();
    await handOver.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(240);
    expect(database.prepare('SELECT id FROM unreported').all()).toHaveLength(1);
  });

  it('stay stored when it is stopped', async () => {
    const { handOver, add, taken, left } = open(() => undefined);
    await handOver.stop();
    add('1');
    await handOver.run();
    expect(taken).toEqual([]);
    expect(left()).toHaveLength(1);
  });
});
