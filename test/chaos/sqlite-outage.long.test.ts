import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createHistory,
  readHistory,
} from '../../packages/appointments/src/test-data/appointment-histories.js';
import { startPlatformDouble } from '../../packages/appointments/src/test-data/platform-double.js';
import { identifierSystem } from '../../packages/appointments/src/test-data/report-data.js';
import { findUnprivilegedUser } from '../postgres/unprivileged-user.mjs';
import { createHistories } from './histories.mjs';
import { judge } from './judge.mjs';
import { startVendor } from './vendor-process.mjs';

const timeout = 60_000;
const impatient = { firstRetryMilliseconds: 5, longestRetryMilliseconds: 20, pollMilliseconds: 50 };
const entry = { appointment: 'a', status: 'booked', follows: ['booked'], content: '{}' };

async function createFolder() {
  // TMPDIR of root may be a folder that other users cannot access.
  const path = await mkdtemp(join(findUnprivilegedUser() ? '/tmp' : tmpdir(), 'sas-sos-outage-'));
  return {
    file: join(path, 'outbox.sqlite'),
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

/** Root can write anywhere: runs the work as another user. */
async function asUnprivileged<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const user = findUnprivilegedUser();
  if (!user) return work();
  for (const name of ['', ...(await readdir(path))]) {
    await chown(join(path, name), user.uid, user.gid);
  }
  process.setegid?.(user.gid);
  process.seteuid?.(user.uid);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

describe('a full disk', () => {
  it('makes reports fail with a code, and loses no stored report', async () => {
    await using folder = await createFolder();
    let isDown = true;
    await using platform = await startPlatformDouble(() => (isDown ? { status: 503 } : 'none'));
    const seed = '20261124';
    const histories = createHistories(seed, 400).map((history) => ({
      ...history,
      events: history.events.map((event) => ({ ...event, refusal: undefined })),
    }));
    const reported = new Map<string, number>();
    const failures = new Set<string>();
    let isAtRest = false;
    function onLine([word, id = '', event]: readonly string[]) {
      if (word === 'reported') reported.set(id, Number(event) + 1);
      if (word === 'failed') failures.add(id);
      if (word === 'rest') isAtRest = true;
    }
    const start = (limits?: string) =>
      startVendor(
        {
          ...{ seed, appointments: 400, file: folder.file, platformUrl: platform.url },
          ...{ reported: Object.fromEntries(reported), answerMilliseconds: 2000 },
          ...{ clockMilliseconds: 0, pauseMilliseconds: 0 },
        },
        { onLine, ...(limits ? { limits } : {}) },
      );

    // Limit files to 400 kB: the operating system then fails writes as a full disk would.
    const confined = start('-f 400');
    await expect.poll(() => failures.size, { timeout }).toBeGreaterThan(0);
    expect([...failures]).toEqual(['SAS_OUTBOX_UNAVAILABLE']);
    expect(reported.size).toBeGreaterThan(0);
    await confined.kill();
    isDown = false;
    const free = start();
    await expect.poll(() => isAtRest, { timeout }).toBe(true);
    await free.stop();
    const nameFault = () => '';
    const verdict = judge(platform, { done: reported, dropped: new Set(), histories, nameFault });
    expect(verdict.evidence).toEqual([]);
    expect([...reported.values()].reduce((sum, count) => sum + count)).toBe(
      histories.reduce((sum, { events }) => sum + events.length, 0),
    );
  }, 120_000);
});

describe('missing write permission', () => {
  beforeAll(async () => {
    // Load the driver first: the other user may not be allowed to read it.
    await using folder = await createFolder();
    await (await openSqliteOutbox({ file: folder.file })).close();
  });

  it.each<{ name: string; forbid: (folder: { path: string; file: string }) => Promise<void> }>([
    { name: 'a file', forbid: ({ file }) => chmod(file, 0o444) },
    { name: 'a folder with a writable file', forbid: ({ path }) => chmod(path, 0o555) },
    {
      name: 'a file and its folder',
      async forbid({ path, file }) {
        await chmod(file, 0o444);
        await chmod(path, 0o555);
      },
    },
  ])('$name: fails with a code, and everything is kept', async ({ forbid }) => {
    await using folder = await createFolder();
    const outbox = await openSqliteOutbox({ file: folder.file });
    await outbox.append(entry);
    await outbox.close();
    await asUnprivileged(folder.path, async () => {
      await forbid(folder);
      await expect(
        openSqliteOutbox({ file: folder.file, waitMilliseconds: 100 }),
      ).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
      await chmod(folder.path, 0o755);
      await chmod(folder.file, 0o644);
      const again = await openSqliteOutbox({ file: folder.file });
      expect(await again.find({ limit: 10 })).toMatchObject([{ position: 1, state: 'waiting' }]);
      await again.close();
    });
  });

  it('an empty folder: fails with a code, and leaves nothing there', async () => {
    await using folder = await createFolder();
    const empty = join(folder.path, 'empty');
    await mkdir(empty);
    await asUnprivileged(folder.path, async () => {
      await chmod(empty, 0o555);
      const file = join(empty, 'outbox.sqlite');
      await expect(openSqliteOutbox({ file })).rejects.toMatchObject({
        code: 'SAS_OUTBOX_UNAVAILABLE',
      });
      await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
      await chmod(empty, 0o755);
    });
  });
});

describe('a clock that jumps back', () => {
  it('by an hour, repeatedly, delays and reorders nothing', async () => {
    await using folder = await createFolder();
    await using platform = await startPlatformDouble((_, count) =>
      count % 4 === 0 ? { status: 503, acts: count % 8 === 0 } : 'none',
    );
    let now = Date.parse('2026-12-01T09:00:00Z');
    const clock = { now: () => now };
    const outbox = await openSqliteOutbox({ file: folder.file, clock });
    const reporter = createAppointmentReporter({
      ...{ outbox, platformUrl: platform.url, identifierSystem, clock, limits: impatient },
    });
    reporter.start();
    const histories = Array.from({ length: 40 }, (_, index) => createHistory(`a${index}`, 5));
    for (let event = 0; event < 5; event += 1) {
      for (const history of histories) {
        const report = history[event];
        if (report) await reporter.report(report);
      }
      now -= 3_600_000;
    }
    await expect.poll(async () => (await reporter.status()).waiting, { timeout }).toBe(0);
    const stored = await reporter.list({ limit: 1000 });
    expect(stored).toHaveLength(200);
    for (const [index] of histories.entries()) {
      expect(readHistory(platform.states.get(`a${index}`))).toEqual([0, 1, 2, 3, 4]);
      expect(platform.resources.get(`a${index}`)).toBe(1);
    }
    await reporter.stop();
    await outbox.close();
  }, 120_000);
});
