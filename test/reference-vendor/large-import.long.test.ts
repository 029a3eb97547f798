import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';
import { writeAgendaFile } from './agenda-file.js';
import { createFolder, isPeakMemoryKnown, startVendor } from './start-vendor.js';

const mostGrowth = 300 * 1024 * 1024;

describe('An agenda of half a million slots', () => {
  it.each([{ store: 'SQLite' }, { store: 'PostgreSQL' }])(
    'is imported into $store as a stream, without being held in memory',
    async ({ store }) => {
      await using folder = createFolder();
      await using database = await createDatabase(inject('postgresUrl'));
      const environment = store === 'SQLite' ? {} : { DATABASE_URL: database.url };
      const small = await writeAgendaFile(folder.path, { slots: 10, name: 'small.json' });
      const large = await writeAgendaFile(folder.path, { slots: 500_000, places: 180 });
      await using empty = await startVendor({ ...environment, AGENDA_FILE: small });
      const peak = isPeakMemoryKnown ? empty.peakMemory() : Number.NaN;
      await empty.stop();
      await using vendor = await startVendor({ ...environment, AGENDA_FILE: large });
      expect(vendor.log()).toContainEqual(expect.objectContaining({ slots: 500_000 }));
      if (isPeakMemoryKnown) expect(vendor.peakMemory() - peak).toBeLessThan(mostGrowth);
    },
    120_000,
  );
});
