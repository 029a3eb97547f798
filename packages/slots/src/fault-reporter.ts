import type { Logger } from '@sas-sos/core';
import { type AgendaFault, type AgendaFaultCode, toAgendaFault } from './agenda-fault.js';

/** Tells the logger of every fault once, and counts them all. */
export interface FaultReporter {
  /** Reports one fault. */
  report(code: AgendaFaultCode, path: string): void;
  /** Reports faults of the directory. */
  reportAll(faults: readonly AgendaFault[]): void;
  /** How many times each fault was met. */
  counts(): Readonly<Partial<Record<AgendaFaultCode, number>>>;
}

// Past that many, the same fault may be told again: better than memory without bounds.
const remembered = 20_000;

/** Makes a reporter. */
export function createFaultReporter(logger: Logger): FaultReporter {
  const told = new Set<string>();
  const counts: Partial<Record<AgendaFaultCode, number>> = {};

  function tell(fault: AgendaFault): void {
    const key = `${fault.code} ${fault.path}`;
    if (told.has(key)) return;
    if (told.size >= remembered) told.clear();
    told.add(key);
    logger.warn(
      { code: fault.code, path: fault.path, severity: fault.severity },
      `agenda: ${fault.message}`,
    );
  }

  return {
    report(code, path) {
      counts[code] = (counts[code] ?? 0) + 1;
      tell(toAgendaFault(code, path));
    },
    reportAll(faults) {
      for (const fault of faults) {
        counts[fault.code] = (counts[fault.code] ?? 0) + 1;
        tell(fault);
      }
    },
    counts: () => ({ ...counts }),
  };
}
