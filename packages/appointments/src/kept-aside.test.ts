import { createMemoryOutbox } from '@sas-sos/testing';
import { describe, expect, it } from 'vitest';
import { createAppointmentReporter } from './create-appointment-reporter.js';
import { createReport, identifierSystem } from './test-data/report-data.js';

const noon = Date.parse('2026-12-01T12:00:00Z');
const person = { by: 'agent', reason: 'checked' };

/** A reporter with one report that was kept aside; nothing is delivered. */
async function createKeptAside(content?: string) {
  const clock = { now: () => now };
  let now = noon;
  const outbox = createMemoryOutbox({ clock });
  const reporter = createAppointmentReporter({
    ...{ outbox, clock, identifierSystem, platformUrl: 'https://sas.example/fhir' },
  });
  if (content === undefined) await reporter.report(createReport());
  else await outbox.append({ appointment: 'a', status: 'booked', follows: [], content }, {});
  const claims = await outbox.claim({ limit: 1, leaseMilliseconds: 1000 });
  const failure = { code: 'SAS_REPORT_REFUSED', status: 422, text: 'Non' } as const;
  now += 1000;
  await outbox.settle(claims.map((claim) => ({ claim, outcome: 'aside', failure })));
  now += 1000;
  return { reporter, outbox, failure };
}

describe('list', () => {
  it('shows what is stored, and what was decided', async () => {
    const { reporter, failure } = await createKeptAside();
    await reporter.resend(1, person);
    const [report, ...others] = await reporter.list();
    expect(others).toEqual([]);
    expect(report).toEqual({
      ...{ position: 1, state: 'waiting', attempts: 1, failure },
      report: {
        ...createReport(),
        start: '2026-12-01T09:00:00.000+01:00',
        end: '2026-12-01T09:15:00.000+01:00',
        takenAt: '2026-11-30T18:00:00.000+01:00',
      },
      storedAt: '2026-12-01T12:00:00.000Z',
      changedAt: '2026-12-01T12:00:02.000Z',
      traces: [{ ...person, action: 'resend', at: '2026-12-01T12:00:02.000Z' }],
    });
  });

  it('shows a report that never changed, and a hundred of them at most', async () => {
    const { reporter } = await createKeptAside();
    for (let count = 0; count < 100; count += 1) {
      await reporter.report(createReport({ id: `a${count}` }));
    }
    expect((await reporter.list({ after: 1, limit: 1 }))[0]).toMatchObject({ changedAt: null });
    expect(await reporter.list()).toHaveLength(100);
    expect(await reporter.list({ limit: 101 })).toHaveLength(101);
    expect(await reporter.list({ appointment: 'a7' })).toHaveLength(1);
  });

  it.each(['null', '7', '{"id":7,"regulator":{}}', '{"id":"a"}', '{'])(
    'shows no report whose content is %s',
    async (content) => {
      const { reporter } = await createKeptAside(content);
      expect(await reporter.list()).toMatchObject([{ report: null, state: 'aside' }]);
    },
  );
});

describe('a decision', () => {
  it.each<{ name: string; decision: unknown; wrong: readonly string[] }>([
    { name: 'spaces for a name', decision: { by: ' ', reason: 'x' }, wrong: ['by'] },
    { name: 'no reason', decision: { by: 'x', reason: '' }, wrong: ['reason'] },
    { name: 'neither', decision: {}, wrong: ['by', 'reason'] },
    { name: 'a number', decision: { by: 7, reason: 'x' }, wrong: ['by'] },
    {
      name: 'texts of 1,001 characters',
      decision: { by: 'x'.repeat(1001), reason: 'x'.repeat(1001) },
      wrong: ['by', 'reason'],
    },
  ])('with $name is refused', async ({ decision, wrong }) => {
    const { reporter } = await createKeptAside();
    const issues = wrong.map((expression) => ({ code: 'SAS_APPOINTMENT_INVALID', expression }));
    for (const call of ['resend', 'drop'] as const) {
      await expect(reporter[call](1, decision as never)).rejects.toMatchObject({ issues });
    }
    expect(await reporter.list()).toMatchObject([{ state: 'aside', traces: [] }]);
  });

  it('may have texts of 1,000 characters', async () => {
    const { reporter } = await createKeptAside();
    const decision = { by: 'x'.repeat(1000), reason: 'y'.repeat(1000) };
    await reporter.drop(1, decision);
    expect(await reporter.list()).toMatchObject([{ state: 'dropped', traces: [decision] }]);
  });

  it('is only for a report that is kept aside', async () => {
    const { reporter } = await createKeptAside();
    const code = 'SAS_REPORT_NOT_KEPT_ASIDE';
    await reporter.report(createReport({ id: 'waits' }));
    const waiting = createReport({ id: 'waits' });
    for (const position of [2, 3]) {
      await expect(reporter.mend(position, waiting, person)).rejects.toMatchObject({ code });
      await expect(reporter.resend(position, person)).rejects.toMatchObject({ code });
    }
  });

  it('names everything in a correction that cannot change', async () => {
    const { reporter } = await createKeptAside();
    const other = createReport({ id: 'another', status: 'noshow' });
    await expect(reporter.mend(1, other, person)).rejects.toMatchObject({
      issues: [
        { code: 'SAS_APPOINTMENT_INVALID', expression: 'id' },
        { code: 'SAS_APPOINTMENT_INVALID', expression: 'status' },
      ],
    });
  });
});
