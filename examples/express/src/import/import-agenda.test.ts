import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../store/sqlite-store.js';
import type { Store } from '../store/store.js';
import { importAgenda } from './import-agenda.js';
import { AgendaFileError } from './mistake.js';
import { createAgenda, createPlace, createSlot, importText } from './test-data/import-text.js';

const always = [0, Number.MAX_SAFE_INTEGER] as const;

describe('What an import stores', () => {
  it('is the same whether slots or associations come first', async () => {
    const { idSystem, associations, slots } = createAgenda();
    const look = async (store: Store) => [
      await store.readDirectory(),
      await store.listSlots('rennes', ...always),
    ];
    const last = await importText(JSON.stringify({ associations, slots, idSystem }), look);
    expect(await importText(JSON.stringify({ idSystem, slots, associations }), look)).toEqual(last);
    expect(last[1]).toHaveLength(2);
  });

  it('gives a place the time zone of its postal code, unless it names one', async () => {
    const agenda = createAgenda();
    const [association] = agenda.associations;
    association?.places.push({
      ...createPlace('named', '97400'),
      timeZone: 'Europe/Paris',
    } as never);
    const { associations } = await importText(JSON.stringify(agenda), (store) =>
      store.readDirectory(),
    );
    expect(associations[0]?.places.map(({ timeZone }) => timeZone)).toEqual([
      'Europe/Paris',
      'Indian/Reunion',
      'Europe/Paris',
    ]);
  });

  it('counts relative times in the time zone of the place', async () => {
    const agenda = createAgenda();
    agenda.slots = ['rennes', 'reunion'].map((place) => ({
      ...createSlot(place),
      place,
      start: '+1d 09:00',
      end: '+1d 09:30',
    }));
    const starts = await importText(JSON.stringify(agenda), async (store) => [
      (await store.findSlot('rennes', 'rennes'))?.startsAt,
      (await store.findSlot('reunion', 'reunion'))?.startsAt,
    ]);
    expect(starts).toEqual([Date.parse('2026-11-21T08:00Z'), Date.parse('2026-11-21T05:00Z')]);
  });

  it('keeps the duration of a slot in the night when an hour is skipped', async () => {
    const agenda = createAgenda();
    agenda.slots = [{ ...createSlot('night'), start: '+1d 02:30', end: '+1d 03:00' }];
    const slot = await importText(
      JSON.stringify(agenda),
      (store) => store.findSlot('rennes', 'night'),
      {
        now: Date.parse('2026-03-28T12:00:00Z'),
      },
    );
    expect((slot?.endsAt ?? 0) - (slot?.startsAt ?? 0)).toBe(30 * 60_000);
  });

  it('takes a slot without reasons or status as free, for any reason', async () => {
    const agenda = createAgenda();
    const { reasons: _, status: __, ...slot } = createSlot('s1');
    agenda.slots = [slot as never];
    const imported = await importText(JSON.stringify(agenda), (store) =>
      store.findSlot('rennes', 's1'),
    );
    expect(imported).toMatchObject({ reasons: [], status: 'free' });
  });

  it('accepts a wrong check digit and a short phone number with a warning', async () => {
    const paths: unknown[] = [];
    const agenda = createAgenda();
    const [association] = agenda.associations;
    association?.places.push({ ...createPlace('short', '35000'), phone: '3624' });
    const logger = { ...silentLogger, warn: (fields: object) => paths.push(fields) };
    await importText(JSON.stringify(agenda), async () => {}, { logger });
    expect(paths).toEqual([
      { path: 'associations[0].siret' },
      { path: 'associations[0].places[2].phone' },
    ]);
  });
});

describe('When an agenda is imported', () => {
  const day = 86_400_000;
  const monday = Date.parse('2026-11-23T12:00:00Z');
  let folder = '';
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sas-sos-import-'));
    store = openSqliteStore(join(folder, 'vendor.sqlite'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Imports, and returns the number of slots. */
  async function run(agenda: object, now = monday) {
    const file = join(folder, 'agenda.json');
    writeFileSync(file, JSON.stringify(agenda));
    await importAgenda({ file, store, clock: { now: () => now }, logger: silentLogger });
    return (await store.listSlots('rennes', ...always)).map(({ startsAt }) => startsAt);
  }

  /** Removes every slot, so that a second import is visible. */
  const empty = () =>
    store.replaceAgenda({
      isCurrent: () => false,
      async fill(writer) {
        await writer.writeDirectory({ idSystem: 'urn:oid:1.2.3', associations: [] });
        return record;
      },
    });
  let record = { fingerprint: '', countedFrom: null as string | null };
  const remember = () =>
    store.replaceAgenda({
      isCurrent(last) {
        if (last) record = last;
        return true;
      },
      fill: () => Promise.reject(new Error('not asked')),
    });

  it('the same file is not imported again', async () => {
    expect(await run(createAgenda())).toHaveLength(2);
    await remember();
    await empty();
    expect(await run(createAgenda(), monday + 9 * day)).toHaveLength(0);
  });

  it('a file that changed is imported again', async () => {
    const agenda = createAgenda();
    await run(agenda);
    agenda.slots.push(createSlot('s3'));
    expect(await run(agenda)).toHaveLength(3);
  });

  it('relative times are counted again on a later day, not on the same day', async () => {
    const agenda = createAgenda();
    agenda.slots = [{ ...createSlot('s1'), start: '+0d 09:00', end: '+0d 09:30' }];
    const [first = 0] = await run(agenda);
    expect(await run(agenda, monday + 3_600_000)).toEqual([first]);
    expect(await run(agenda, monday + day)).toEqual([first + day]);
  });

  it('a refused file leaves the agenda unchanged', async () => {
    const agenda = createAgenda();
    const before = await run(agenda);
    agenda.slots.push({ ...createSlot('s3'), end: 'x' });
    await expect(run(agenda)).rejects.toBeInstanceOf(AgendaFileError);
    expect(await store.listSlots('rennes', ...always)).toHaveLength(before.length);
  });

  it('a missing file is refused', async () => {
    const options = { store, clock: { now: () => monday }, logger: silentLogger };
    const file = join(folder, 'none.json');
    await expect(importAgenda({ ...options, file })).rejects.toBeInstanceOf(AgendaFileError);
  });
});
