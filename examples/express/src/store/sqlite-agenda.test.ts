import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describeAgenda } from '@sas-sos/testing';
import { describe, it } from 'vitest';
import { openSqliteStore } from './sqlite-store.js';
import { loadFixture, publicUrl } from './test-data/load-fixture.js';

describeAgenda({
  name: 'The agenda in SQLite',
  runner: { describe, it },
  async create(fixture) {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-vendor-'));
    const file = join(folder, 'vendor.sqlite');
    const store = openSqliteStore(file);
    const stored = await loadFixture(store, fixture);
    const setStatus = (id: string, status: string) => {
      const desk = new DatabaseSync(file);
      desk.prepare('UPDATE slot SET status = ? WHERE id = ?').run(status, id);
      desk.close();
    };
    return {
      agenda: store.createAgenda({ publicUrl }),
      stored,
      book: (id) => setStatus(id, 'booked'),
      release: (id) => setStatus(id, 'free'),
      async dispose() {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});
