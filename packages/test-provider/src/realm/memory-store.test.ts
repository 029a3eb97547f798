import { describe, expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.js';

function create() {
  const clock = { time: 0, now: () => clock.time };
  return { clock, store: createMemoryStore({ clock, most: 10 }) };
}

describe('the storage of a realm', () => {
  it('keeps the session and the grant of somebody who signs in again and again', async () => {
    const { store } = create();
    const [sessions, grants, codes] = ['Session', 'Grant', 'AuthorizationCode'].map(store.adapter);
    await sessions?.upsert('s', { uid: 'camille' }, 3600);
    await grants?.upsert('g', { clientId: 'agenda' }, 3600);
    for (let signIn = 0; signIn < 50; signIn += 1) {
      await codes?.upsert(`c${signIn}`, { grantId: 'g' }, 3600);
      expect(await sessions?.findByUid('camille')).toEqual({ uid: 'camille' });
      expect(await grants?.find('g')).toEqual({ clientId: 'agenda' });
    }
    expect(store.hasSession('camille')).toBe(true);
    expect(await codes?.find('c49')).toBeDefined();
    expect(await codes?.find('c0')).toBeUndefined();
  });

  it('drops what has expired before a session that nobody has asked for', async () => {
    const { clock, store } = create();
    const [sessions, codes] = ['Session', 'AuthorizationCode'].map(store.adapter);
    await sessions?.upsert('s', { uid: 'camille' }, 3600);
    for (let signIn = 0; signIn < 50; signIn += 1) {
      await codes?.upsert(`c${signIn}`, {}, 5);
      clock.time += 1000;
    }
    expect(store.hasSession('camille')).toBe(true);
  });
});
