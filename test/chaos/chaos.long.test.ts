import { expect, it } from 'vitest';
import { runChaos } from './run-chaos.mjs';

// A short run; the full one is `npm run chaos`.
it.each([
  { name: 'one on SQLite', store: 'sqlite' },
  { name: 'three on a PostgreSQL that crashes', store: 'postgres' },
] as const)(
  'a vendor that is killed repeatedly loses, duplicates and delays nothing: $name',
  async ({ store }) => {
    const { figures, faults, wrong, evidence } = await runChaos({
      ...{ store, seed: '20261124', appointments: 60, kills: 5, restarts: 1, silences: 1 },
      pauseMilliseconds: 30,
    });
    expect(evidence).toEqual([]);
    expect(Object.entries(wrong).filter(([, count]) => count > 0)).toEqual([]);
    expect(figures).toMatchObject({ kills: 5, 'dropped by a person': 1 });
    expect(faults.get('422, refused for good')).toBeGreaterThanOrEqual(3);
  },
  300_000,
);
