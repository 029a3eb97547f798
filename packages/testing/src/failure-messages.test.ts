import { describe, expect, it } from 'vitest';
import { createMemoryAgenda } from './create-memory-agenda.js';
import { createMemoryRegulatorAccounts } from './create-memory-regulator-accounts.js';
import { type AgendaUnderTest, describeAgenda } from './describe-agenda.js';
import { describeRegulatorAccounts } from './describe-regulator-accounts.js';
import type { TestRunner } from './test-runner.js';

/** Runs one rule of a suite, and returns the message of its failure. */
async function messageOf(
  rule: string,
  describeSuite: (runner: TestRunner) => void,
): Promise<string> {
  let message = 'passed';
  const tests: (() => Promise<void>)[] = [];
  describeSuite({
    describe: (_name, body) => body(),
    it: (name, test) => name === rule && tests.push(test),
  });
  await tests[0]?.().catch((error: Error) => {
    message = error.message;
  });
  return message;
}

function agendaMessageOf(rule: string, change: (agenda: AgendaUnderTest['agenda']) => object) {
  return messageOf(rule, (runner) =>
    describeAgenda({
      runner,
      create(fixture) {
        const right = createMemoryAgenda(fixture);
        const agenda = { ...right, ...change(right) };
        return { agenda, book: right.book, release: right.release };
      },
    }),
  );
}

const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const everySlot = 'finds every free slot of the requested associations';

describe('A failure says', () => {
  it('which window was asked for, which slot is missing, when it starts, and what `stored` is for', async () => {
    const message = await agendaMessageOf(everySlot, ({ findFreeSlots }) => ({
      findFreeSlots: async (query: Parameters<typeof findFreeSlots>[0]) =>
        ((await findFreeSlots(query)) as { id: string }[]).filter(({ id }) => id !== '1'),
    }));
    expect(message).toMatch(new RegExp(`from ${instant} to ${instant}`));
    expect(message).toMatch(new RegExp(`"1" \\(place .+, start ${instant}, .+\\)`));
    expect(message).toContain('`stored`');
  });

  it('what was expected and what came, for a field', async () => {
    const message = await agendaMessageOf('returns the page of each slot', ({ findFreeSlots }) => ({
      findFreeSlots: async (query: Parameters<typeof findFreeSlots>[0]) =>
        ((await findFreeSlots(query)) as object[]).map((slot) => ({ ...slot, url: 'wrong' })),
    }));
    expect(message).toMatch(/page of slot .+: expected "http.+", got "wrong"/);
  });

  it.each([
    {
      name: 'nothing for slots',
      rule: everySlot,
      change: { findFreeSlots: () => undefined },
      message: 'findFreeSlots returned undefined; expected an array of slots',
    },
    {
      name: 'a result object for slots',
      rule: everySlot,
      change: { findFreeSlots: () => ({ rows: [] }) },
      message: 'findFreeSlots returned {"rows":[]}; expected an array of slots',
    },
    {
      name: 'nothing for associations',
      rule: 'lists every association, once',
      change: { listAssociations: () => undefined },
      message: 'listAssociations returned undefined; expected an array',
    },
  ])('that $name is the wrong type', async ({ rule, change, message }) => {
    expect(await agendaMessageOf(rule, () => change)).toContain(message);
  });

  it('that an account for a list of accounts is the wrong type', async () => {
    const message = await messageOf('finds an account by its id', (runner) =>
      describeRegulatorAccounts({
        runner,
        create: (accounts) => ({
          accounts: {
            ...createMemoryRegulatorAccounts({ accounts }),
            find: (() => accounts[0]) as never,
          },
        }),
      }),
    );
    expect(message).toMatch(/find returned .+; expected a list of accounts/);
  });
});
