import type { Appointment } from 'fhir/r4.js';
import type { AppointmentReport } from '../appointment-report.js';
import { createReport } from './report-data.js';

const firstStart = Date.parse('2026-12-01T08:00:00Z');
const step = 900_000;

/** A plausible history: each event starts a quarter of an hour later, so that it can be recognised. */
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

/** Which events of a history the platform saw, in order, repetitions left out. */
export function readHistory(states: readonly Appointment[] = []): readonly number[] {
  const seen = states.map(({ start }) => (Date.parse(start ?? '') - firstStart) / step);
  return seen.filter((event, index) => event !== seen[index - 1]);
}
