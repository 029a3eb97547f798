import type { Outbox, OutboxClaim, OutboxReport } from '@sas-sos/core';
import type { MemoryOutbox } from '../create-memory-outbox.js';
import { type WrongOutbox, wrong } from './wrong-outbox.js';

/** Claims, and gives back what `isKept` says. */
async function claimBut(
  right: MemoryOutbox,
  options: Parameters<Outbox['claim']>[0],
  isKept: (claim: OutboxClaim) => boolean,
): Promise<readonly OutboxClaim[]> {
  const claims = await right.claim(options);
  const kept = claims.filter(isKept);
  await right.settle(kept.map((claim) => ({ claim, outcome: 'release' })));
  return claims.filter((claim) => !kept.includes(claim));
}

const isUnfinished = ({ state }: OutboxReport) => state === 'waiting' || state === 'aside';

/** Positions of the waiting reports whose appointment has one kept aside. */
function findBehind(right: MemoryOutbox): readonly number[] {
  const reports = right.list();
  const aside = new Set(
    reports.filter(({ state }) => state === 'aside').map(({ appointment }) => appointment),
  );
  return reports
    .filter(({ state, appointment }) => state === 'waiting' && aside.has(appointment))
    .map(({ position }) => position);
}

/** Outboxes that are wrong about reports that cannot be claimed. */
export const wrongBacklogs: readonly WrongOutbox[] = [
  {
    rule: 'returns the reports behind one kept aside in order, whatever is decided',
    does: 'releases what is behind only when the report is dropped',
    create: wrong((right) => {
      const behind = new Set<number>();
      return {
        async claim(options) {
          for (const position of findBehind(right)) behind.add(position);
          return claimBut(right, options, ({ position }) => behind.has(position));
        },
        async amend(position, amendment) {
          if (amendment.action === 'drop') behind.clear();
          return right.amend(position, amendment);
        },
      };
    }),
  },
  {
    rule: 'holds back what is behind a report kept aside for a second time',
    does: 'releases what is behind at the first decision, for good',
    create: wrong((right) => {
      const released = new Set<number>();
      return {
        async claim(options) {
          const claims = await right.claim(options);
          if (claims.length > 0) return claims;
          return right
            .list()
            .filter(({ position, state }) => state === 'waiting' && released.has(position))
            .filter(({ appointment }) =>
              right.list().some((one) => one.appointment === appointment && one.state === 'aside'),
            )
            .map(({ position, appointment, content }) => ({
              ...{ position, appointment, content, token: 0, attempt: 1 },
              ...{ isFirst: false, ageMilliseconds: 0 },
            }));
        },
        async amend(position, amendment) {
          for (const one of findBehind(right)) released.add(one);
          return right.amend(position, amendment);
        },
      };
    }),
  },
  {
    rule: 'returns the reports behind one that is put off in order, once it is delivered',
    does: 'continues with the next report while one is put off',
    create: wrong((right) => ({
      async claim(options) {
        const claims = await right.claim(options);
        const next = right
          .list()
          .find(
            ({ position, state, attempts, appointment }) =>
              state === 'waiting' &&
              attempts === 0 &&
              right
                .list()
                .some(
                  (one) =>
                    one.appointment === appointment && one.position < position && one.failure,
                ),
          );
        if (claims.length > 0 || !next) return claims;
        const { position, appointment, content } = next;
        return [
          {
            ...{ position, appointment, content, token: 0, attempt: 1 },
            ...{ isFirst: false, ageMilliseconds: 0 },
          },
        ];
      },
    })),
  },
  {
    rule: 'counts and finds what is held back as waiting',
    does: 'has a state for it that find does not know',
    create: wrong((right) => ({
      async find(query) {
        const behind = new Set(query.state === 'waiting' ? findBehind(right) : []);
        return (await right.find(query)).filter(({ position }) => !behind.has(position));
      },
    })),
  },
  {
    rule: 'leaves no report behind that is stored, looked at and released at the same time',
    does: 'decides when a report is stored that it is behind another, which is then delivered',
    create: wrong((right) => {
      const behind = new Map<number, string>();
      return {
        async append(entry) {
          const isBehind = right
            .list()
            .some((report) => report.appointment === entry.appointment && isUnfinished(report));
          await new Promise((resolve) => setImmediate(resolve));
          const stored = await right.append(entry);
          if (isBehind && stored.outcome === 'stored') {
            behind.set(stored.position, entry.appointment);
          }
          return stored;
        },
        claim: (options) => claimBut(right, options, ({ position }) => behind.has(position)),
        async settle(settlements) {
          const settled = await right.settle(settlements);
          if (settlements.length > 0) behind.clear();
          return settled;
        },
      };
    }),
  },
  {
    rule: 'claims as fast with many reports held back as without any',
    does: 'goes through everything that waits',
    create: wrong((right) => ({
      async claim(options) {
        // 10 microseconds for each report.
        const until = performance.now() + right.list().filter(isUnfinished).length / 100;
        while (performance.now() < until);
        return right.claim(options);
      },
    })),
  },
];
