import { type Agenda, type Clock, systemClock } from '@sas-sos/core';
import { type AgendaFault, type AgendaFaultCode, toAgendaFault } from './agenda-fault.js';
import { askAgenda } from './ask-agenda.js';
import { type ReadDirectoryOptions, readDirectory } from './directory/read-directory.js';
import { findSlots } from './find-slots.js';
import { watchHomeVisits } from './watch-home-visits.js';

/** Options of {@link checkAgenda}. */
export interface CheckAgendaOptions extends ReadDirectoryOptions {
  /**
   * Days of slots to check, from now on; 0 checks only the directory.
   *
   * @defaultValue 3, as in the platform's searches
   */
  readonly days?: number | undefined;
  /** @defaultValue never aborted */
  readonly signal?: AbortSignal | undefined;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock | undefined;
}

/** Result of checking an agenda. */
export interface AgendaReport {
  /** Associations that can be sent. */
  readonly associations: number;
  /** Places that can be sent. */
  readonly places: number;
  /** Slots that would be sent. */
  readonly slots: number;
  /** All faults, in the order of the agenda, errors and warnings. */
  readonly faults: readonly AgendaFault[];
}

// No caller waits for the answer, and many days may be checked.
const longestCheck = 300_000;

// prelude: import { agenda } from './agenda.js';
/**
 * Reports all faults of a vendor's agenda in words: what is left out of every answer and why, and
 * what the certification would find.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails (its error is the cause), or
 *   takes more than five minutes for one answer.
 * @example
 * ```ts
 * const { faults } = await checkAgenda(agenda);
 * for (const { severity, path, message } of faults) console.log(severity, path, message);
 * ```
 */
export async function checkAgenda(
  agenda: Agenda,
  options: CheckAgendaOptions = {},
): Promise<AgendaReport> {
  const asking = { signal: options.signal, milliseconds: longestCheck };
  const days = options.days ?? 3;
  const directory = readDirectory(
    await askAgenda(({ signal }) => agenda.listAssociations({ signal }), asking),
    options,
  );
  const faults: AgendaFault[] = [...directory.faults];
  const ids = new Set<string>();
  if (days > 0 && directory.places.length > 0) {
    const from = (options.clock ?? systemClock).now();
    const query = {
      associations: directory.associations,
      from,
      to: from + days * 86_400_000,
      ...asking,
    };
    const report = (code: AgendaFaultCode, path: string) => {
      faults.push(toAgendaFault(code, path));
    };
    const watch = watchHomeVisits(report);
    await findSlots(agenda, directory, query, {
      accept(slot) {
        const { id, fhirId } = slot;
        watch(slot);
        if (ids.has(fhirId)) report('slot-id-duplicate', `slots[${id}].id`);
        ids.add(fhirId);
      },
      report,
    });
  }
  return {
    associations: directory.associations.length,
    places: directory.places.length,
    slots: ids.size,
    faults,
  };
}
