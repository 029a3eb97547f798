import { pause, type WrongRegulators, wrong } from './wrong-regulators.js';

const never = () => new Promise<never>(() => {});

export const wrongRegulatorEndings: readonly WrongRegulators[] = [
  {
    rule: 'ends a find that is already aborted',
    does: 'waits for an abort that has already happened',
    create: wrong((right) => ({
      find: (query) => (query.signal.aborted ? never() : right.find(query)),
    })),
  },
  {
    rule: 'ends a find that is aborted meanwhile',
    does: 'forgets its caller when it is aborted',
    create: wrong((right) => ({
      async find(query) {
        query.signal.throwIfAborted();
        await pause();
        return query.signal.aborted ? never() : right.find(query);
      },
    })),
  },
  {
    rule: 'ends a find that is aborted meanwhile',
    does: 'does not return the connection of an aborted find',
    create: wrong((right) => {
      let connections = 10;
      return {
        async find(query) {
          if (connections === 0) throw new Error('no connection within the time limit');
          query.signal.throwIfAborted();
          await pause();
          if (!query.signal.aborted) return right.find(query);
          connections -= 1;
          throw query.signal.reason;
        },
      };
    }),
  },
  {
    rule: 'saves all or nothing when it is already aborted',
    does: 'checks the signal only after its first change',
    create: wrong((right) => ({
      async save(changes, { signal }) {
        const live = { signal: new AbortController().signal };
        if (!signal.aborted) return right.save(changes, live);
        await right.save(changes.slice(0, 1), live);
        throw signal.reason;
      },
    })),
  },
  {
    rule: 'saves all or nothing when it is aborted meanwhile',
    does: 'stops between two changes, and keeps the first',
    create: wrong((right) => ({
      async save(changes, { signal }) {
        signal.throwIfAborted();
        await pause();
        const live = { signal: new AbortController().signal };
        if (!signal.aborted) return right.save(changes, live);
        await right.save(changes.slice(0, 1), live);
        throw signal.reason;
      },
    })),
    others: 'many',
  },
  {
    rule: 'still answers after stale calls',
    does: 'returns a connection only after a successful save',
    create: wrong((right) => {
      let connections = 10;
      return {
        async save(changes, options) {
          if (connections === 0) throw new Error('no connection within the time limit');
          const outcome = await right.save(changes, options);
          if (outcome === 'stale') connections -= 1;
          return outcome;
        },
      };
    }),
    others: 'many',
  },
];
