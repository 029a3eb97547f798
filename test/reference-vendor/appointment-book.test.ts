import { join } from 'node:path';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { type RegulatorAccount, silentLogger } from '@sas-sos/core';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import type { AppointmentChange } from '../../examples/express/src/appointments/appointment.js';
import {
  createPlace,
  createSlot,
} from '../../examples/express/src/import/test-data/import-text.js';
import { addRegulator } from '../../examples/express/src/session/test-data/serve-site.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type {
  SlotRecord,
  Store,
  StoredAssociation,
} from '../../examples/express/src/store/store.js';
import { shareDatabase } from '../postgres/share-database.js';
import { createFolder } from './start-vendor.js';

const hour = 3_600_000;
const clock = { now: () => Date.parse('2026-12-01T07:00:00Z') };
const identifierSystem = 'https://editeur.example/ids';

const shared = shareDatabase(
  () => inject('postgresUrl'),
  // Creates the tables, which a test then finds empty.
  async (url) => {
    const store = await openPostgresStore(url, { logger: silentLogger, clock });
    await (await store.openOutbox()).close();
    await store.close();
    return { url };
  },
  async () => {},
);

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
      const { url } = await shared.empty();
      const store = await openPostgresStore(url, { logger: silentLogger, clock });
      await use(store).finally(() => store.close());
    },
  },
];

/** Creates a slot that starts in the given number of hours. */
function toRecord(id: string, hours: number, part: Partial<SlotRecord> = {}): SlotRecord {
  const startsAt = clock.now() + hours * hour;
  const { audience, consultation } = createSlot(id);
  return {
    ...{ id, placeId: 'p', startsAt, endsAt: startsAt + hour, booking: 'appointment' },
    ...{ audience: audience.join(), consultation: consultation.join() },
    ...{ reasons: null, status: 'free', ...part },
  };
}

async function importSlots(
  store: Store,
  slots: readonly SlotRecord[],
  associations: readonly StoredAssociation[] = [],
): Promise<void> {
  await store.replaceAgenda({
    isCurrent: () => false,
    async fill(writer) {
      await writer.writeDirectory({ idSystem: identifierSystem, associations });
      await writer.writeSlots(slots);
      return { fingerprint: 'test', countedFrom: null };
    },
  });
}

const [timeZone, associationName] = ['Indian/Reunion', 'SOS Médecins La Réunion'];
const overseas: StoredAssociation = {
  ...{ siret: '90000000400011', name: associationName },
  places: [{ ...createPlace('p', '97400'), openingHours: [], timeZone, associationName }],
};

async function openBook(store: Store) {
  const outbox = await store.openOutbox();
  const reporting = outbox.createReporting({
    identifierSystem,
    createReporter: (outbox) =>
      createAppointmentReporter({
        ...{ outbox, identifierSystem, platformUrl: 'http://127.0.0.1:1/fhir' },
      }),
  });
  const statusOf = async (id: string) => (await store.findSlot('p', id))?.status;
  return { outbox, ...reporting, statusOf };
}

