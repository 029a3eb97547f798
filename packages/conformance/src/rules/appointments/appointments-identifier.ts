import type { Appointment } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { missing, wrongValue } from './report-fault.js';

const systems = /^(urn:oid:[0-2](\.(0|[1-9]\d*))+|urn:uuid:.+|https?:\/\/.+)$/;

/** The appointment has one identifier of the vendor's, with its system. */
export const appointmentsIdentifier: Rule<Appointment> = {
  id: 'appointments.identifier',
  level: 'official-fails',
  source: kitSos('Rendez-vous, profil sas-sos-appointment, identifier 1..1'),
  check: 34,
  looksAt: 'Appointment.identifier',
  title: {
    fr: 'Le rendez-vous a un seul identifiant, avec son système.',
    en: 'The appointment has one identifier, with its system.',
  },
  wrong: {
    fr: 'L’identifiant du rendez-vous n’est pas bien formé',
    en: 'The identifier of the appointment is not well formed',
  },
  remedy: {
    fr: 'Donnez un identifiant : value (un UUID, par exemple) et system, l’OID ou l’URL de l’éditeur.',
    en: 'Give one identifier: value (a UUID, say) and system, the vendor’s OID or URL.',
  },
  find: findFaults,
};

function findFaults({ identifier = [] }: Appointment): readonly Fault[] {
  const [first] = identifier;
  if (!first) {
    const text = {
      fr: 'L’identifiant du rendez-vous manque.',
      en: 'The identifier of the appointment is missing.',
    };
    return [missing('Appointment.identifier', text)];
  }
  if (identifier.length > 1) {
    const text = {
      fr: 'Donnez un seul identifiant de rendez-vous.',
      en: 'Give a single identifier of the appointment.',
    };
    return [wrongValue('Appointment.identifier', text)];
  }
  const at = 'Appointment.identifier[0]';
  const { system, value } = first;
  const faults: Fault[] = [];
  if (system === undefined) {
    const text = {
      fr: 'Le système de l’identifiant manque.',
      en: 'The system of the identifier is missing.',
    };
    faults.push(missing(`${at}.system`, text));
  } else if (!systems.test(system)) {
    const text = {
      fr: 'Le système est l’OID (urn:oid:…) ou l’URL de l’éditeur.',
      en: 'The system is the OID (urn:oid:…) or the URL of the vendor.',
    };
    faults.push(wrongValue(`${at}.system`, text));
  }
  if (value === undefined) {
    const text = {
      fr: 'La valeur de l’identifiant manque.',
      en: 'The value of the identifier is missing.',
    };
    faults.push(missing(`${at}.value`, text));
  }
  return faults;
}
