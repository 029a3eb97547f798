import { type Outbox, silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type AppointmentReporter,
  createAppointmentReporter,
} from './create-appointment-reporter.js';
import { createReport, identifierSystem } from './test-data/report-data.js';

// Fake timers, and an outbox none of whose calls ends.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hang = () => new Promise<never>(() => {});
const memory = createMemoryOutbox();
const hanging: Outbox = {
  ...memory,
  ...{ append: hang, claim: hang, settle: hang, find: hang, amend: hang, count: hang, purge: hang },
};
const person = { by: 'agent', reason: 'checked' };

function createReporter(outbox: Outbox, error = vi.fn()): AppointmentReporter {
  return createAppointmentReporter({
    ...{ outbox, identifierSystem, platformUrl: 'https://sas.example/fhir' },
    // The platform does not answer either, and this fetch ignores its signal.
    fetch: hang,
    logger: { ...silentLogger, error },
  });
}

/** Lets time pass, and checks that nothing settled before. */
async function passLimit(asked: Promise<unknown>, milliseconds: number): Promise<void> {
  const settled = vi.fn();
  asked.then(settled, settled);
  await vi.advanceTimersByTimeAsync(milliseconds - 1);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
}

it.each<{ name: string; call: (reporter: AppointmentReporter) => Promise<unknown> }>([
  { name: 'report', call: ({ report }) => report(createReport()) },
  { name: 'status', call: ({ status }) => status() },
  { name: 'list', call: ({ list }) => list() },
  { name: 'mend', call: ({ mend }) => mend(1, createReport(), person) },
  { name: 'resend', call: ({ resend }) => resend(1, person) },
  { name: 'drop', call: ({ drop }) => drop(1, person) },
])('$name fails after ten seconds', async ({ call }) => {
  const asked = call(createReporter(hanging));
  await passLimit(asked, 10_000);
  await expect(asked).rejects.toMatchObject({
    code: 'SAS_OUTBOX_UNAVAILABLE',
    cause: { code: 'SAS_TIME_LIMIT_EXCEEDED' },
  });
});

it('stop ends while a look at the outbox hangs', async () => {
  const reporter = createReporter(hanging);
  reporter.start();
  await vi.advanceTimersByTimeAsync(5000);
  const stopped = reporter.stop();
  await passLimit(stopped, 5000);
  await stopped;
});

it('stop ends in twenty seconds while the platform and a settlement hang', async () => {
  const outbox = { ...memory, settle: hang };
  const error = vi.fn();
  const reporter = createReporter(outbox, error);
  reporter.start();
  await reporter.report(createReport());
  await vi.advanceTimersByTimeAsync(100);
  expect((await memory.find({ limit: 1 }))[0]?.attempts).toBe(1);
  const stopped = vi.fn();
  void reporter.stop().then(stopped);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(stopped).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(6000);
  expect(stopped).toHaveBeenCalled();
  // The settlement ends later; nothing is tried again after that.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(error.mock.calls.map(([fields]) => fields.call)).toEqual(['settle']);
  expect(vi.getTimerCount()).toBe(0);
});
