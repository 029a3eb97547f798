import type { Appointment } from 'fhir/r4.js';
import type { AppointmentReport } from '../appointment-report.js';
import { createReport } from './report-data.js';

const firstStart = Date.parse('2026-12-01T08:00:00Z');
const step = 900_000;

/** Creates a plausible history: each event starts 15 minutes later, which identifies it. */
export function createHistory(id: string, length: number): readonly AppointmentReport[] {
  const statuses = ['pending', 'booked', 'booked', 'booked', 'fulfilled'] as const;
  return Array.from({ length }, (_, index) =>
    createReport({
      ...{ id, status: statuses[index] ?? 'fulfilled' },
      start: firstStart + index * step,
      end: firstStart + (index + 1) * step,
    }),
  );
}

/** Returns the events of a history that the platform received, in order, without repetitions. */
export function readHistory(states: readonly Appointment[] = []): readonly number[] {
  const seen = states.map(({ start }) => (Date.parse(start ?? '') - firstStart) / step);
  return seen.filter((event, index) => event !== seen[index - 1]);
}
