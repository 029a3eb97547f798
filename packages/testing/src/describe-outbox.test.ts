import type { Outbox } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createMemoryOutbox } from './create-memory-outbox.js';
import { describeOutbox } from './describe-outbox.js';
import { wrongOutboxes } from './test-data/wrong-outboxes.js';

describeOutbox({
  name: 'createMemoryOutbox',
  runner: { describe, it },
  create: () => ({ outbox: createMemoryOutbox() }),
});

/** Runs the suite, and returns its rules and the failures. */
async function runSuite(create: () => Outbox) {
  const tests: [name: string, test: () => Promise<void>][] = [];
  describeOutbox({
    create: () => ({ outbox: create() }),
    timeLimit: 300,
    runner: {
      describe: (_name, body) => body(),
      it: (name, test) => tests.push([name, test]),
    },
  });
  const failures = new Map<string, unknown>();
  for (const [name, test] of tests) {
    await test().catch((error: unknown) => failures.set(name, error));
  }
  return { rules: tests.map(([name]) => name), failures };
}

/** Runs one rule of the suite. */
async function runRule(create: () => Outbox, rule: string): Promise<unknown> {
  let failure: unknown;
  const running: Promise<void>[] = [];
  describeOutbox({
    create: () => ({ outbox: create() }),
    timeLimit: 300,
    runner: {
      describe: (_name, body) => body(),
      it(name, test) {
        if (name !== rule) return;
        running.push(
          test().catch((error: unknown) => {
            failure = error;
          }),
        );
      },
    },
  });
  expect(running).toHaveLength(1);
  await Promise.all(running);
  return failure;
}

describe('describeOutbox', () => {
  it.each(wrongOutboxes)('$rule: fails an outbox that $does', async ({ rule, create }) => {
    const failure = await runRule(create, rule);
    // The message says what was found, and not only that two values differ.
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toHaveProperty('generatedMessage', true);
    expect(failure).not.toBeInstanceOf(TypeError);
  });

  it('has wrong outboxes for each of its rules', async () => {
    const { rules, failures } = await runSuite(createMemoryOutbox);
    expect([...failures.keys()]).toEqual([]);
    const proven = new Set(wrongOutboxes.map(({ rule }) => rule));
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });

  it('returns due reports after the clock has jumped back', async () => {
    let now = Date.parse('2026-12-01T09:00:00Z');
    const outbox = createMemoryOutbox({ clock: { now: () => now } });
    const entry = { appointment: 'a', status: 'booked', follows: ['booked'], content: '' };
    await outbox.append(entry);
    await outbox.append(entry);
    now -= 86_400_000;
    const claims = await outbox.claim({ limit: 10, leaseMilliseconds: 1000 });
    expect(claims).toMatchObject([{ position: 1, ageMilliseconds: 0 }]);
  });
});
