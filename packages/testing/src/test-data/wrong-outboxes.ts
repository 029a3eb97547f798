import type { OutboxClaim, OutboxEntry, OutboxReport } from '@sas-sos/core';
import { createMemoryOutbox, type MemoryOutbox } from '../create-memory-outbox.js';
import { wrongBacklogs } from './wrong-backlogs.js';
import { type WrongOutbox, wrong } from './wrong-outbox.js';

/** Changes each entry before it is stored. */
const storing = (change: (entry: OutboxEntry) => Partial<OutboxEntry>) =>
  wrong((right) => ({ append: (entry) => right.append({ ...entry, ...change(entry) }) }));

/** Changes each claim that is returned. */
const claiming = (change: (claim: OutboxClaim) => Partial<OutboxClaim>) =>
  wrong((right) => ({
    claim: async (options) =>
      (await right.claim(options)).map((claim) => ({ ...claim, ...change(claim) })),
  }));

/** Changes each report that is found. */
const finding = (change: (report: OutboxReport) => Partial<OutboxReport>) =>
  wrong((right) => ({
    find: async (query) =>
      (await right.find(query)).map((report) => ({ ...report, ...change(report) })),
  }));

/** Claims waiting reports, even if they are held back or already claimed. */
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

/** At least one for each rule. */
export const wrongOutboxes: readonly WrongOutbox[] = [
  ...wrongBacklogs,
  {
    rule: 'stores every value unchanged',
    does: 'reads and writes the content as JSON',
    create: storing(({ content }) => ({
      content: JSON.stringify(JSON.parse(content), undefined, 1),
    })),
  },
  {
    rule: 'refuses a status that may not follow the last one, and stores nothing',
    does: 'ignores the last status',
    create: wrong((right) => ({
      append: (entry) =>
        right.append({ ...entry, follows: [...entry.follows, 'booked', 'cancelled'] }),
    })),
  },
  {
    rule: 'treats appointment ids that differ only by case as different',
    does: 'has a case-insensitive collation',
    create: storing(({ appointment }) => ({ appointment: appointment.toLowerCase() })),
  },
  {
    rule: 'remembers the last status of an appointment after its reports are purged',
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
    rule: 'gives later reports of an appointment higher positions',
    does: 'assigns random positions',
    create: wrong((right) => ({
      append: async (entry) => {
        const stored = await right.append(entry);
        if (stored.outcome === 'refused') return stored;
        return { ...stored, position: (stored.position * 7919) % 101 };
      },
    })),
  },
  {
    rule: 'serializes appends for one appointment across instances',
    does: 'checks, then writes',
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
    rule: 'returns no claims when it is empty',
    does: 'returns something all the same',
    create: wrong((right) => ({
      async claim(options) {
        const claims = await right.claim(options);
        const nothing = { position: 1, appointment: 'a', content: '', token: 1, attempt: 1 };
        return claims.length > 0 ? claims : [{ ...nothing, isFirst: true, ageMilliseconds: 0 }];
      },
    })),
  },
  {
    rule: 'returns the earliest reports first, up to the limit',
    does: 'ignores the limit',
    create: wrong((right) => ({ claim: (options) => right.claim({ ...options, limit: 1000 }) })),
  },
  {
    rule: 'returns a report only when the earlier ones of its appointment are finished',
    does: 'returns every waiting report',
    create: wrong((right) => ({ claim: carelessClaim(right, () => true) })),
  },
  {
    rule: 'returns a claimed report to only one caller, across instances',
    does: 'selects what is due, then claims it',
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
    rule: 'returns a report again when its lease has ended',
    does: 'claims for ever',
    create: wrong((right) => ({
      claim: (options) => right.claim({ ...options, leaseMilliseconds: 3_600_000 }),
    })),
  },
  {
    rule: 'counts a claim whose lease has ended as an attempt: it may have been sent',
    does: 'counts only settled claims',
    create: wrong((right) => {
      const settled = new Set<number>();
      return {
        claim: async (options) =>
          (await right.claim(options)).map((claim) =>
            settled.has(claim.position) ? claim : { ...claim, attempt: 1 },
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
    does: 'marks the first attempt of every report',
    create: claiming(({ attempt }) => ({ isFirst: attempt === 1 })),
  },
  {
    rule: 'returns the age of each claimed report',
    does: 'returns the time of storage',
    create: claiming(() => ({ ageMilliseconds: Date.now() })),
  },
  {
    rule: 'keeps the order of each appointment, whichever instance claims and settles',
    does: 'starts with the latest',
    create: wrong((right) => ({
      async claim({ limit }) {
        const claims = await carelessClaim(right, () => true)({ limit: 1000 });
        return claims.toReversed().slice(0, limit);
      },
      async settle(settlements) {
        for (const { claim } of settlements) {
          let [earlier] = await right.claim({ limit: 1, leaseMilliseconds: 1 });
          while (earlier && earlier.position < claim.position) {
            [earlier] = await right.claim({ limit: 1, leaseMilliseconds: 1 });
          }
        }
        return settlements.map(() => true);
      },
    })),
  },
  {
    rule: 'holds back only the reports behind a report kept aside',
    does: 'continues with an appointment after a report is kept aside',
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
          claims.find((held) => held.position === position)?.token ?? 0;
        return right.settle(
          settlements.map((settlement) => ({
            ...settlement,
            claim: { ...settlement.claim, token: tokenOf(settlement.claim.position) },
          })),
        );
      },
    })),
  },
  {
    rule: 'finishes a delivered report, and never returns it again',
    does: 'does not set the time of the change',
    create: finding(({ state }) => (state === 'delivered' ? { changedAt: null } : {})),
  },
  {
    rule: 'returns a failed report again, but not before its time',
    does: 'returns it immediately',
    create: wrong((right) => ({
      settle: (settlements) =>
        right.settle(
          settlements.map((settlement) =>
            settlement.outcome === 'retry' ? { ...settlement, afterMilliseconds: 0 } : settlement,
          ),
        ),
    })),
  },
  {
    rule: 'keeps the reason of a failure or refusal unchanged',
    does: 'truncates it',
    create: finding(({ failure }) =>
      failure?.text === undefined
        ? {}
        : { failure: { ...failure, text: failure.text.slice(0, 9) } },
    ),
  },
  {
    rule: 'treats a released report as if it had not been claimed',
    does: 'counts it as an attempt',
    create: wrong((right) => ({
      settle: (settlements) =>
        right.settle(
          settlements.map((settlement) =>
            settlement.outcome === 'release'
              ? {
                  ...{ claim: settlement.claim, outcome: 'retry', afterMilliseconds: 0 },
                  failure: { code: 'SAS_INTERNAL' },
                }
              : settlement,
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
          settlements.some(
            (settlement, index) => taken[index] && settlement.claim.token === claim.token,
          ),
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
    does: 'answers by position only',
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
    rule: 'answers for each settlement, in the given order',
    does: 'answers only for those that it accepted',
    create: wrong((right) => ({
      settle: async (settlements) => (await right.settle(settlements)).filter(Boolean),
    })),
  },
  {
    rule: 'resends a report kept aside, unchanged',
    does: 'leaves no trace',
    create: finding(() => ({ traces: [] })),
  },
  {
    rule: 'resends a report with other content, and keeps the previous content',
    does: 'loses the previous content',
    create: finding(({ traces }) => ({ traces: traces.map(({ before: _, ...trace }) => trace) })),
  },
  {
    rule: 'drops a report for ever, and returns the reports behind it',
    does: 'sends a dropped report',
    create: wrong((right) => ({
      amend: (position, { by, reason }) => right.amend(position, { by, reason, action: 'resend' }),
    })),
  },
  {
    rule: 'keeps every trace, earliest first',
    does: 'keeps only the last',
    create: finding(({ traces }) => ({ traces: traces.slice(-1) })),
  },
  {
    rule: 'amends only reports that are kept aside',
    does: 'reports success',
    create: wrong((right) => ({
      amend: async (...call) => {
        await right.amend(...call);
        return true;
      },
    })),
  },
  {
    rule: 'accepts the decision of only one of several people',
    does: 'checks, then writes',
    create: wrong((right) => ({
      async amend(position, amendment) {
        const isAside = right
          .list()
          .some((report) => report.position === position && report.state === 'aside');
        await new Promise((resolve) => setImmediate(resolve));
        await right.amend(position, amendment);
        return isAside;
      },
    })),
  },
  {
    rule: 'finds reports by appointment, by state and by page, in order',
    does: 'returns the latest first',
    create: wrong((right) => ({
      find: async (query) => (await right.find(query)).toReversed(),
    })),
  },
  {
    rule: 'finds more than ten reports in order',
    does: 'sorts positions as texts',
    create: wrong((right) => ({
      find: async (query) =>
        [...(await right.find(query))].sort((a, b) =>
          String(a.position) < String(b.position) ? -1 : 1,
        ),
    })),
  },
  {
    rule: 'counts unfinished reports',
    does: 'counts reports that can be claimed',
    create: wrong((right) => ({
      count: async () => ({ ...(await right.count()), waiting: 1 }),
    })),
  },
  {
    rule: 'purges only reports that were finished long ago',
    does: 'purges nothing, but returns the count',
    create: wrong((right) => ({
      purge: async () => right.list().filter(({ state }) => state === 'delivered').length,
    })),
  },
  {
    rule: 'calls its listeners after each append and amend, until they unsubscribe',
    does: 'calls unsubscribed listeners',
    create: wrong((right) => ({
      watch(listener) {
        right.watch(listener);
        return () => {};
      },
    })),
  },
];
