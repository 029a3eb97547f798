import { silentLogger } from '@sas-sos/core';
import { describeAgenda } from '@sas-sos/testing';
import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { loadFixture, publicUrl } from '../../examples/express/src/store/test-data/load-fixture.js';
import { createDatabase } from '../postgres/create-database.mjs';

describeAgenda({
  name: 'The agenda in PostgreSQL',
  runner: { describe, it },
  async create(fixture) {
    const database = await createDatabase(inject('postgresUrl'));
    const store = await openPostgresStore(database.url, { logger: silentLogger });
    const stored = await loadFixture(store, fixture);
    const setStatus = async (id: string, status: string) => {
      const desk = new pg.Client(database.url);
      await desk.connect();
      await desk.query('UPDATE slot SET status = $1 WHERE id = $2', [status, id]);
      await desk.end();
    };
    return {
      agenda: store.createAgenda({ publicUrl }),
      stored,
      book: (id) => setStatus(id, 'booked'),
      release: (id) => setStatus(id, 'free'),
      async dispose() {
        await store.close();
        await database[Symbol.asyncDispose]();
      },
    };
  },
});
