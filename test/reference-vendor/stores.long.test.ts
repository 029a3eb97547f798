import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';
import { writeAgendaFile } from './agenda-file.js';
import { openStaffBrowser, staffEnvironment } from './open-staff-browser.js';
import { resourcesOf, searchSlots, toSearchUrl } from './search-slots.js';
import { createFolder, type RunningVendor, startVendor } from './start-vendor.js';
import { type TestStore, testStores } from './test-stores.js';

const siret = '334173748400020';

async function book(store: TestStore, slotId = ''): Promise<void> {
  await store.query("UPDATE slot SET status = 'booked' WHERE id = $1", [slotId]);
}

/** Number of slots that a start imported; `undefined` if it did not import. */
function importedSlots(vendor: RunningVendor): number | undefined {
  return vendor.log().find(({ slots }) => typeof slots === 'number')?.slots as number | undefined;
}

describe.each(testStores)('The vendor on $name', ({ create }) => {
  it('returns the free slots, each with a page that opens it', async () => {
    await using store = await create();
    await using vendor = await startVendor({ ...store.environment, ...staffEnvironment });
    const slots = resourcesOf(await searchSlots(vendor.url, [siret]), 'Slot');
    expect(slots.length).toBeGreaterThan(10);
    const browser = await openStaffBrowser(vendor.url);
    for (const { comment = '' } of slots.slice(0, 5)) {
      expect(comment.startsWith(`${vendor.url}/agenda/`)).toBe(true);
      const { status, page } = await browser.get(comment.slice(vendor.url.length));
      expect(status).toBe(200);
      expect(page).toContain('class="detail"');
    }
  });

  it('no longer returns a booked slot', async () => {
    await using store = await create();
    await using vendor = await startVendor({ ...store.environment, ...staffEnvironment });
    const [slot] = resourcesOf(await searchSlots(vendor.url, [siret]), 'Slot');
    await book(store, slot?.id);
    const left = resourcesOf(await searchSlots(vendor.url, [siret]), 'Slot');
    expect(left.map(({ id }) => id)).not.toContain(slot?.id);
    expect((await fetch(`${vendor.url}/fhir/Slot/${slot?.id}`)).status).toBe(404);
    const browser = await openStaffBrowser(vendor.url);
    const { page } = await browser.get(String(slot?.comment).slice(vendor.url.length));
    expect(page).toContain('class="state booked"');
  });

  it('keeps its agenda from one start to the next', async () => {
    await using store = await create();
    let id = '';
    {
      await using vendor = await startVendor(store.environment);
      expect(importedSlots(vendor)).toBeGreaterThan(1000);
      [id = ''] = resourcesOf(await searchSlots(vendor.url, [siret]), 'Slot').map(
        (slot) => slot.id ?? '',
      );
      await vendor.stop();
    }
    await book(store, id);
    await using vendor = await startVendor(store.environment);
    expect(importedSlots(vendor)).toBeUndefined();
    expect((await fetch(`${vendor.url}/fhir/Slot/${id}`)).status).toBe(404);
  });

  it('imports a changed file again', async () => {
    await using store = await create();
    await using folder = createFolder();
    const AGENDA_FILE = await writeAgendaFile(folder.path, { slots: 100 });
    {
      await using vendor = await startVendor({ ...store.environment, AGENDA_FILE });
      expect(importedSlots(vendor)).toBe(100);
    }
    await writeAgendaFile(folder.path, { slots: 60 });
    await using vendor = await startVendor({ ...store.environment, AGENDA_FILE });
    expect(importedSlots(vendor)).toBe(60);
    expect((await searchSlots(vendor.url, [siret])).total).toBe(30);
  });

  it('keeps the previous agenda when the new file has a mistake', async () => {
    await using store = await create();
    await using folder = createFolder();
    const AGENDA_FILE = await writeAgendaFile(folder.path, { slots: 60 });
    await (await startVendor({ ...store.environment, AGENDA_FILE })).stop();
    const wrong = join(folder.path, 'wrong.json');
    writeFileSync(wrong, '{"idSystem":"urn:oid:1.2","associations":[],"slots":[{}]}');
    await expect(startVendor({ ...store.environment, AGENDA_FILE: wrong })).rejects.toThrow();
    await using vendor = await startVendor({ ...store.environment, AGENDA_FILE });
    expect(importedSlots(vendor)).toBeUndefined();
    expect((await searchSlots(vendor.url, [siret])).total).toBe(30);
  });
});

