import type pg from 'pg';
import { describe, it } from 'vitest';
import { createHistory } from '../../packages/appointments/src/test-data/appointment-histories.js';
import { createReport } from '../../packages/appointments/src/test-data/report-data.js';
import { openRelayed } from './open-relayed.js';

// Connections that a firewall forgets: whatever is sent on them is swallowed, and nobody is told.
// What the guide states: delivery resumes within 30 seconds, and `stop` ends within 20.
const resumeMilliseconds = 30_000;
const stopMilliseconds = 20_000;
const timeout = 60_000;

describe.concurrent('connections that are cut without a word', { timeout: 2 * timeout }, () => {
  it.for<{ name: string; settings: pg.PoolConfig }>([
    { name: 'of a pool without settings', settings: {} },
    { name: 'of a pool with a statement_timeout', settings: { statement_timeout: 10_000 } },
    { name: 'of a pool with keepAlive', settings: { keepAlive: true } },
    { name: 'of a pool whose idle connections stay', settings: { idleTimeoutMillis: 0 } },
  ])(
    '$name: delivery resumes in time, and the alarm is on time',
    async ({ settings }, { expect }) => {
      await using run = await openRelayed(settings);
      const { reporter, platform, relay, lines } = run;
      reporter.start();
      // Several connections at once, so that several are idle.
      const histories = Array.from({ length: 8 }, (_, index) => createHistory(`a${index}`, 1));
      await Promise.all(histories.flat().map((report) => reporter.report(report)));
      await expect.poll(() => platform.states.size, { timeout }).toBe(8);
      await expect.poll(() => run.other.status(), { timeout }).toMatchObject({ waiting: 0 });
      expect(relay.open).toBeGreaterThan(1);

      relay.silence();
      const cutAt = performance.now();
      await run.other.report(createReport());
      await expect
        .poll(() => platform.states.has(createReport().id), { timeout, interval: 20 })
        .toBe(true);
      expect(performance.now() - cutAt).toBeLessThan(resumeMilliseconds);
      // Nothing went through, so each kind of call that failed says so once.
      const errors = lines.filter(({ level }) => level === 'error');
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThanOrEqual(4);
      const alarm = errors.find(({ text }) => text.includes('alarm limit'));
      expect(alarm && alarm.at - cutAt).toBeLessThan(8000);
      await expect
        .poll(() => lines.filter(({ level }) => level === 'info').length, { timeout })
        .toBeGreaterThan(0);
    },
  );

  it('while nothing is delivered: stop ends in time', async ({ expect }) => {
    await using run = await openRelayed();
    run.reporter.start();
    await run.reporter.report(createReport());
    await expect.poll(() => run.platform.states.size, { timeout }).toBe(1);
    run.relay.silence();
    // The next look hangs.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const askedAt = performance.now();
    await run.reporter.stop();
    expect(performance.now() - askedAt).toBeLessThan(stopMilliseconds);
  });

  it('only that of LISTEN: it is replaced, and heard on again', async ({ expect }) => {
    await using run = await openRelayed();
    const calls: number[] = [];
    const unwatch = run.outbox.watch(() => calls.push(performance.now()));
    const isListening = ({ sent }: { readonly sent: string }) => sent.includes('LISTEN');
    await expect.poll(() => calls.length, { timeout }).toBe(1);
    run.relay.silence(isListening);
    await run.other.report(createReport({ id: 'unheard' }));
    // Replacing it calls the listeners: what was sent meanwhile was missed.
    await expect.poll(() => calls.length, { timeout: resumeMilliseconds }).toBe(2);
    await run.other.report(createReport({ id: 'heard' }));
    await expect.poll(() => calls.length, { timeout }).toBe(3);
    // A dead one is let go of as well.
    run.relay.silence(isListening);
    unwatch();
    await expect.poll(() => run.pool.totalCount - run.pool.idleCount, { timeout }).toBe(0);
  });

  it('in a transaction of the vendor: the report is refused in time', async ({ expect }) => {
    await using run = await openRelayed();
    const client = await run.pool.connect();
    client.on('error', () => {});
    await client.query('BEGIN');
    run.relay.silence();
    const askedAt = performance.now();
    await expect(
      run.reporter.report(createReport(), { transaction: client }),
    ).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
    expect(performance.now() - askedAt).toBeLessThan(11_000);
    client.release(true);
    expect(await run.other.list()).toEqual([]);
  });
});
