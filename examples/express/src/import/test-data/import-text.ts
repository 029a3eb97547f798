import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { openSqliteStore } from '../../store/sqlite-store.js';
import type { Store } from '../../store/store.js';
import { importAgenda } from '../import-agenda.js';
import { AgendaFileError } from '../mistake.js';

/** An agenda file without mistakes, as an object to change. */
export function createAgenda() {
  return {
    idSystem: 'https://editeur.example/ids',
    associations: [
      {
        siret: '33417374840002',
        name: 'SOS Médecins Rennes',
        places: [createPlace('rennes', '35700'), createPlace('reunion', '97400')],
      },
    ],
    slots: [createSlot('s1'), createSlot('s2')],
  };
}

export function createPlace(id: string, postalCode: string) {
  return {
    id,
    finess: null,
    name: `Centre ${id}`,
    phone: '01 99 00 12 34',
    address: { line: '1 rue de la Paix', postalCode, city: 'RENNES' },
    openingHours: [{ days: ['mon', 'tue'], opens: '08:00', closes: '24:00' }],
  };
}

export function createSlot(id: string) {
  return {
    id,
    place: 'rennes',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:30:00+01:00',
    audience: ['public', 'sas'],
    consultation: ['on-site'],
    booking: 'appointment',
    reasons: ['Fièvre'],
    status: 'free',
  };
}

/** Imports a text into an empty store, and returns what `look` reads from the store. */
export async function importText<Result>(
  text: string | Buffer,
  look: (store: Store) => Promise<Result>,
  { now = Date.parse('2026-11-20T12:00:00Z'), logger = silentLogger as Logger } = {},
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-import-'));
  const file = join(folder, 'agenda.json');
  writeFileSync(file, text);
  const store = openSqliteStore(':memory:', {
    openOutbox: async () => ({ ...createMemoryOutbox(), async close() {} }),
  });
  try {
    await importAgenda({ file, store, clock: { now: () => now }, logger });
    return await look(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Returns the paths of the mistakes in a text; empty if it is imported. */
export async function pathsRefused(text: string | Buffer): Promise<readonly string[]> {
  try {
    await importText(text, async () => {});
    return [];
  } catch (error) {
    if (error instanceof AgendaFileError) return error.mistakes.map(({ path }) => path);
    throw error;
  }
}
