import type { Outbox, OutboxClaim, OutboxEntry, OutboxReport } from '@sas-sos/core';
import { createMemoryOutbox, type MemoryOutbox } from '../create-memory-outbox.js';

/** An outbox that breaks one rule of the contract. */
export interface WrongOutbox {
  /** The rule, by the name of its test. */
  readonly rule: string;
  /** What it does wrong. */
  readonly does: string;
  create(): Outbox;
}

function wrong(change: (right: MemoryOutbox) => Partial<Outbox>): WrongOutbox['create'] {
  return () => {
    const right = createMemoryOutbox();
    return { ...right, ...change(right) };
  };
}

/** Changes what is stored. */
const storing = (change: (entry: OutboxEntry) => Partial<OutboxEntry>) =>
  wrong((right) => ({ append: (entry) => right.append({ ...entry, ...change(entry) }) }));

/** Changes what is claimed. */
const claiming = (change: (claim: OutboxClaim) => Partial<OutboxClaim>) =>
  wrong((right) => ({
    claim: async (options) =>
      (await right.claim(options)).map((one) => ({ ...one, ...change(one) })),
  }));

/** Changes what is found. */
const finding = (change: (report: OutboxReport) => Partial<OutboxReport>) =>
  wrong((right) => ({
    find: async (query) => (await right.find(query)).map((one) => ({ ...one, ...change(one) })),
  }));

/** Gives what waits, whatever is held or claimed. */
function carelessClaim(right: MemoryOutbox, isGiven: (report: OutboxReport) => boolean) {
  return async ({ limit }: { readonly limit: number }): Promise<readonly OutboxClaim[]> =>
    right
      .list()
      .filter((report) => report.state === 'waiting' && isGiven(report))
      .slice(0, limit)
      .map(({ position, appointment, content, attempts }) => ({
        ...{ position, appointment, content, token: 0, attempt: attempts + 1 },
        ...{ isFirst: true, ageMilliseconds: 0 },
      }));
}

