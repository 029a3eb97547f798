import type { Run } from '../run/run.js';

/** Writes a run as JSON, for machines and for later comparisons; {@link parseRun} reads it. */
export function toJsonReport(run: Run): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
