import { describe, expect, it } from 'vitest';
import { createMemorySignOn } from './create-memory-sign-on.js';
import {
  type DescribeSignOnOptions,
  describeSignOn,
  type SignOnUnderTest,
} from './describe-sign-on.js';
import { wrongSignOns } from './test-data/wrong-sign-ons.js';

// Runs the suite on the sessions of this package, as a vendor would.
describeSignOn({
  name: 'createMemorySignOn',
  runner: { describe, it },
  create: () => ({ signOn: createMemorySignOn() }),
});
describeSignOn({
  name: 'createMemorySignOn, over http',
  runner: { describe, it },
  site: 'http://127.0.0.1:3000',
  create: () => ({ signOn: createMemorySignOn({ isSecure: false }) }),
});

/**
 * Runs the suite as a runner would; returns its rules, and the errors of those that failed.
 * `likeJest`: no test can be skipped once it has begun.
 */
async function runSuite(
  create: () => SignOnUnderTest,
  {
    likeJest = false,
    ...options
  }: Pick<DescribeSignOnOptions, 'without'> & { likeJest?: boolean } = {},
) {
  const tests: [name: string, test: () => Promise<void>][] = [];
  const declaredSkipped: string[] = [];
  describeSignOn({
    ...options,
    create,
    runner: {
      describe: (_name, body) => body(),
      it: Object.assign((name: string, test: () => Promise<void>) => tests.push([name, test]), {
        skip: (name: string) => declaredSkipped.push(name),
      }),
    },
  });
  const failures = new Map<string, unknown>();
  const skipped = new Map<string, string>();
  for (const [name, test] of tests) {
    // jest would wait for a callback if a test had a parameter.
    expect(test).toHaveLength(0);
    const call = test as (context: unknown) => Promise<void>;
    const skip = (reason: string) => void skipped.set(name, reason);
    await call(likeJest ? undefined : { skip }).catch((error: unknown) =>
      failures.set(name, error),
    );
  }
  return { rules: tests.map(([name]) => name), failures, skipped, declaredSkipped };
}

describe('describeSignOn', () => {
  it('skips the rules of confirmSession for sessions without it, and says why', async () => {
    const { confirmSession: _, ...signOn } = createMemorySignOn();
    const { failures, skipped, rules } = await runSuite(() => ({ signOn }));
    expect([...failures.keys()]).toEqual([]);
    expect(skipped.size).toBe(4);
    expect(new Set(skipped.values())).toEqual(new Set(['The adapter has no confirmSession.']));
    expect(rules).toEqual(expect.arrayContaining([...skipped.keys()]));
    const whole = await runSuite(() => ({ signOn: createMemorySignOn() }));
    expect(whole.skipped.size).toBe(0);
  });

  it('passes none of them silently where a test that has begun cannot be skipped', async () => {
    const { confirmSession: _, ...signOn } = createMemorySignOn();
    const create = () => ({ signOn });
    const { failures } = await runSuite(create, { likeJest: true });
    expect(failures.size).toBe(4);
    for (const error of failures.values()) {
      expect(String(error)).toContain("give without: ['confirmSession']");
    }
    const declared = await runSuite(create, { likeJest: true, without: ['confirmSession'] });
    expect(declared.failures.size).toBe(0);
    expect(declared.declaredSkipped).toHaveLength(4);
    expect(declared.declaredSkipped[0]).toContain('the adapter has no confirmSession');
  });

  it.each(wrongSignOns)('$rule: fails sessions of which it $does', async (wrong) => {
    const { rule, create, others = [] } = wrong;
    const { failures } = await runSuite(create);
    for (const error of failures.values()) {
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toHaveProperty('generatedMessage', true);
    }
    if (others === 'many') expect([...failures.keys()]).toContain(rule);
    else expect([...failures.keys()].sort()).toEqual([rule, ...others].sort());
  });

  it('has wrong sessions for each of its rules', async () => {
    const { rules } = await runSuite(() => ({ signOn: createMemorySignOn() }));
    const proven = new Set(wrongSignOns.map(({ rule }) => rule));
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });

  it('releases the store when a test fails', async () => {
    let open = 0;
    const { failures } = await runSuite(() => {
      open += 1;
      const signOn = { ...createMemorySignOn(), currentSession: () => undefined };
      const dispose = () => {
        open -= 1;
      };
      return { signOn, dispose };
    });
    expect(failures.size).toBeGreaterThan(0);
    expect(open).toBe(0);
  });

  it('throws when there is no runner', () => {
    expect(() => describeSignOn({ create: () => ({ signOn: createMemorySignOn() }) })).toThrow(
      expect.objectContaining({ code: 'SAS_TEST_RUNNER_MISSING' }),
    );
  });
});
