import { silentLogger } from '@sas-sos/core';
import { describeAgenda } from '@sas-sos/testing';
import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { loadFixture, publicUrl } from '../../examples/express/src/store/test-data/load-fixture.js';
import { shareDatabase } from '../postgres/share-database.js';

const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (url) => {
    const desk = new pg.Client(url);
    await desk.connect();
    return { store: await openPostgresStore(url, { logger: silentLogger }), desk };
  },
  async ({ store, desk }) => {
    await store.close();
    await desk.end();
  },
);

describeAgenda({
  name: 'The agenda in PostgreSQL',
  runner: { describe, it },
  async create(fixture) {
    const { store, desk } = await shared.empty();
    const stored = await loadFixture(store, fixture);
    const setStatus = async (id: string, status: string) => {
      await desk.query('UPDATE slot SET status = $1 WHERE id = $2', [status, id]);
    };
    return {
      agenda: store.createAgenda({ publicUrl }),
      stored,
      book: (id) => setStatus(id, 'booked'),
      release: (id) => setStatus(id, 'free'),
    };
  },
});
