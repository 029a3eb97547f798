import type { Logger } from '@sas-sos/core';
import { type AgendaFault, type AgendaFaultCode, toAgendaFault } from './agenda-fault.js';

/** Logs every fault once, and counts all of them. */
export interface FaultReporter {
  /** Reports one fault. */
  report(code: AgendaFaultCode, path: string): void;
  /** Reports faults of the directory. */
  reportAll(faults: readonly AgendaFault[]): void;
  /** How often each fault occurred. */
  counts(): Readonly<Partial<Record<AgendaFaultCode, number>>>;
}

// Above this number a fault may be logged again, so that memory stays bounded.
const remembered = 20_000;

/** Creates a reporter. */
export function createFaultReporter(logger: Logger): FaultReporter {
  const logged = new Set<string>();
  const counts: Partial<Record<AgendaFaultCode, number>> = {};

  function log(fault: AgendaFault): void {
    const key = `${fault.code} ${fault.path}`;
    if (logged.has(key)) return;
    if (logged.size >= remembered) logged.clear();
    logged.add(key);
    logger.warn(
      { code: fault.code, path: fault.path, severity: fault.severity },
      `agenda: ${fault.message}`,
    );
  }

  return {
    report(code, path) {
      counts[code] = (counts[code] ?? 0) + 1;
      log(toAgendaFault(code, path));
    },
    reportAll(faults) {
      for (const fault of faults) {
        counts[fault.code] = (counts[fault.code] ?? 0) + 1;
        log(fault);
      }
    },
    counts: () => ({ ...counts }),
  };
}
