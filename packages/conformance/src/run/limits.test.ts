import { describe, expect, it } from 'vitest';
import type { CreatedAccount } from '../configuration/configuration.js';
import { toExitCode } from '../report/to-exit-code.js';
import { toTerminalReport } from '../report/to-terminal-report.js';
import { runConformance } from './run-conformance.js';
import { serveVendor } from './vendor.fixture.js';

const only = ['accounts.create-national'];

/** A vendor that keeps nothing, and says yes to everything. */
const yes = serveVendor.bind(null, (request, response) => {
  const status = request.method === 'POST' ? 201 : 200;
  const location = `http://agenda.example/fhir/Practitioner/1`;
  response.writeHead(status, { location }).end();
});

describe('forgetAccounts', () => {
  it('is called at the end with the accounts of the run, which were disabled before', async () => {
    await using vendor = await yes();
    const forgotten: (readonly CreatedAccount[])[] = [];
    const accounts = {
      seed: 'a',
      forgetAccounts: (list: readonly CreatedAccount[]) => void forgotten.push(list),
    };
    const run = await runConformance({ vendor: vendor.url, accounts }, { only });
    expect(forgotten).toHaveLength(1);
    expect(forgotten[0]).toMatchObject([{ location: 'http://agenda.example/fhir/Practitioner/1' }]);
    const [{ identifiers, emails } = { identifiers: [], emails: [] }] = forgotten[0] ?? [];
    expect(identifiers).toEqual([
      expect.stringMatching(/^urn:oid:1\.2\.250\.1\.71\.4\.2\.1\|8\d{11}$/),
    ]);
    expect(emails).toEqual([
      expect.stringMatching(/^national\.[0-9a-f]{12}@conformance\.example$/),
    ]);
    const ending = run.exchanges.filter(({ step }) => step === 'cleaning');
    expect(ending).toMatchObject([{ method: 'PUT', response: { status: 200 } }]);
    expect(run.leftBehind).toBeNull();
  });

  it('hears of an account whose identifier another one took, which is not disabled again', async () => {
    await using vendor = await yes();
    const forgotten: CreatedAccount[] = [];
    const accounts = {
      forgetAccounts: (list: readonly CreatedAccount[]) => void forgotten.push(...list),
    };
    const run = await runConformance(
      { vendor: vendor.url, accounts },
      { only: ['accounts.freed-take'] },
    );
    const emails = forgotten.flatMap((account) => account.emails);
    expect(emails.map((email) => email.split('.')[0]).sort()).toEqual(['freed-a', 'freed-b']);
    expect(run.exchanges.filter(({ step }) => step === 'cleaning')).toHaveLength(1);
  });

  it('is not called if the vendor created nothing', async () => {
    await using vendor = await serveVendor((_request, response) => response.writeHead(404).end());
    const calls: unknown[] = [];
    const accounts = { forgetAccounts: (list: unknown) => void calls.push(list) };
    const run = await runConformance({ vendor: vendor.url, accounts }, { only });
    expect(calls).toEqual([]);
    expect(run.leftBehind).toBeNull();
  });

  it.each([
    {
      name: 'throws',
      forgetAccounts: () => {
        throw new Error('no such table');
      },
    },
    { name: 'rejects', forgetAccounts: () => Promise.reject(new Error('no such table')) },
  ])('that $name costs no report', async ({ forgetAccounts }) => {
    await using vendor = await yes();
    const run = await runConformance(
      { vendor: vendor.url, accounts: { forgetAccounts } },
      { only },
    );
    expect(run.verdict).toBe('passed');
    expect(run.leftBehind?.en).toBe('The test accounts could not be forgotten: no such table');
    expect(toTerminalReport(run)).toContain('no such table');
  });

  it('repeats a run’s people by its seed, and has new ones otherwise', async () => {
    await using vendor = await yes();
    const bodyOf = async (accounts: object) => {
      const run = await runConformance({ vendor: vendor.url, accounts }, { only });
      return run.exchanges.find(({ method }) => method === 'POST')?.request.body;
    };
    expect(await bodyOf({ seed: 'a' })).toBe(await bodyOf({ seed: 'a' }));
    expect(await bodyOf({ identifiers: 'fixed' })).toBe(await bodyOf({ identifiers: 'fixed' }));
    expect(await bodyOf({})).not.toBe(await bodyOf({}));
  });
});

describe('limits', () => {
  it('an account that cannot be disabled is left behind, and the report says so', async () => {
    await using vendor = await serveVendor((request, response) => {
      const status = request.method === 'POST' ? 201 : 500;
      response.writeHead(status).end();
    });
    const run = await runConformance({ vendor: vendor.url }, { only });
    expect(run.leftBehind?.en).toBe('Test accounts could not be disabled (1).');
  });

  it('answer: a step whose answer is late fails; the others are run', async () => {
    await using vendor = await serveVendor((request, response) => {
      if (request.method === 'POST') return;
      response.writeHead(200).end('{}');
    });
    const limits = { answer: 100 };
    const run = await runConformance(
      { vendor: vendor.url, limits },
      { only: ['accounts', 'metadata'] },
    );
    const find = (id: string) =>
      run.groups.flatMap(({ steps }) => steps).find((step) => step.id === id);
    expect(find('accounts.create-national')?.findings[0]).toMatchObject({
      rule: 'http.answered',
      verdict: 'failed',
    });
    expect(find('metadata.read')?.reason).toBeNull();
    expect(toExitCode(run)).toBe(1);
  });

  it('run: what is left is left out, and nothing passes for it', async () => {
    await using vendor = await serveVendor((request, response) => {
      if (request.url?.endsWith('/metadata')) response.writeHead(200).end('{}');
    });
    const limits = { answer: 5000, run: 400 };
    const started = performance.now();
    const run = await runConformance({ vendor: vendor.url, limits }, { only: ['accounts'] });
    expect(performance.now() - started).toBeLessThan(4000);
    expect(run.counts.leftOut).toBeGreaterThan(50);
    const reasons = run.groups.flatMap(({ steps }) => steps.map(({ reason }) => reason?.en));
    expect(reasons).toContain('The time granted to the whole run (limits.run) is over.');
  });

  it('a run that is cut short before anything failed is no pass', async () => {
    await using vendor = await yes();
    const controller = new AbortController();
    const run = await runConformance(
      { vendor: vendor.url },
      {
        only: ['accounts.create-national', 'accounts.create-technical'],
        signal: controller.signal,
        onEvent: ({ type }) => {
          if (type === 'step-ended') controller.abort();
        },
      },
    );
    expect(run).toMatchObject({ verdict: 'impossible', problem: null });
    expect(toExitCode(run)).toBe(2);
    expect(toTerminalReport(run, { language: 'en' })).toContain('The run was cut short');
    // What it created is disabled all the same.
    expect(run.exchanges.filter(({ step }) => step === 'cleaning')).toHaveLength(1);
  });
});

it('a simulator that is not there is no fault of the vendor’s', async () => {
  await using vendor = await yes();
  const run = await runConformance(
    { vendor: vendor.url, simulator: 'http://127.0.0.1:1' },
    { only: ['appointments.received'] },
  );
  const step = run.groups
    .flatMap(({ steps }) => steps)
    .find(({ id }) => id === 'appointments.received');
  expect(step).toMatchObject({ verdict: 'left-out' });
  expect(step?.reason?.en).toContain('The simulator does not answer at http://127.0.0.1:1.');
});
