import { silentLogger, systemClock } from '@sas-sos/core';
import { describe, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { publicUrl } from '../../examples/express/src/store/test-data/load-fixture.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { startRelay } from '../postgres/start-relay.mjs';

// Connections that a firewall forgets: whatever is sent on them is swallowed, and nobody is told.

/** What the vendor states: a page fails within this time instead of hanging. */
const longest = 15_000;

async function openRelayed() {
  const database = await createDatabase(inject('postgresUrl'));
  const relay = await startRelay(database.url);
  const store = await openPostgresStore(relay.url, { logger: silentLogger, clock: systemClock });
  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= store.close();
    return closing;
  }
  return {
    ...{ relay, store, close },
    /** Makes several connections idle at once. */
    warm: () => Promise.all(Array.from({ length: 6 }, () => store.sessions.find('unknown'))),
    async [Symbol.asyncDispose]() {
      await close();
      await relay[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const at = Date.UTC(2026, 11, 1);
type Store = Awaited<ReturnType<typeof openRelayed>>['store'];

describe.concurrent('connections to PostgreSQL that are cut without a word', () => {
  it.for<{ readonly name: string; ask(store: Store): Promise<unknown> }>([
    { name: 'a session', ask: (store) => store.sessions.find('unknown') },
    { name: 'a page of slots', ask: (store) => store.listSlots('place', at, at + 1) },
    {
      name: 'a search',
      ask: async (store) =>
        store.createAgenda({ publicUrl }).findFreeSlots({
          ...{ associations: ['a'], from: new Date(at), to: new Date(at + 1) },
          signal: new AbortController().signal,
        } as never),
    },
    {
      name: 'an account',
      ask: async (store) =>
        store.createRegulatorAccounts().find({
          ...{ identifiers: ['a'], emailKeys: [], signal: new AbortController().signal },
        }),
    },
    { name: 'the health check', ask: (store) => store.check() },
  ])('$name fails in time, and works again', async ({ ask }, { expect }) => {
    await using run = await openRelayed();
    await run.warm();
    expect(run.relay.open).toBeGreaterThan(3);
    run.relay.silence();
    const askedAt = performance.now();
    await expect(ask(run.store)).rejects.toThrow('Query read timeout');
    expect(performance.now() - askedAt).toBeLessThan(longest);
    // The idle neighbours are dead as well, and are found out together.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const againAt = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => ask(run.store)));
    expect(performance.now() - againAt).toBeLessThan(5000);
  });

  it('closing ends in time, though no connection confirms that it ended', async ({ expect }) => {
    await using run = await openRelayed();
    await run.warm();
    run.relay.silence();
    const closedAt = performance.now();
    await run.close();
    expect(performance.now() - closedAt).toBeLessThan(5000);
  });
});
