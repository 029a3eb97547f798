import type { Clock } from '@sas-sos/core';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The storage of a realm: sessions, codes, tokens. */
export interface MemoryStore {
  readonly adapter: (kind: string) => Adapter;
  /** Removes an entry; `true` if it existed. Only one of two calls for an entry returns `true`. */
  take(kind: string, id: string): boolean;
  /** Whether a session is still open. */
  hasSession(uid: string): boolean;
}

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/**
 * Creates an empty store. Beyond `most` entries the least recently used ones are dropped: a session
 * and its grant stay as long as somebody signs in with them.
 */
export function createMemoryStore({
  clock,
  most = 10_000,
}: {
  readonly clock: Clock;
  readonly most?: number;
}): MemoryStore {
  const entries = new Map<string, Entry>();
  /** Keys of sessions by `uid`, which does not change when the session id does. */
  const keysByUid = new Map<string, string>();

  function remove(key: string): boolean {
    const uid = entries.get(key)?.payload.uid;
    if (uid !== undefined && keysByUid.get(uid) === key) keysByUid.delete(uid);
    return entries.delete(key);
  }

  /** Makes room for a tenth at once: looking at every entry costs more than removing one. */
  function makeRoom(): void {
    if (entries.size < most) return;
    const now = clock.now();
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) remove(key);
    for (const key of entries.keys()) {
      if (entries.size <= most * 0.9) return;
      remove(key);
    }
  }

  function find(key: string): AdapterPayload | undefined {
    const entry = entries.get(key);
    if (!entry || entry.expiresAt <= clock.now()) return undefined;
    // Last in the order of the map: the most recently used one.
    entries.delete(key);
    entries.set(key, entry);
    return entry.payload;
  }

  return {
    take: (kind, id) => remove(`${kind}:${id}`),
    hasSession(uid) {
      const key = keysByUid.get(uid);
      return key !== undefined && find(key) !== undefined;
    },
    adapter(kind) {
      const keyOf = (id: string) => `${kind}:${id}`;
      return {
        async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
          const key = keyOf(id);
          remove(key);
          makeRoom();
          entries.set(key, { payload, expiresAt: clock.now() + expiresIn * 1000 });
          if (payload.uid !== undefined) keysByUid.set(payload.uid, key);
        },
        async find(id) {
          return find(keyOf(id));
        },
        async findByUid(uid) {
          const key = keysByUid.get(uid);
          return key === undefined ? undefined : find(key);
        },
        async findByUserCode() {},
        async consume(id) {
          const payload = find(keyOf(id));
          if (payload) payload.consumed = Math.floor(clock.now() / 1000);
        },
        async destroy(id) {
          remove(keyOf(id));
        },
        async revokeByGrantId(grantId) {
          for (const [key, { payload }] of [...entries]) {
            if (payload.grantId === grantId) remove(key);
          }
        },
      };
    },
  };
}
