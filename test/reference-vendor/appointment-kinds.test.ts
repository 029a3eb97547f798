import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { silentLogger } from '@sas-sos/core';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { addRegulator } from '../../examples/express/src/session/test-data/serve-site.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { SlotRecord, Store } from '../../examples/express/src/store/store.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder } from './start-vendor.js';

const hour = 3_600_000;
const clock = { now: () => Date.parse('2026-12-01T07:00:00Z') };
const identifierSystem = 'https://editeur.example/ids';
const older = 'ALTER TABLE appointment DROP COLUMN consultation';

/** A store that can be closed, changed by hand, and opened again. */
interface Place {
  open(): Promise<Store>;
  run(sql: string): Promise<void>;
}

const stores = [
  {
    name: 'SQLite',
    async use(work: (place: Place) => Promise<void>) {
      await using folder = createFolder();
      const file = join(folder.path, 'vendor.sqlite');
      await work({
        open: async () => openSqliteStore(file, { clock }),
        async run(sql) {
          const database = new DatabaseSync(file);
          database.exec(sql);
          database.close();
        },
      });
    },
  },
  {
    name: 'PostgreSQL',
    async use(work: (place: Place) => Promise<void>) {
      await using database = await createDatabase(inject('postgresUrl'));
      await work({
        open: () => openPostgresStore(database.url, { logger: silentLogger, clock }),
        async run(sql) {
          const client = new pg.Client(database.url);
          await client.connect();
          await client.query(sql);
          await client.end();
        },
      });
    },
  },
];

function toRecord(id: string, hours: number, consultation: string, placeId = 'p'): SlotRecord {
  const startsAt = clock.now() + hours * hour;
  return {
    ...{ id, placeId, startsAt, endsAt: startsAt + hour, audience: 'sas', consultation },
    ...{ booking: 'appointment', reasons: null, status: 'free' },
  };
}

async function openBook(place: Place, slots: readonly SlotRecord[] = []) {
  const store = await place.open();
  if (slots.length > 0) {
    await store.replaceAgenda({
      isCurrent: () => false,
      async fill(writer) {
        await writer.writeDirectory({ idSystem: identifierSystem, associations: [] });
        await writer.writeSlots(slots);
        return { fingerprint: 'test', countedFrom: null };
      },
    });
  }
  const outbox = await store.openOutbox();
  const platformUrl = 'http://127.0.0.1:1/fhir';
  const { book, reporter } = outbox.createReporting({
    identifierSystem,
    createReporter: (outbox) =>
      createAppointmentReporter({ outbox, identifierSystem, platformUrl }),
  });
  return {
    ...{ store, book, reporter },
    async close() {
      await outbox.close();
      await store.close();
    },
  };
}

describe.each(stores)('The kind of consultation of appointments in $name', ({ use }) => {
  it('is kept, is never changed unseen, and is not reported', async () => {
    await use(async (place) => {
      const slots = [
        toRecord('visit', 1, 'home-visit'),
        toRecord('office', 2, 'on-site'),
        toRecord('any', 3, 'on-site,remote,home-visit'),
      ];
      const { store, book, reporter, close } = await openBook(place, slots);
      const regulator = await addRegulator(store);
      const take = (slotId: string, consultation?: 'remote' | 'home-visit') =>
        book.take({ placeId: 'p', slotId, consultation, regulator });
      expect(await take('visit', 'remote')).toEqual({ outcome: 'kind-not-offered' });
      expect((await store.findSlot('p', 'visit'))?.status).toBe('free');
      const taken = await take('visit');
      if (taken.outcome !== 'done') throw new Error(taken.outcome);
      const { id, consultation } = taken.appointment;
      expect(consultation).toBe('home-visit');
      const move = (slotId: string, kind?: 'on-site' | 'remote') =>
        book.change(id, { kind: 'reschedule', slotId, consultation: kind });
      expect(await move('office')).toEqual({ outcome: 'kind-not-offered' });
      expect(await book.find(id)).toMatchObject({ slotId: 'visit', consultation: 'home-visit' });
      expect((await store.findSlot('p', 'visit'))?.status).toBe('booked');
      expect((await store.findSlot('p', 'office'))?.status).toBe('free');
      expect((await move('any')).outcome).toBe('done');
      expect((await book.find(id))?.consultation).toBe('home-visit');
      expect((await move('office', 'on-site')).outcome).toBe('done');
      expect((await book.find(id))?.consultation).toBe('on-site');
      const reported = (await reporter.list({ appointment: id })).length;
      const change = { kind: 'consultation', consultation: 'remote' } as const;
      expect((await book.change(id, change)).outcome).toBe('done');
      expect((await book.change(id, change)).outcome).toBe('same');
      expect((await book.find(id))?.consultation).toBe('remote');
      expect(await reporter.list({ appointment: id })).toHaveLength(reported);
      await close();
    });
  });

  it('is open in a slot of several until somebody chooses, and in a database of before', async () => {
    await use(async (place) => {
      const first = await openBook(place, [toRecord('any', 1, 'on-site,remote')]);
      const regulator = await addRegulator(first.store);
      const taken = await first.book.take({ placeId: 'p', slotId: 'any', regulator });
      if (taken.outcome !== 'done') throw new Error(taken.outcome);
      const { id, consultation } = taken.appointment;
      expect(consultation).toBeNull();
      await first.close();
      await place.run(older);
      const second = await openBook(place);
      expect((await second.book.find(id))?.consultation).toBeNull();
      await second.book.change(id, { kind: 'consultation', consultation: 'remote' });
      await second.close();
      const third = await openBook(place);
      expect((await third.book.find(id))?.consultation).toBe('remote');
      await third.close();
    });
  });

  it('appears in lists by regulator and by place, in the order that is asked for', async () => {
    await use(async (place) => {
      const slots = [
        toRecord('a', 3, 'remote'),
        toRecord('b', 1, 'remote'),
        toRecord('c', 2, 'remote', 'q'),
      ];
      const { store, book, close } = await openBook(place, slots);
      const [one, two] = [await addRegulator(store), await addRegulator(store)];
      for (const { id, placeId } of slots) {
        await book.take({ placeId, slotId: id, regulator: id === 'b' ? two : one });
      }
      const all = { offset: 0, limit: 10 };
      const list = async (query: Partial<Parameters<typeof book.list>[0]>) =>
        (await book.list({ ...all, ...query })).appointments.map(({ slotId }) => slotId);
      expect(await list({ order: 'start' })).toEqual(['b', 'c', 'a']);
      expect(await list({ order: 'start-descending' })).toEqual(['a', 'c', 'b']);
      expect(await list({ accountIds: [one.id], order: 'start' })).toEqual(['c', 'a']);
      expect(await list({ accountIds: [] })).toEqual([]);
      expect(await list({ placeId: 'p', order: 'start' })).toEqual(['b', 'a']);
      const found = await store.regulators.findAll([one.id, two.id, 'none']);
      expect([...found.keys()].sort()).toEqual([one.id, two.id].sort());
      await close();
    });
  });
});