/** One for each rule at least. */
export const wrongOutboxes: readonly WrongOutbox[] = [
  {
    rule: 'stores every value as it was given',
    does: 'reads and writes the content as JSON',
    create: storing(({ content }) => ({
      content: JSON.stringify(JSON.parse(content), undefined, 1),
    })),
  },
  {
    rule: 'refuses a status that may not come after the last one, and stores nothing',
    does: 'ignores the last status',
    create: wrong((right) => ({
      append: (entry) =>
        right.append({ ...entry, follows: [...entry.follows, 'booked', 'cancelled'] }),
    })),
  },
  {
    rule: 'takes ids of appointments that differ by a capital for two',
    does: 'has a collation without regard to case',
    create: storing(({ appointment }) => ({ appointment: appointment.toLowerCase() })),
  },
  {
    rule: 'knows the last status of an appointment when its reports are gone',
    does: 'looks for the last status among the reports',
    create: () => {
      let right = createMemoryOutbox();
      return {
        append: (...call) => right.append(...call),
        claim: (options) => right.claim(options),
        settle: (settlements) => right.settle(settlements),
        find: (query) => right.find(query),
        amend: (...call) => right.amend(...call),
        count: () => right.count(),
        watch: (listener) => right.watch(listener),
        async purge(options) {
          const purged = await right.purge(options);
          if (right.list().length === 0) right = createMemoryOutbox();
          return purged;
        },
      };
    },
  },
  {
    rule: 'gives later positions to later reports of an appointment',
    does: 'gives positions at random',
    create: wrong((right) => ({
      append: async (entry) => {
        const stored = await right.append(entry);
        if (stored.outcome === 'refused') return stored;
        return { ...stored, position: (stored.position * 7919) % 101 };
      },
    })),
  },
  {
    rule: 'decides calls for one appointment one after the other, in every instance',
    does: 'looks, then writes',
    create: wrong((right) => ({
      async append(entry) {
        const last = right.list().findLast(({ appointment }) => appointment === entry.appointment);
        await new Promise((resolve) => setImmediate(resolve));
        if (last && !entry.follows.includes(last.status)) {
          return { outcome: 'refused', after: last.status };
        }
        const follows = Array.from({ length: 24 }, (_, index) => `status-${index}`);
        return right.append({ ...entry, follows: [...follows, ...entry.follows] });
      },
    })),
  },
  {
    rule: 'gives nothing when there is nothing',
    does: 'gives something all the same',
    create: wrong((right) => ({
      async claim(options) {
        const claims = await right.claim(options);
        const nothing = { position: 1, appointment: 'a', content: '', token: 1, attempt: 1 };
        return claims.length > 0 ? claims : [{ ...nothing, isFirst: true, ageMilliseconds: 0 }];
      },
    })),
  },
  {
    rule: 'gives the earliest reports first, up to the limit',
    does: 'gives all there is',
    create: wrong((right) => ({ claim: (options) => right.claim({ ...options, limit: 1000 }) })),
  },
  {
    rule: 'gives a report only when the earlier ones of its appointment are finished',
    does: 'gives everything that waits',
    create: wrong((right) => ({ claim: carelessClaim(right, () => true) })),
  },
  {
    rule: 'gives a claimed report to nobody else, in any instance',
    does: 'looks for what is due, then claims it',
    create: wrong((right) => {
      const claimed = new Set<number>();
      return {
        async claim(options) {
          const due = await carelessClaim(right, ({ position }) => !claimed.has(position))(options);
          await new Promise((resolve) => setImmediate(resolve));
          for (const { position } of due) claimed.add(position);
          return due;
        },
      };
    }),
  },
  {
    rule: 'gives a report again when its lease has ended',
    does: 'claims for ever',
    create: wrong((right) => ({
      claim: (options) => right.claim({ ...options, leaseMilliseconds: 3_600_000 }),
    })),
  },
  {
    rule: 'counts a claim whose lease has ended as an attempt: it may have been sent',
    does: 'counts what was settled',
    create: wrong((right) => {
      const settled = new Set<number>();
      return {
        claim: async (options) =>
          (await right.claim(options)).map((one) =>
            settled.has(one.position) ? one : { ...one, attempt: 1 },
          ),
        async settle(settlements) {
          for (const { claim } of settlements) settled.add(claim.position);
          return right.settle(settlements);
        },
      };
    }),
  },
  {
    rule: 'marks the first attempt of the first report of an appointment',
    does: 'takes the first attempt of each report for the first of its appointment',
    create: claiming(({ attempt }) => ({ isFirst: attempt === 1 })),
  },
  {
    rule: 'gives the age of each report',
    does: 'gives when it was stored',
    create: claiming(() => ({ ageMilliseconds: Date.now() })),
  },
  {
    rule: 'keeps the order of each appointment, whichever instance claims and settles',
    does: 'begins with the latest',
    create: wrong((right) => ({
      async claim({ limit }) {
        const claims = await carelessClaim(right, () => true)({ limit: 1000 });
        return claims.toReversed().slice(0, limit);
      },
      async settle(settlements) {
        for (const { claim } of settlements) {
          let [one] = await right.claim({ limit: 1, leaseMilliseconds: 1 });
          while (one && one.position < claim.position) {
            [one] = await right.claim({ limit: 1, leaseMilliseconds: 1 });
          }
        }
        return settlements.map(() => true);
      },
    })),
  },
  {
    rule: 'holds back what is behind a report kept aside, and nothing else',
    does: 'goes on with an appointment once a report is kept aside',
    create: wrong((right) => ({
      claim: carelessClaim(
        right,
        ({ appointment, position }) =>
          !right
            .list()
            .some(
              (earlier) =>
                earlier.appointment === appointment &&
                earlier.position < position &&
                earlier.state === 'waiting',
            ),
      ),
      async settle(settlements) {
        const claims = await right.claim({ limit: 100, leaseMilliseconds: 1000 });
        const tokenOf = (position: number) =>
          claims.find((one) => one.position === position)?.token ?? 0;
        return right.settle(
          settlements.map((one) => ({
            ...one,
            claim: { ...one.claim, token: tokenOf(one.claim.position) },
          })),
        );
      },
    })),
  },
  {
    rule: 'finishes what was delivered, and gives it no more',
    does: 'forgets to say when',
    create: finding(({ state }) => (state === 'delivered' ? { changedAt: null } : {})),
  },
  {
    rule: 'gives what failed again, and not before its time',
    does: 'gives it at once',
    create: wrong((right) => ({
      settle: (settlements) =>
        right.settle(
          settlements.map((one) =>
            one.outcome === 'retry' ? { ...one, afterMilliseconds: 0 } : one,
          ),
        ),
    })),
  },
  {
    rule: 'keeps the reason of what failed or was refused, as it was given',
    does: 'cuts it short',
    create: finding(({ failure }) =>
      failure?.text === undefined
        ? {}
        : { failure: { ...failure, text: failure.text.slice(0, 9) } },
    ),
  },
  {
    rule: 'takes back what was released, as if it had not been claimed',
    does: 'counts it as an attempt',
    create: wrong((right) => ({
      settle: (settlements) =>
        right.settle(
          settlements.map((one) =>
            one.outcome === 'release'
              ? {
                  ...{ claim: one.claim, outcome: 'retry', afterMilliseconds: 0 },
                  failure: { code: 'SAS_INTERNAL' },
                }
              : one,
          ),
        ),
    })),
  },
  {
    rule: 'settles a claim once',
    does: 'accepts every settlement',
    create: wrong((right) => {
      const settled = new Set<number>();
      return {
        async settle(settlements) {
          await right.settle(settlements);
          for (const { claim } of settlements) settled.add(claim.position);
          return settlements.map(({ claim }) => settled.has(claim.position));
        },
      };
    }),
  },
  {
    rule: 'takes the first of two settlements of one claim in one call',
    does: 'writes them in one statement, and answers that it took both',
    create: wrong((right) => ({
      async settle(settlements) {
        const taken = await right.settle(settlements);
        return settlements.map(({ claim }) =>
          settlements.some((one, index) => taken[index] && one.claim.token === claim.token),
        );
      },
    })),
  },
  {
    rule: 'takes the first of two settlements of one claim in one call',
    does: 'takes the last, and answers that it took the first',
    create: wrong((right) => ({
      async settle(settlements) {
        const taken = await right.settle(settlements.toReversed());
        const positions = new Set(
          settlements
            .toReversed()
            .flatMap(({ claim }, index) => (taken[index] ? claim.position : [])),
        );
        return settlements.map(({ claim }) => positions.delete(claim.position));
      },
    })),
  },
  {
    rule: 'takes the last claim of a report from among settlements of several',
    does: 'answers by the position alone',
    create: wrong((right) => ({
      async settle(settlements) {
        const taken = await right.settle(settlements);
        const positions = new Set(
          settlements.flatMap(({ claim }, index) => (taken[index] ? claim.position : [])),
        );
        return settlements.map(({ claim }) => positions.delete(claim.position));
      },
    })),
  },
  {
    rule: 'answers for each settlement, in the order given',
    does: 'answers for those that it accepted alone',
    create: wrong((right) => ({
      settle: async (settlements) => (await right.settle(settlements)).filter(Boolean),
    })),
  },
  {
    rule: 'sends a report again that was kept aside, as it was',
    does: 'leaves no trace',
    create: finding(() => ({ traces: [] })),
  },
  {
    rule: 'sends a report again with another content, and keeps the one before',
    does: 'forgets what it was before',
    create: finding(({ traces }) => ({ traces: traces.map(({ before: _, ...trace }) => trace) })),
  },
  {
    rule: 'drops a report for ever, and gives what was behind it',
    does: 'sends what was dropped',
    create: wrong((right) => ({
      amend: (position, { by, reason }) => right.amend(position, { by, reason, action: 'resend' }),
    })),
  },
  {
    rule: 'keeps every trace, earliest first',
    does: 'keeps the last',
    create: finding(({ traces }) => ({ traces: traces.slice(-1) })),
  },
  {
    rule: 'amends nothing that is not kept aside',
    does: 'says that it did',
    create: wrong((right) => ({
      amend: async (...call) => {
        await right.amend(...call);
        return true;
      },
    })),
  },
  {
    rule: 'has one of several people decide',
    does: 'looks, then writes',
    create: wrong((right) => ({
      async amend(position, amendment) {
        const isAside = right
          .list()
          .some((one) => one.position === position && one.state === 'aside');
        await new Promise((resolve) => setImmediate(resolve));
        await right.amend(position, amendment);
        return isAside;
      },
    })),
  },
  {
    rule: 'finds reports by appointment, by state and by page, in order',
    does: 'gives the latest first',
    create: wrong((right) => ({
      find: async (query) => (await right.find(query)).toReversed(),
    })),
  },
  {
    rule: 'counts what is unfinished',
    does: 'counts what can be claimed',
    create: wrong((right) => ({
      count: async () => ({ ...(await right.count()), waiting: 1 }),
    })),
  },
  {
    rule: 'purges what was finished long ago, and nothing else',
    does: 'purges nothing, and says how many',
    create: wrong((right) => ({
      purge: async () => right.list().filter(({ state }) => state === 'delivered').length,
    })),
  },
  {
    rule: 'calls its listeners after each append and amend, until they leave',
    does: 'calls listeners that have left',
    create: wrong((right) => ({
      watch(listener) {
        right.watch(listener);
        return () => {};
      },
    })),
  },
];