describe.each(stores)('Appointments in $name', ({ open }) => {
  it('are rolled back with their slot when a report is refused', async () => {
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

  it('are stored with their reports, one per change, at the offset of the place', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1), toRecord('s2', 2)], [overseas]);
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
      expect(reports.map(({ report }) => report?.status)).toEqual([
        ...['pending', 'pending', 'fulfilled'],
      ]);
      expect(reports[1]?.report).toMatchObject({
        start: '2026-12-01T13:00:00.000+04:00',
        end: '2026-12-01T14:00:00.000+04:00',
        takenAt: '2026-12-01T11:00:00.000+04:00',
      });
      expect(await book.find(id)).toMatchObject({ slotId: 's2', status: 'fulfilled', effector });
      await outbox.close();
    });
  });

  it('are taken once by fifty concurrent calls; their holder gets the same one again', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const { book, reporter, outbox } = await openBook(store);
      const people = await Promise.all([addRegulator(store), addRegulator(store)]);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          book.take({
            placeId: 'p',
            slotId: 's1',
            regulator: people[index % 2] as RegulatorAccount,
          }),
        ),
      );
      const results = outcomes.map(({ outcome }) => outcome).sort();
      expect(results).toEqual(['done', ...Array(24).fill('same'), ...Array(25).fill('slot-taken')]);
      const ids = outcomes.flatMap((result) =>
        'appointment' in result ? result.appointment.id : [],
      );
      expect(new Set(ids).size).toBe(1);
      expect(await reporter.list()).toHaveLength(1);
      const id = String(ids[0]);
      await book.change(id, { kind: 'status', status: 'cancelled' });
      for (const regulator of people) {
        const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
        expect(taken.outcome).toBe(regulator === people[0] ? 'done' : 'slot-taken');
      }
      await outbox.close();
    });
  });

  it('match their last report after concurrent changes of every kind', async () => {
    await open(async (store) => {
      const names = Array.from({ length: 6 }, (_, index) => `s${index}`);
      await importSlots(
        store,
        names.map((id, index) => toRecord(id, index + 1)),
      );
      const { book, reporter, outbox, statusOf } = await openBook(store);
      const regulator = await addRegulator(store);
      const effector = '810100050075';
      for (let round = 0; round < 5; round += 1) {
        const taken = await book.take({ placeId: 'p', slotId: 's0', regulator });
        if (taken.outcome !== 'done') throw new Error(taken.outcome);
        const { id } = taken.appointment;
        const changes: readonly AppointmentChange[] = [
          { kind: 'reschedule', slotId: 's1' },
          { kind: 'effector', effector },
          { kind: 'reschedule', slotId: 's2' },
          { kind: 'status', status: 'cancelled' },
          { kind: 'status', status: 'fulfilled', effector },
          { kind: 'status', status: 'noshow' },
          { kind: 'reschedule', slotId: 's3' },
        ];
        const order = [...changes.slice(round), ...changes.slice(0, round)];
        const outcomes = await Promise.all(order.map((change) => book.change(id, change)));
        const reports = await reporter.list({ appointment: id });
        const done = outcomes.filter(({ outcome }) => outcome === 'done');
        expect(reports).toHaveLength(1 + done.length);
        const row = await book.find(id);
        const { report } = reports.at(-1) ?? {};
        expect(report).toMatchObject({ status: row?.status, effector: row?.effector ?? null });
        expect(Date.parse(report?.start ?? '')).toBe(row?.startsAt);
        const held = [];
        for (const name of names) if ((await statusOf(name)) === 'booked') held.push(name);
        expect(held).toEqual(row?.status === 'cancelled' ? [] : [row?.slotId]);
        await importSlots(
          store,
          names.map((name, index) => toRecord(name, index + 1)),
        );
      }
      await outbox.close();
    });
  });

  it('are moved with their slot when it was imported at another time', async () => {
    await open(async (store) => {
      await importSlots(store, [toRecord('s1', 1), toRecord('s2', 1)]);
      const { book, statusOf, outbox } = await openBook(store);
      const regulator = await addRegulator(store);
      const moved = { 1: toRecord('s1', 25), 2: toRecord('s2', 1.5) };
      await Promise.all(
        (['s1', 's2'] as const).map(async (slotId) => {
          const taken = await book.take({ placeId: 'p', slotId, regulator });
          if (taken.outcome !== 'done') throw new Error(taken.outcome);
        }),
      );
      await importSlots(store, Object.values(moved));
      const all = { status: null, from: null, to: null, offset: 0, limit: 10 };
      for (const { id, slotId } of (await book.list(all)).appointments) {
        expect((await book.change(id, { kind: 'reschedule', slotId })).outcome).toBe('done');
        const { startsAt } = slotId === 's1' ? moved[1] : moved[2];
        expect(await book.find(id)).toMatchObject({ slotId, startsAt });
        expect(await statusOf(slotId)).toBe('booked');
        expect((await book.change(id, { kind: 'reschedule', slotId })).outcome).toBe('same');
      }
      await outbox.close();
    });
  });

  it.each([
    { name: 'is past', part: { startsAt: clock.now() } },
    { name: 'is walk-in', part: { booking: 'walk-in' } },
    { name: 'is for others', part: { audience: 'samu,patients' } },
    { name: 'is blocked', part: { status: 'blocked' } },
    { name: 'belongs to another place', part: { placeId: 'q' } },
  ] as const)('cannot take a slot that $name', async ({ part }) => {
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

  it('cannot be taken by a regulator who was disabled meanwhile', async () => {
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
      name: 'now blocked',
      slots: [toRecord('s1', 1, { status: 'blocked' })],
      status: 'blocked',
      after: 'blocked',
    },
    { name: 'gone', slots: [], status: undefined, after: undefined },
  ] as const)(
    'survive an import in which their slot is $name',
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

describe('Appointments in PostgreSQL, with another instance', () => {
  async function openBeside(
    use: (store: Store, client: pg.Client, countWaiting: () => Promise<number>) => Promise<void>,
  ) {
    const { url } = await shared.empty();
    const store = await openPostgresStore(url, { logger: silentLogger, clock });
    const client = new pg.Client(url);
    await client.connect();
    /** Counts the sessions that wait for a lock. */
    const countWaiting = async () =>
      Number(
        (
          await client.query(
            `SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).rows[0].count,
      );
    try {
      await use(store, client, countWaiting);
    } finally {
      await client.end();
      await store.close();
    }
  }

  it('that are cancelled during an import free their slot after it', async () => {
    await openBeside(async (store, _client, countWaiting) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const { book, statusOf } = await openBook(store);
      const regulator = await addRegulator(store);
      const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
      if (taken.outcome !== 'done') throw new Error(taken.outcome);
      let cancelled: Promise<unknown> | undefined;
      await store.replaceAgenda({
        isCurrent: () => false,
        async fill(writer) {
          await writer.writeDirectory({ idSystem: identifierSystem, associations: [] });
          await writer.writeSlots([toRecord('s1', 1)]);
          cancelled = book.change(taken.appointment.id, { kind: 'status', status: 'cancelled' });
          await expect.poll(countWaiting).toBe(1);
          return { fingerprint: 'test', countedFrom: null };
        },
      });
      expect(await cancelled).toMatchObject({ outcome: 'done' });
      expect(await statusOf('s1')).toBe('free');
    });
  });

  it('survive a connection lost between two statements', async () => {
    await openBeside(async (store, client) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const cut = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction'`;
      const replaced = store.replaceAgenda({
        isCurrent: () => false,
        async fill(writer) {
          expect((await client.query(cut)).rows).toEqual([{ count: '1' }]);
          await expect
            .poll(() => writer.writeSlots([toRecord('s2', 1)]).catch(({ message }) => message))
            .toContain('not queryable');
          throw new Error('cut');
        },
      });
      await expect(replaced).rejects.toThrow('cut');
      const { book } = await openBook(store);
      const regulator = await addRegulator(store);
      const taken = await book.take({ placeId: 'p', slotId: 's1', regulator });
      expect(taken.outcome).toBe('done');
    });
  });

  it('are not taken when the connection is lost during the call, and can be taken again', async () => {
    await openBeside(async (store, client, countWaiting) => {
      await importSlots(store, [toRecord('s1', 1)]);
      const { book, reporter } = await openBook(store);
      const regulator = await addRegulator(store);
      await client.query("BEGIN; SELECT 1 FROM slot WHERE id = 's1' FOR UPDATE");
      const taken = book.take({ placeId: 'p', slotId: 's1', regulator });
      const lost = expect(taken).rejects.toThrow();
      await expect.poll(countWaiting).toBe(1);
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      await lost;
      await client.query('ROLLBACK');
      expect(await reporter.list()).toEqual([]);
      const again = await book.take({ placeId: 'p', slotId: 's1', regulator });
      expect(again.outcome).toBe('done');
    });
  });
});
