import { join } from 'node:path';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { silentLogger } from '@sas-sos/core';
import { describe, expect, inject, it } from 'vitest';
import { createSlot } from '../../examples/express/src/import/test-data/import-text.js';
import { addRegulator } from '../../examples/express/src/session/test-data/serve-site.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { SlotRecord, Store } from '../../examples/express/src/store/store.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder } from './start-vendor.js';

const hour = 3_600_000;
const clock = { now: () => Date.parse('2026-12-01T07:00:00Z') };
const identifierSystem = 'https://editeur.example/ids';

const stores = [
  {
    name: 'SQLite',
    async open(use: (store: Store) => Promise<void>) {
      await using folder = createFolder();
      const store = openSqliteStore(join(folder.path, 'vendor.sqlite'), { clock });
      await use(store).finally(() => store.close());
    },
  },
  {
    name: 'PostgreSQL',
    async open(use: (store: Store) => Promise<void>) {
      await using database = await createDatabase(inject('postgresUrl'));
      const store = await openPostgresStore(database.url, { logger: silentLogger, clock });
      await use(store).finally(() => store.close());
    },
  },
];

/** A slot that starts so many hours from now on. */
function toRecord(id: string, hours: number, part: Partial<SlotRecord> = {}): SlotRecord {
  const startsAt = clock.now() + hours * hour;
  const { audience, consultation } = createSlot(id);
  return {
    ...{ id, placeId: 'p', startsAt, endsAt: startsAt + hour, booking: 'appointment' },
    ...{ audience: audience.join(), consultation: consultation.join() },
    ...{ reasons: null, status: 'free', ...part },
  };
}

async function importSlots(store: Store, slots: readonly SlotRecord[]): Promise<void> {
  await store.replaceAgenda({
    isCurrent: () => false,
    async fill(writer) {
      await writer.writeDirectory({ idSystem: identifierSystem, associations: [] });
      await writer.writeSlots(slots);
      return { fingerprint: 'test', countedFrom: null };
    },
  });
}

async function openBook(store: Store) {
  const outbox = await store.openOutbox();
  const reporting = outbox.createReporting({
    identifierSystem,
    createReporter: (each) =>
      createAppointmentReporter({
        ...{ outbox: each, identifierSystem, platformUrl: 'http://127.0.0.1:1/fhir' },
      }),
  });
  const statusOf = async (id: string) => (await store.findSlot('p', id))?.status;
  return { outbox, ...reporting, statusOf };
}

describe.each(stores)('The appointments in $name', ({ open }) => {
  it('are undone with their slot when the report of one is refused', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const { book, reporter, statusOf, outbox } = await openBook(store);
      const regulator = await addRegulator(store, { technicalId: null });
      await expect(book.take({ placeId: 'p', slotId: 's1', regulator })).rejects.toMatchObject({
        code: 'SAS_APPOINTMENT_INVALID',
      });
      expect(await statusOf('s1')).toBe('free');
      const all = { status: null, from: null, to: null, offset: 0, limit: 10 };
      expect(await book.list(all)).toEqual({ total: 0, appointments: [] });
      expect(await reporter.list()).toEqual([]);
      await outbox.close();
    });
  });

  it('are stored with their reports, each change with one', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1), toRecord('s2', 2)]);
      const { book, reporter, outbox } = await openBook(store);
      const regulator = await addRegulator(store);
      const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
      if (taken.outcome !== 'done') throw new Error(taken.outcome);
      const { id } = taken.appointment;
      const effector = '810100050075';
      const moved = { kind: 'reschedule', slotId: 's2' } as const;
      expect((await book.change(id, moved)).outcome).toBe('done');
      expect((await book.change(id, moved)).outcome).toBe('same');
      expect((await book.change(id, { kind: 'status', status: 'fulfilled' })).outcome).toBe(
        'effector-missing',
      );
      await book.change(id, { kind: 'status', status: 'fulfilled', effector });
      expect((await book.change(id, { kind: 'reschedule', slotId: 's1' })).outcome).toBe(
        'impossible',
      );
      const reports = await reporter.list({ appointment: id });
      expect(reports.map(({ report }) => report.status)).toEqual([
        ...['pending', 'pending', 'fulfilled'],
      ]);
      expect(await book.find(id)).toMatchObject({ slotId: 's2', status: 'fulfilled', effector });
      await outbox.close();
    });
  });

  it.each([
    { name: 'is past', part: { startsAt: clock.now() } },
    { name: 'is without appointment', part: { booking: 'walk-in' } },
    { name: 'is for others', part: { audience: 'samu,patients' } },
    { name: 'is blocked', part: { status: 'blocked' } },
    { name: 'is another place’s', part: { placeId: 'q' } },
  ] as const)('take no slot that $name', async ({ part }) => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1), toRecord('s2', 2, part)]);
      const { book, outbox } = await openBook(store);
      const regulator = await addRegulator(store);
      const slot = { placeId: 'p', slotId: 's2' };
      expect((await book.take({ ...slot, regulator })).outcome).toBe('slot-taken');
      const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
      if (taken.outcome !== 'done') throw new Error(taken.outcome);
      const { id } = taken.appointment;
      expect((await book.change(id, { kind: 'reschedule', slotId: 's2' })).outcome).toBe(
        'slot-taken',
      );
      const before = await store.findSlot(part && 'placeId' in part ? 'q' : 'p', 's2');
      expect(before?.status).toBe('status' in part ? part.status : 'free');
      expect((await book.find(id))?.slotId).toBe('s1');
      await outbox.close();
    });
  });

  it('are not taken by a regulator who was disabled meanwhile', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const { book, statusOf, outbox } = await openBook(store);
      const regulator = await addRegulator(store, { active: false });
      const { outcome } = await book.take({ placeId: 'p', slotId: 's1', regulator });
      expect(outcome).toBe('regulator-disabled');
      expect(await statusOf('s1')).toBe('free');
      await outbox.close();
    });
  });

  it.each([
    { name: 'the same', slots: [toRecord('s1', 1)], status: 'booked', after: 'free' },
    { name: 'a little later', slots: [toRecord('s1', 1.5)], status: 'booked', after: 'free' },
    { name: 'another day', slots: [toRecord('s1', 25)], status: 'free', after: 'free' },
    {
      name: 'blocked since',
      slots: [toRecord('s1', 1, { status: 'blocked' })],
      status: 'blocked',
      after: 'blocked',
    },
    { name: 'gone', slots: [], status: undefined, after: undefined },
  ] as const)(
    'outlive an import in which their slot is $name',
    async ({ slots, status, after }) => {
      await open(async (store) => {
        await importSlots(store, [toRecord('s1', 1)]);
        const { book, statusOf, outbox } = await openBook(store);
        const regulator = await addRegulator(store);
        const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
        if (taken.outcome !== 'done') throw new Error(taken.outcome);
        await importSlots(store, slots);
        expect(await statusOf('s1')).toBe(status);
        const { id } = taken.appointment;
        expect((await book.find(id))?.status).toBe('pending');
        await book.change(id, { kind: 'status', status: 'cancelled' });
        expect(await statusOf('s1')).toBe(after);
        await outbox.close();
      });
    },
  );
});