describe('Instances that share one PostgreSQL', () => {
  it('import once when they start together, and give the same answers', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    await using folder = createFolder();
    const AGENDA_FILE = await writeAgendaFile(folder.path, { slots: 20_000, places: 30 });
    const environment = {
      DATABASE_URL: database.url,
      AGENDA_FILE,
      PUBLIC_URL: 'https://agenda.example',
      SSO_METHOD: 'none',
    };
    const vendors = await Promise.all([1, 2, 3].map(() => startVendor(environment)));
    try {
      expect(vendors.map(importedSlots).filter((slots) => slots !== undefined)).toEqual([20_000]);
      const [first, ...others] = await Promise.all(
        vendors.map(async ({ url }) => resourcesOf(await searchSlots(url, [siret]), 'Slot')),
      );
      expect(first?.length).toBeGreaterThan(400);
      for (const other of others) expect(other).toEqual(first);
    } finally {
      await Promise.all(vendors.map((vendor) => vendor[Symbol.asyncDispose]()));
    }
  });

  it('cancel in the database a search whose caller has left', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    await using vendor = await startVendor({ DATABASE_URL: database.url });
    await using locked = await lockSlots(vendor, database.url);
    const caller = new AbortController();
    const searches = locked.search(4, caller.signal);
    while ((await locked.countWaiting()) < 4) await delay(20);
    caller.abort();
    const leftAt = Date.now();
    await Promise.all(searches);
    while ((await locked.countWaiting()) > 0) await delay(20);
    // Long before the time limit of a statement.
    expect(Date.now() - leftAt).toBeLessThan(5000);
    await locked.unlock();
    expect((await fetch(locked.url)).status).toBe(200);
  });

  it('have a connection for others, however many searches wait in the database', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    await using vendor = await startVendor({ DATABASE_URL: database.url });
    await using locked = await lockSlots(vendor, database.url);
    const searches = locked.search(30, new AbortController().signal);
    while ((await locked.countWaiting()) < 4) await delay(20);
    // The accounts are read from the database as well.
    const answered = await fetch(
      `${vendor.url}/fhir/Practitioner?identifier=urn:oid:1.2.250.1.71.4.2.1%7C899000000007`,
      { signal: AbortSignal.timeout(3000) },
    );
    expect(answered.status).toBe(200);
    expect(await locked.countWaiting()).toBe(4);
    await locked.unlock();
    for (const response of await Promise.all(searches)) expect(response?.status).toBe(200);
  });

  it('are not healthy once the database is gone', async () => {
    const database = await createDatabase(inject('postgresUrl'));
    await using vendor = await startVendor({ DATABASE_URL: database.url });
    await database[Symbol.asyncDispose]();
    expect((await fetch(`${vendor.url}/healthz`)).status).toBe(503);
    expect((await fetch(`${vendor.url}/`)).status).toBe(500);
    expect((await fetch(toSearchUrl(vendor.url, [siret]))).status).toBe(503);
    expect((await vendor.stop()).code).toBe(0);
  });
});

/** Has every search of a vendor wait in the database. */
async function lockSlots(vendor: Awaited<ReturnType<typeof startVendor>>, databaseUrl: string) {
  const url = toSearchUrl(vendor.url, [siret]);
  await fetch(url);
  // The vendor's look at home visits reads slots too, and no caller leaves it: it has ended.
  while (!vendor.log().some(({ msg }) => /have home visits/.test(String(msg)))) await delay(20);
  const desk = new pg.Client(databaseUrl);
  await desk.connect();
  await desk.query('BEGIN; LOCK TABLE slot IN ACCESS EXCLUSIVE MODE');
  // A separate connection: statistics do not change within a transaction.
  const observer = new pg.Client(databaseUrl);
  await observer.connect();
  return {
    url,
    search: (count: number, signal: AbortSignal) =>
      Array.from({ length: count }, () => fetch(url, { signal }).catch(() => undefined)),
    async countWaiting() {
      const { rows } = await observer.query(
        `SELECT count(*)::integer AS n FROM pg_stat_activity
           WHERE wait_event_type = 'Lock' AND datname = current_database()
             AND query LIKE '%FROM slot%'`,
      );
      return rows[0].n as number;
    },
    unlock: () => desk.query('COMMIT'),
    async [Symbol.asyncDispose]() {
      await Promise.all([desk.end(), observer.end()]);
    },
  };
}
