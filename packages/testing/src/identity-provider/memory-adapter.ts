import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Keeps what a provider must remember, in a map that outlives a rotation of its keys. */
export function createMemoryAdapter(store: Map<string, AdapterPayload>): (name: string) => Adapter {
  return (name) => {
    const keyOf = (id: string) => `${name}:${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string) =>
      [...store].find(([key, each]) => key.startsWith(`${name}:`) && each[field] === value)?.[1];
    return {
      async upsert(id, payload) {
        store.set(keyOf(id), payload);
      },
      async find(id) {
        return store.get(keyOf(id));
      },
      async findByUid(uid) {
        return findBy('uid', uid);
      },
      async findByUserCode(userCode) {
        return findBy('userCode', userCode);
      },
      async consume(id) {
        const payload = store.get(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        store.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, payload] of store) if (payload.grantId === grantId) store.delete(key);
      },
    };
  };
}
